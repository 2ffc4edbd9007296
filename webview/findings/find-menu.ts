import * as l10n from '@vscode/l10n';
import { element, textButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { openMenuKeys } from '../keys/tables.ts';

export type FindKind = 'outliers' | 'duplicates';

function entries(): readonly (readonly [kind: FindKind, label: string, about: string])[] {
  return [
    ['outliers', l10n.t('Odd Ones'), l10n.t('Images among those of another concept, or unlike all others')],
    ['duplicates', l10n.t('Near-Duplicates'), l10n.t('Images that are nearly the same, side by side')],
  ];
}

/** A button of the toolbar with a menu of what can be looked for. */
export class FindMenu {
  readonly element = element('div', 'find-menu');
  readonly #button: HTMLButtonElement;
  readonly #menu = element('div', 'find-menu-entries');

  constructor(onFind: (kind: FindKind) => void) {
    this.#button = textButton('icon-button text-button', l10n.t('Find'), () =>
      this.#toggle(this.#menu.hidden !== false),
    );
    this.#button.title = l10n.t('Find odd ones and near-duplicates');
    this.#button.ariaHasPopup = 'menu';
    this.#menu.role = 'menu';
    this.#menu.ariaLabel = l10n.t('Find');
    for (const [kind, label, about] of entries()) {
      const entry = textButton('find-menu-entry', label, () => {
        this.#toggle(false);
        onFind(kind);
      });
      entry.role = 'menuitem';
      entry.title = about;
      entry.dataset['find'] = kind;
      entry.tabIndex = -1;
      this.#menu.append(entry);
    }
    this.element.append(this.#button, this.#menu);
    this.#toggle(false);
    const inMenu = (act: () => void): (() => boolean) => {
      return () => {
        const isOpen = !this.#menu.hidden;
        if (isOpen) act();
        return isOpen;
      };
    };
    onKeys(this.element, openMenuKeys, {
      next: () => this.#move(1),
      previous: () => this.#move(-1),
      first: inMenu(() => this.#entries[0]?.focus()),
      last: inMenu(() => this.#entries.at(-1)?.focus()),
      close: inMenu(() => {
        this.#toggle(false);
        this.#button.focus();
      }),
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.#toggle(false);
    });
  }

  #toggle(isOpen: boolean): void {
    this.#menu.hidden = !isOpen;
    this.#button.ariaExpanded = String(isOpen);
    if (isOpen) this.#entries[0]?.focus();
  }

  /** The arrow keys open the menu, too. */
  #move(step: number): void {
    if (this.#menu.hidden) {
      this.#toggle(true);
      return;
    }
    const all = this.#entries;
    const at = all.findIndex((entry) => entry === document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  }

  get #entries(): HTMLElement[] {
    return [...this.#menu.querySelectorAll('button')];
  }
}
