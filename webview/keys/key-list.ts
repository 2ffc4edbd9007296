import * as l10n from '@vscode/l10n';
import { commandKey, element, iconButton } from '../dom.ts';
import type { KeyArea } from './areas.ts';
import { onKeys } from './on-keys.ts';
import { shownKeys } from './shown-keys.ts';
import { closeKeys } from './tables.ts';

/** Over the page: what each key does. */
export class KeyList {
  readonly element = element('dialog', 'key-list');
  readonly #content = element('div', 'key-list-content');

  constructor(areas: readonly KeyArea[]) {
    const title = element('h2', 'key-list-title', l10n.t('Keyboard Shortcuts'));
    title.id = 'key-list-title';
    this.element.setAttribute('aria-labelledby', title.id);
    const close = iconButton('close', l10n.t('Close (Escape)'), () => this.element.close());
    this.#content.append(...areas.map(areaElement));
    // Scrolled by the keyboard.
    this.#content.tabIndex = 0;
    this.#content.role = 'region';
    this.#content.ariaLabel = l10n.t('Keys by area');
    this.element.append(element('header', 'key-list-header', title, close), this.#content);
    onKeys(this.element, closeKeys, { close: () => this.element.close() });
  }

  /** The browser gives the focus back to where it was when the list is closed. */
  open(): void {
    if (this.element.open) return;
    this.element.showModal();
    this.#content.scrollTop = 0;
    this.#content.focus();
  }
}

function areaElement({ title, tables }: KeyArea): HTMLElement {
  const body = element('tbody', '');
  for (const { keys, does } of tables.flatMap((table) => Object.values(table))) {
    const name = element('th', '', ...keyElements(keys));
    name.scope = 'row';
    body.append(element('tr', '', name, element('td', '', does())));
  }
  const caption = element('caption', 'key-list-area', title);
  return element('table', 'key-list-table', caption, body);
}

function keyElements(keys: readonly string[]): readonly (Node | string)[] {
  return shownKeys(keys, commandKey()).flatMap((chord, at) => [
    ...(at === 0 ? [] : [l10n.t({ message: ' or ', comment: 'Between keys that do the same' })]),
    ...chord.split(' ').flatMap((one, place) => [...(place === 0 ? [] : [' ']), element('kbd', 'key', one)]),
  ]);
}
