/**
 * One stop of the Tab key for a list whose items have many buttons: the arrow keys go from item to item, Tab through the
 * buttons of the item that has the focus (W3C, ARIA Authoring Practices, "Roving tabindex").
 */
export class RovingList {
  readonly #list: HTMLElement;

  /** @param list Its children are the items; the first button of each gets the focus. */
  constructor(list: HTMLElement) {
    this.#list = list;
    list.addEventListener('focusin', ({ target }) => {
      const item = this.#items.find((one) => one.contains(target as Node));
      if (item !== undefined) this.#enter(item);
    });
    list.addEventListener('keydown', (event) => {
      const to = this.#target(event);
      if (to === undefined) return;
      event.preventDefault();
      this.focus(to);
    });
  }

  /** After items came or went. */
  update(): void {
    const items = this.#items;
    const current = items.find((item) => item.contains(document.activeElement)) ?? items[0];
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

  #target({ key, target }: KeyboardEvent): number | undefined {
    // A choice among radio buttons is what the arrow keys change there.
    if (target instanceof HTMLInputElement) return undefined;
    const { at } = this;
    const last = this.#items.length - 1;
    if (at === -1) return undefined;
    return { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[key];
  }

  #enter(current: HTMLElement): void {
    for (const item of this.#items)
      for (const button of buttonsOf(item)) button.tabIndex = item === current ? 0 : -1;
  }
}

function buttonsOf(item: HTMLElement): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('button, input')];
}
