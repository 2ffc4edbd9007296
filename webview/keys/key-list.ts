import { commandKey, element, iconButton } from '../dom.ts';
import { parsed, type KeyTable } from './chords.ts';
import { onKeys } from './on-keys.ts';
import {
  closeKeys,
  curateKeys,
  editorKeys,
  galleryKeys,
  groupKeys,
  imagePanelKeys,
  largeKeys,
  lineKeys,
  listKeys,
  mapKeys,
  menuKeys,
  openMenuKeys,
  pageKeys,
  searchKeys,
  splitKeys,
  tagFieldKeys,
} from './tables.ts';

/** Where keys work. */
export interface KeyArea {
  readonly title: string;
  readonly tables: readonly KeyTable[];
}

/** All keys of the page, by area. @param isInEditor Whether the page is in VS Code, and not an exported one. */
export function keyAreas(isInEditor: boolean): readonly KeyArea[] {
  return [
    { title: 'Everywhere on the page', tables: [pageKeys] },
    ...(isInEditor ? [{ title: 'Rating and tags', tables: [curateKeys, tagFieldKeys] }] : []),
    { title: 'Map', tables: [mapKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: 'Gallery', tables: [galleryKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: 'Gallery as a list', tables: [listKeys] },
    { title: 'Large image', tables: [largeKeys] },
    { title: 'Search box', tables: [searchKeys] },
    { title: 'Clicked image', tables: [imagePanelKeys] },
    { title: 'Toolbars, choices and tabs', tables: [groupKeys] },
    { title: 'Legend and findings', tables: [lineKeys] },
    { title: 'Menus', tables: [openMenuKeys] },
    { title: 'Line between map and gallery', tables: [splitKeys] },
    { title: 'Other panels and dialogs', tables: [closeKeys] },
    ...(isInEditor
      ? [{ title: 'VS Code (in Keyboard Shortcuts you can change them)', tables: [editorKeys] }]
      : []),
  ];
}

/** Over the page: what each key does. */
export class KeyList {
  readonly element = element('dialog', 'key-list');
  readonly #content = element('div', 'key-list-content');

  constructor(areas: readonly KeyArea[]) {
    const title = element('h2', 'key-list-title', 'Keyboard Shortcuts');
    title.id = 'key-list-title';
    this.element.setAttribute('aria-labelledby', title.id);
    const close = iconButton('close', 'Close (Escape)', () => this.element.close());
    this.#content.append(...areas.map(areaElement));
    // Scrolled by the keyboard.
    this.#content.tabIndex = 0;
    this.#content.role = 'region';
    this.#content.ariaLabel = 'Keys by area';
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
    body.append(element('tr', '', name, element('td', '', does)));
  }
  const caption = element('caption', 'key-list-area', title);
  return element('table', 'key-list-table', caption, body);
}

function keyElements(keys: readonly string[]): readonly (Node | string)[] {
  return shownKeys(keys).flatMap((chord, at) => [
    ...(at === 0 ? [] : [' or ']),
    ...chord.split(' ').flatMap((one, place) => [...(place === 0 ? [] : [' ']), element('kbd', 'key', one)]),
  ]);
}

/** Chords as people read them: those that belong together as one. */
export function shownKeys(keys: readonly string[]): readonly string[] {
  const shown: string[] = [];
  for (const key of keys) {
    const text = (one: string): string =>
      one.replace(/\w+$/, (name) => collective(keys, key) ?? keyNames[name] ?? capital(name));
    const chord = key.split(' ').map(text).join(' ').replaceAll('Mod', commandKey);
    if (!shown.includes(chord)) shown.push(chord);
  }
  return shown;
}

const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  PageUp: 'Page\u00a0Up',
  PageDown: 'Page\u00a0Down',
  ContextMenu: 'Menu',
};

/** The name of all arrow keys, or of a row of digits, where a key is among such. */
function collective(keys: readonly string[], key: string): string | undefined {
  const modifiers = key.slice(0, key.length - parsed(key).key.length);
  const arrows = keys.filter((other) => other.startsWith(`${modifiers}Arrow`));
  if (key.startsWith(`${modifiers}Arrow`) && arrows.length === 4) return 'Arrows';
  const digits = keys.filter((other) => /^\d$/.test(other));
  return /^\d$/.test(key) && digits.length > 2
    ? `${digits[0] ?? ''}\u00a0to\u00a0${digits.at(-1) ?? ''}`
    : undefined;
}

function capital(name: string): string {
  return name.length === 1 ? name.toUpperCase() : name;
}
