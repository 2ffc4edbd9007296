import * as l10n from '@vscode/l10n';
import type { SearchMode } from '../../src/core/search/language.ts';
import { element, iconButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { searchKeys } from '../keys/tables.ts';
import { ModeToggle } from './mode-toggle.ts';
import { SearchList, type Offer } from './search-list.ts';

export interface SearchBoxListener {
  /** The text has become another. */
  onType(): void;
  onEnter(): void;
  /** Back: the list is closed already. */
  onEscape(): void;
  onClear(): void;
  onMode(mode: SearchMode): void;
  /** What to offer below the box as it is now. */
  offers(): readonly Offer[];
  onLeave(): void;
}

/** A button that leads on from a message. */
export interface WayOut {
  readonly label: string;
  readonly go: () => void;
}

function hintOf(mode: SearchMode): string {
  return mode === 'words'
    ? l10n.t('Search words in prompts, model:sdxl, cfg>7 (/)')
    : l10n.t('Search by meaning: a red fruit, horse + stripes (/)');
}

/** The field for queries, with what it answers beside and below it. */
export class SearchBox {
  readonly element = element('div', 'search');
  readonly #input = element('input', 'search-input');
  readonly #list = new SearchList(this.#input);
  readonly #other = element('span', 'search-other');
  readonly #count = element('span', 'search-count');
  readonly #message = element('div', 'search-message');
  readonly #modes: ModeToggle;
  readonly #clear: HTMLButtonElement;

  /** @param ranks Whether there is a model here that could rank by meaning. */
  constructor(ranks: boolean, listener: SearchBoxListener) {
    this.element.role = 'search';
    this.#input.type = 'text';
    this.#input.role = 'combobox';
    this.#input.spellcheck = false;
    this.#input.autocomplete = 'off';
    this.#input.ariaLabel = l10n.t('Search images');
    this.#input.setAttribute('aria-controls', this.#list.element.id);
    this.#input.setAttribute('aria-autocomplete', 'list');
    this.#count.role = 'status';
    this.#message.role = 'alert';
    this.#modes = new ModeToggle((mode) => listener.onMode(mode));
    this.#modes.element.hidden = !ranks;
    this.#clear = iconButton('close', l10n.t('Clear the search (Escape)'), () => listener.onClear());
    const glyph = element('span', 'codicon codicon-search');
    glyph.ariaHidden = 'true';
    const field = element('div', 'search-field', glyph, this.#other, this.#input, this.#count, this.#clear);
    field.append(this.#modes.element);
    this.element.append(field, element('div', 'search-below', this.#message, this.#list.element));
    this.#listen(listener);
    this.showMode('words');
    this.showCount('', false);
    this.showOther('');
    this.tell('');
  }

  get text(): string {
    return this.#input.value;
  }

  set text(text: string) {
    this.#input.value = text;
  }

  /** Behind the last character before the caret. */
  get caret(): number {
    return this.#input.selectionStart ?? this.text.length;
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#input;
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** Marks a part of the text. */
  select(from: number, to: number): void {
    this.#input.setSelectionRange(from, to);
  }

  showMode(mode: SearchMode): void {
    this.#modes.show(mode);
    this.#input.placeholder = this.#input.title = hintOf(mode);
  }

  /** @param clears Whether there is anything to clear. @param detail Whose count it is. */
  showCount(text: string, clears: boolean, detail = ''): void {
    this.#count.title = detail;
    if (this.#count.textContent !== text) this.#count.textContent = text;
    this.#clear.hidden = !clears;
  }

  /** What was found by other means than a query; empty for nothing. */
  showOther(title: string): void {
    this.#other.textContent = this.#other.title = title;
    this.#other.hidden = title === '';
  }

  /** Tells below the box why there is no answer, and what leads on; empty for nothing. */
  tell(text: string, ways: readonly WayOut[] = []): void {
    const buttons = ways.map(({ label, go }) => {
      const button = element('button', 'button', label);
      button.type = 'button';
      button.addEventListener('click', go);
      return button;
    });
    this.#message.replaceChildren(element('span', '', text), ...buttons);
    this.#message.hidden = text === '';
    this.#input.ariaInvalid = String(text !== '');
  }

  offer(offers: readonly Offer[]): void {
    this.#list.show(offers);
  }

  #listen(listener: SearchBoxListener): void {
    const input = this.#input;
    const offer = (): void => this.#list.show(listener.offers());
    const typed = (): void => {
      offer();
      listener.onType();
    };
    input.addEventListener('input', (event) => {
      // What a method of input composes is not typed yet.
      if (!event.isComposing) typed();
    });
    input.addEventListener('compositionend', typed);
    for (const event of ['focus', 'click'] as const)
      input.addEventListener(event, () => {
        if (this.text === '') offer();
      });
    input.addEventListener('blur', () => {
      this.#list.close();
      listener.onLeave();
    });
    const move = (step: number): void => {
      if (!this.#list.isOpen) offer();
      this.#list.move(step);
    };
    onKeys(input, searchKeys, {
      next: () => move(1),
      previous: () => move(-1),
      enter: () => {
        if (this.#list.choose()) return;
        this.#list.close();
        listener.onEnter();
      },
      leave: () => {
        if (this.#list.isOpen) this.#list.close();
        else listener.onEscape();
      },
    });
  }
}
