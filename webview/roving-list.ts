import { onKeys } from './keys/on-keys.ts';
import { lineKeys } from './keys/tables.ts';

/**
 * One stop of the Tab key for a list whose items have many buttons: the arrow keys go from item to item, Tab through the
 * buttons of the item that has the focus (W3C, ARIA Authoring Practices, "Roving tabindex").
 */
export class RovingList {
  readonly #list: HTMLElement;
  /** The place of the item that is in the order of the Tab key. */
  #last = 0;

  /** @param list Its children are the items; the first button of each gets the focus. */
  constructor(list: HTMLElement) {
    this.#list = list;
    list.addEventListener('focusin', ({ target }) => {
      const item = this.#items.find((one) => one.contains(target as Node));
      if (item !== undefined) this.#enter(item);
    });
    const go = (place: (at: number, last: number) => number): boolean => {
      const { at } = this;
      if (at === -1) return false;
      this.focus(place(at, this.#items.length - 1));
      return true;
    };
    onKeys(
      list,
      lineKeys,
      {
        next: () => go((at, last) => Math.min(at + 1, last)),
        previous: () => go((at) => Math.max(at - 1, 0)),
        first: () => go(() => 0),
        last: () => go((_at, last) => last),
      },
      // A choice among radio buttons is what the arrow keys change there.
      ({ target }) => !(target instanceof HTMLInputElement),
    );
  }

  /** After items came or went. */
  update(): void {
    const items = this.#items;
    const current =
      items.find((item) => item.contains(document.activeElement)) ?? items[this.#last] ?? items[0];
    if (current !== undefined) this.#enter(current);
  }

  /** Where the focus is, or -1. */
  get at(): number {
    return this.#items.findIndex((item) => item.contains(document.activeElement));
  }

  /** Focuses the item at a place, or the last one before it. */
  focus(at: number): void {
    const items = this.#items;
    const item = items[Math.min(at, items.length - 1)];
    const [first] = item === undefined ? [] : buttonsOf(item);
    first?.focus();
    item?.scrollIntoView({ block: 'nearest' });
  }

  get #items(): HTMLElement[] {
    return [...this.#list.children].filter((child) => child instanceof HTMLElement);
  }

  #enter(current: HTMLElement): void {
    this.#last = this.#items.indexOf(current);
    for (const item of this.#items)
      for (const button of buttonsOf(item)) button.tabIndex = item === current ? 0 : -1;
  }
}

function buttonsOf(item: HTMLElement): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('button, input')];
}
