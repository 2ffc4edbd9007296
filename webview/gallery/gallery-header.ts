import * as l10n from '@vscode/l10n';
import { gallerySortTitle, startsDescending, type GallerySort } from '../../src/core/explore/gallery-sort.ts';
import { gallerySources, type GallerySource } from '../../src/core/explore/gallery-source.ts';
import { localNumber } from '../../src/core/language.ts';
import { element, iconButton } from '../dom.ts';
import { roving } from '../roving.ts';
import type { GallerySide, GalleryState, SortChoice } from '../view-state.ts';
import type { Listing } from './listing.ts';

export interface GalleryHeaderListener {
  onSource(source: GallerySource): void;
  onSort(sort: SortChoice): void;
  /** Pixels on a picture's side. */
  onPixels(pixels: number): void;
  onSide(side: GallerySide): void;
  /** As lines below each other, or as a grid of pictures. */
  onList(isList: boolean): void;
  onClose(): void;
}

/** For people. */
export function sourceTitle(source: GallerySource): string {
  switch (source) {
    case 'selection':
      return l10n.t('Selected');
    case 'hits':
      return l10n.t('Found');
    case 'view':
      return l10n.t('In view');
  }
}

const LEAST_PIXELS = 56;
export const USUAL_PIXELS = 104;
const MOST_PIXELS = 256;
const PIXEL_STEP = 8;

/** Over the gallery: what it shows, in which order, how large, and where. */
export class GalleryHeader {
  readonly element = element('div', 'gallery-header');
  readonly #listener: GalleryHeaderListener;
  readonly #tabs: ReadonlyMap<GallerySource, HTMLButtonElement>;
  readonly #sort = element('select', 'select gallery-sort');
  readonly #direction: HTMLButtonElement;
  readonly #pixels = element('input', 'gallery-pixels');
  readonly #list: HTMLButtonElement;
  readonly #side: HTMLButtonElement;
  #shown: SortChoice = { by: 'map', descending: false };

  /** @param panel The id of what the tabs show. */
  constructor(panel: string, listener: GalleryHeaderListener) {
    this.#listener = listener;
    const tabs = element('div', 'gallery-tabs');
    tabs.role = 'tablist';
    tabs.ariaLabel = l10n.t('Images in the gallery');
    this.#tabs = new Map(gallerySources.map((source) => [source, this.#tab(source, panel)]));
    tabs.append(...this.#tabs.values());
    roving(tabs, { chooses: true });
    this.#sort.ariaLabel = l10n.t('Sort by');
    this.#sort.title = l10n.t('What the images are sorted by');
    this.#sort.addEventListener('change', () => {
      const by = this.#sort.value as GallerySort;
      listener.onSort({ by, descending: startsDescending(by) });
    });
    this.#direction = iconButton('arrow-up', l10n.t('Ascending'), () =>
      listener.onSort({ ...this.#shown, descending: !this.#shown.descending }),
    );
    const range = this.#pixels;
    range.type = 'range';
    range.min = String(LEAST_PIXELS);
    range.max = String(MOST_PIXELS);
    range.step = String(PIXEL_STEP);
    range.ariaLabel = range.title = l10n.t('Size of the pictures');
    range.addEventListener('input', () => listener.onPixels(range.valueAsNumber));
    this.#list = iconButton('list-unordered', l10n.t('As a List with Prompts (L)'), () =>
      listener.onList(this.#list.ariaPressed !== 'true'),
    );
    this.#side = iconButton('layout-sidebar-right', l10n.t('Move'), () =>
      listener.onSide(this.#side.dataset['to'] === 'beside' ? 'beside' : 'below'),
    );
    const close = iconButton('close', l10n.t('Close the Gallery (G)'), () => listener.onClose());
    const buttons = [this.#direction, range, this.#list, this.#side, close];
    const tools = element('div', 'gallery-tools', this.#sort, ...buttons);
    tools.role = 'toolbar';
    tools.ariaLabel = l10n.t('Gallery');
    roving(tools);
    this.element.append(tabs, tools);
  }

  /** The keyboard goes to what is shown. */
  focus(): void {
    for (const tab of this.#tabs.values()) if (tab.tabIndex === 0) tab.focus();
  }

  /** @param canMove Whether there is room on the other side. */
  show(
    { counts, source, sort, sorts }: Listing,
    { pixels = USUAL_PIXELS, isList = false }: GalleryState,
    side: GallerySide,
    canMove: boolean,
  ): void {
    for (const [one, tab] of this.#tabs) {
      const isShown = one === source;
      tab.replaceChildren(sourceTitle(one), element('span', 'gallery-count', localNumber(counts[one])));
      tab.ariaSelected = String(isShown);
      tab.tabIndex = isShown ? 0 : -1;
    }
    this.#shown = sort;
    const offered = sorts.map((by) => new Option(gallerySortTitle(by), by));
    // An open list is not replaced by its like.
    if ([...this.#sort.options].map(({ value }) => value).join() !== sorts.join())
      this.#sort.replaceChildren(...offered);
    this.#sort.value = sort.by;
    const direction = sort.descending ? l10n.t('Descending') : l10n.t('Ascending');
    rename(this.#direction, sort.descending ? 'arrow-down' : 'arrow-up', direction);
    this.#pixels.value = String(pixels);
    this.#pixels.hidden = isList;
    this.#list.ariaPressed = String(isList);
    const isBelow = side === 'below';
    this.#side.hidden = !canMove;
    this.#side.dataset['to'] = isBelow ? 'beside' : 'below';
    if (isBelow) rename(this.#side, 'layout-sidebar-right', l10n.t('Show Beside the Map'));
    else rename(this.#side, 'layout-panel', l10n.t('Show Below the Map'));
  }

  #tab(source: GallerySource, panel: string): HTMLButtonElement {
    const tab = element('button', 'gallery-tab', sourceTitle(source));
    tab.type = 'button';
    tab.role = 'tab';
    tab.id = `gallery-tab-${source}`;
    tab.dataset['source'] = source;
    tab.setAttribute('aria-controls', panel);
    tab.addEventListener('click', () => this.#listener.onSource(source));
    return tab;
  }
}

/** Gives a button that is only an icon another one, and another name. */
function rename(button: HTMLButtonElement, icon: string, label: string): void {
  button.title = button.ariaLabel = label;
  button.firstElementChild?.setAttribute('class', `codicon codicon-${icon}`);
}
