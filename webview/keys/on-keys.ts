import { commandOf, type KeyTable } from './chords.ts';

/** What each command of a table does; `false` where the key has nothing to do there and stays the editor's. */
export type KeyHandlers<Name extends string> = Readonly<Record<Name, (event: KeyboardEvent) => unknown>>;

/** Runs the commands of a table by their keys. @param isActive Whether keys are commands at this moment. */
export function onKeys<Name extends string>(
  target: HTMLElement | Document,
  table: KeyTable<Name>,
  handlers: KeyHandlers<Name>,
  isActive: (event: KeyboardEvent) => boolean = () => true,
): void {
  target.addEventListener('keydown', (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing || event.defaultPrevented) return;
    if (!isActive(event)) return;
    const name = commandOf(table, event);
    if (name === undefined || handlers[name](event) === false) return;
    event.preventDefault();
    // VS Code listens at the window, and would do with the key what it does in an editor.
    event.stopPropagation();
  });
}
