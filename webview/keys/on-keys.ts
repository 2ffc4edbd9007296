import { commandOf, type KeyTable, type PressedKey } from './chords.ts';

/** What is asked of a keyboard event; a page's own types would keep tests from this file. */
export interface KeyEvent extends PressedKey {
  readonly target: EventTarget | null;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
}

interface KeyTarget {
  addEventListener(type: 'keydown', listener: (event: KeyEvent) => void): void;
}

/** What each command of a table does; `false` where the key has nothing to do there and stays the editor's. */
export type KeyHandlers<Name extends string> = Readonly<Record<Name, (event: KeyEvent) => unknown>>;

/** Runs the commands of a table by their keys. @param isActive Whether keys are commands at this moment. */
export function onKeys<Name extends string>(
  target: KeyTarget,
  table: KeyTable<Name>,
  handlers: KeyHandlers<Name>,
  isActive: (event: KeyEvent) => boolean = () => true,
): void {
  target.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented || !isActive(event)) return;
    const name = commandOf(table, event);
    if (name === undefined || handlers[name](event) === false) return;
    event.preventDefault();
    // VS Code listens at the window, and would do with the key what it does in an editor.
    event.stopPropagation();
  });
}
