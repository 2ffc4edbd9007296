import { isTyping } from '../dom.ts';
import { onKeys, type KeyHandlers } from './on-keys.ts';
import { curateKeys, pageKeys } from './tables.ts';

/**
 * Keys that work wherever the focus is on the page, except where text is typed. Parts of the page that have a use of their
 * own for one of them stop the event.
 */
export function onPageKeys(page: Document, handlers: KeyHandlers<keyof typeof pageKeys>): void {
  onKeys(page, pageKeys, handlers, ({ target }) => !isTyping(target));
}

/** Rates and tags, wherever the focus is on the page, except where text is typed. */
export function onCurateKeys(root: HTMLElement, handlers: KeyHandlers<keyof typeof curateKeys>): void {
  onKeys(root, curateKeys, handlers, ({ target }) => !isTyping(target));
}
