import { isTyping } from './dom.ts';

export interface PageKeyListener {
  undo(): void;
  redo(): void;
  /** Selects everything. */
  all(): void;
  invert(): void;
}

/**
 * Keys that work wherever the focus is on the page, but where text is typed: Ctrl or Cmd with Z, Shift+Z or Y, A, and I.
 * Who has a use for one of them elsewhere on the page stops the event.
 */
export function onPageKeys(page: Document, listener: PageKeyListener): void {
  page.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && event.shiftKey) listener.redo();
    else if (event.shiftKey) return;
    else if (key === 'z') listener.undo();
    else if (key === 'y') listener.redo();
    else if (key === 'a') listener.all();
    else if (key === 'i') listener.invert();
    else return;
    event.preventDefault();
    // VS Code listens at the window, and would undo in an editor, or select the page's text.
    event.stopPropagation();
  });
}
