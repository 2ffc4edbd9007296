import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';

/** A line that can be chosen instead of typing it. */
export interface Offer {
  readonly text: string;
  readonly detail: string;
  readonly choose: () => void;
}

/** Below the search box: what could be typed, or was before. The focus stays in the box, which names the active line. */
export class SearchList {
  readonly element = element('ul', 'search-list');
  #offers: readonly Offer[] = [];
  #active = -1;
  readonly #input: HTMLInputElement;

  constructor(input: HTMLInputElement) {
    this.#input = input;
    this.element.id = 'search-list';
    this.element.role = 'listbox';
    this.element.ariaLabel = l10n.t('Suggestions');
    this.close();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(offers: readonly Offer[]): void {
    this.#offers = offers;
    this.#active = -1;
    this.element.replaceChildren(...offers.map((offer, at) => this.#line(offer, at)));
    this.element.hidden = offers.length === 0;
    this.#input.ariaExpanded = String(this.isOpen);
    this.#tellActive();
  }

  close(): void {
    this.show([]);
  }

  /** @param step 1 for the next line, -1 for the one before; around the ends lies none. */
  move(step: number): void {
    const { length } = this.#offers;
    this.#active = ((this.#active + 1 + step + length + 1) % (length + 1)) - 1;
    for (const [at, line] of [...this.element.children].entries())
      line.ariaSelected = String(at === this.#active);
    this.element.children[this.#active]?.scrollIntoView({ block: 'nearest' });
    this.#tellActive();
  }

  /** Chooses the active line. @returns Whether there was one. */
  choose(): boolean {
    const offer = this.#offers[this.#active];
    offer?.choose();
    return offer !== undefined;
  }

  #tellActive(): void {
    const line = this.element.children[this.#active];
    if (line === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', line.id);
  }

  #line({ text, detail, choose }: Offer, at: number): HTMLElement {
    const line = element(
      'li',
      'search-offer',
      element('span', 'search-offer-text', text),
      element('span', 'search-offer-detail', detail),
    );
    line.id = `search-offer-${at}`;
    line.role = 'option';
    line.ariaSelected = 'false';
    // Before the box would lose the focus.
    line.addEventListener('mousedown', (event) => {
      event.preventDefault();
      choose();
    });
    return line;
  }
}
