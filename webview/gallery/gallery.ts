import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../src/core/counted.ts';
import {
  firstChoice,
  galleryFollows,
  type GalleryChoice,
  type Shown,
} from '../../src/core/explore/gallery-source.ts';
import { typedAhead } from '../../src/core/explore/type-ahead.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import type { Picked } from '../picked.ts';
import type { Scene } from '../scatter/scene.ts';
import type { GalleryState } from '../view-state.ts';
import { cellLook } from './cell-look.ts';
import { whyEmpty } from './empty-text.ts';
import { GalleryHeader, sourceTitle, USUAL_PIXELS } from './gallery-header.ts';
import { GalleryPictures } from './gallery-pictures.ts';
import { GridInput, type GridInputListener } from './grid-input.ts';
import { GridView } from './grid-view.ts';
import { LargeView } from './large-view.ts';
import { Listings, type Listing } from './listing.ts';
import { PromptTexts } from './prompt-texts.ts';
import { RangeSelection } from './range.ts';
import { Split } from './split.ts';
import { TypedText } from './typed-text.ts';

export interface GalleryListener {
  /** As a click on the map. */
  onOpen(id: string, pin: boolean): void;
  /** An image is pointed at, by its row: it is ringed on the map. */
  onLight(row: number | undefined): void;
  onSelect(ids: readonly string[]): void;
  onState(state: GalleryState): void;
  /** The keyboard goes back to the map. */
  onLeave(): void;
  /** Rows of the images in the window over the map. */
  inView(): Uint32Array;
}

/** Milliseconds after the last movement of the map until the gallery follows. */
const FOLLOWS_MS = 120;
/** Milliseconds for which an image is pointed at until its prompt is asked for. */
const DESCRIBED_MS = 250;

/** The images that are selected, found or in view, as a grid of pictures below or beside the map. */
export class Gallery {
  /** The map and the gallery. */
  readonly element: HTMLElement;
  readonly #host: Host;
  readonly #listener: GalleryListener;
  readonly #split: Split;
  readonly #header: GalleryHeader;
  readonly #panel = element('div', 'gallery-panel');
  readonly #grid = new GridView();
  readonly #large: LargeView;
  readonly #empty = element('p', 'gallery-empty');
  readonly #live = element('div', 'visually-hidden');
  readonly #listings = new Listings();
  readonly #ranges = new RangeSelection();
  readonly #pictures: GalleryPictures;
  readonly #texts: PromptTexts;
  readonly #typed = new TypedText();
  #state: GalleryState = {};
  #choice: GalleryChoice | undefined;
  #scene: Scene | undefined;
  #picked: Shown = { hits: undefined, selected: new Set() };
  #listing: Listing | undefined;
  /** The image that has the focus, or gets it. */
  #active: string | undefined;
  #isSelecting = false;
  #following: ReturnType<typeof setTimeout> | undefined;
  #describing: ReturnType<typeof setTimeout> | undefined;

  /** @param stage The map with what explains it. */
  constructor(stage: HTMLElement, host: Host, listener: GalleryListener) {
    this.#host = host;
    this.#listener = listener;
    this.#header = new GalleryHeader('gallery-panel', {
      onSource: (source) => {
        this.#choice = { source, isChosen: true };
        this.#keep({ source });
      },
      onSort: (sort) => {
        const source = this.#listing?.source ?? 'view';
        this.#keep({ sorts: { ...this.#state.sorts, [source]: sort } });
      },
      onPixels: (pixels) => this.#keep({ pixels }),
      onSide: (side) => this.#keep({ side }),
      onList: (isList) => this.#keep({ isList }),
      onClose: () => this.toggle(true),
    });
    this.#pictures = new GalleryPictures(host, () => this.#grid.showPictures());
    this.#texts = new PromptTexts(host, () => this.#grid.showTexts());
    this.#large = new LargeView(host, {
      onShow: (id) => {
        this.#active = id;
        const index = this.#placeOf(id) ?? 0;
        this.#grid.activate(index);
        this.#light(index);
      },
      onOpenPrompt: (id) => listener.onOpen(id, false),
      // The browser gives the focus back to the cell that it came from.
      onClose: (id) => this.#grid.focus(this.#placeOf(id) ?? this.#grid.active),
    });
    this.#panel.append(this.#grid.element, this.#empty);
    this.#panel.id = 'gallery-panel';
    this.#panel.role = 'tabpanel';
    this.#live.ariaLive = 'polite';
    const parts = [this.#header.element, this.#panel, this.#live, this.#large.element];
    const section = element('section', 'gallery', ...parts);
    section.ariaLabel = l10n.t('Gallery');
    this.#split = new Split(stage, section, (shares) => this.#keep({ shares }));
    this.element = this.#split.element;
    new GridInput(this.#grid.element, this.#inputs());
    new ResizeObserver(() => this.viewMoved()).observe(stage);
  }

  get isOpen(): boolean {
    return this.#state.isOpen === true;
  }

  /** The image that is shown large, or has the focus here; undefined where there is none. */
  get focused(): string | undefined {
    const isHere = this.#large.isOpen || this.#grid.element.contains(document.activeElement);
    return isHere ? this.#active : undefined;
  }

  /** Whether an image is shown large. */
  get isLarge(): boolean {
    return this.#large.isOpen;
  }

  /** The map, what is picked of it, or how the user left the gallery is another by now. */
  show(scene: Scene, { hits, selected }: Picked, state: GalleryState = {}): void {
    this.#scene = scene;
    this.#state = state;
    this.#choice ??= state.source === undefined ? firstChoice : { source: state.source, isChosen: true };
    const before = this.#picked;
    this.#picked = { hits, selected };
    this.#choice = galleryFollows(this.#choice, before, this.#picked, this.#isSelecting);
    // What was chosen is not any more.
    if (!this.#choice.isChosen && state.source !== undefined) {
      this.#state = { ...state, source: undefined };
      this.#listener.onState(this.#state);
    }
    this.#split.show(state);
    this.#draw();
  }

  /** Opens the gallery, or closes it. @param takesFocus Whether the keyboard goes there, or back to the map. */
  toggle(takesFocus: boolean): void {
    const isOpen = !this.isOpen;
    this.#keep({ isOpen });
    if (!isOpen) this.#close();
    if (!takesFocus) return;
    if (!isOpen) this.#listener.onLeave();
    else this.#takeFocus();
  }

  /** Opens the gallery where it is closed, and brings the keyboard there. @param isList As it was left, if undefined. */
  enter(isList = this.#state.isList): void {
    this.#keep({ isOpen: true, isList });
    this.#takeFocus();
  }

  /** Prompts have changed. */
  promptsChanged(): void {
    this.#texts.clear();
    this.#draw();
  }

  /** The map shows another part; what is in view is looked for when it stands still. */
  viewMoved(): void {
    if (!this.isOpen) return;
    clearTimeout(this.#following);
    this.#following = setTimeout(() => this.#draw(), FOLLOWS_MS);
  }

  /** An image is pointed at on the map, by its row. */
  outline(row: number | undefined): void {
    if (this.isOpen) this.#grid.outline(row);
  }

  #draw(): void {
    const [scene, choice] = [this.#scene, this.#choice];
    if (scene === undefined || choice === undefined || !this.isOpen) return;
    const before = this.#listing;
    const view = this.#listener.inView();
    const { pixels = USUAL_PIXELS, isList = false } = this.#state;
    const listing = this.#listings.make(scene, this.#picked.hits, view, choice.source, this.#state);
    this.#listing = listing;
    const { order, source } = listing;
    this.#header.show(listing, this.#state, this.#split.side, this.#split.canBeBeside);
    this.#panel.setAttribute('aria-labelledby', `gallery-tab-${source}`);
    const hasFocus = this.#grid.element.contains(document.activeElement);
    this.#grid.element.hidden = order.length === 0;
    this.#empty.hidden = order.length > 0;
    this.#empty.textContent = order.length > 0 ? '' : whyEmpty(source, this.#picked);
    const told = countOfImages(order.length);
    this.#grid.element.ariaLabel = told;
    const isOther = before?.order !== order;
    // Whoever moves the map hears enough of it.
    if (isOther && (source !== 'view' || before?.source !== source))
      this.#live.textContent = l10n.t('{0}: {1}', sourceTitle(source), told);
    this.#grid.show(
      {
        order,
        pixels,
        isList,
        lookOf: (row) => cellLook(scene, listing, row, isList ? this.#texts.get(scene.map, row) : undefined),
        onShow: (rows) => {
          if (isList) this.#texts.want(scene.map, rows);
        },
        pictures: (rows, side) => this.#pictures.get(scene.map, rows, side),
      },
      this.#placeOf(this.#active) ?? this.#grid.active,
      // Whoever takes one image after the other out of the selection stays where they are.
      isOther && !hasFocus,
    );
    if (hasFocus && order.length === 0) this.#header.focus();
  }

  #inputs(): GridInputListener {
    const withId = (index: number, act: (id: string) => void): void => {
      const id = this.#idAt(index);
      if (id !== undefined) act(id);
    };
    return {
      layout: () => this.#grid.layout,
      isList: () => this.#state.isList === true,
      active: () => this.#grid.active,
      onFocus: (index) => {
        withId(index, (id) => this.#ranges.begin(id));
        this.#grid.focus(index);
      },
      onFocused: (index) => {
        this.#active = this.#idAt(index);
        this.#grid.activate(index);
        this.#light(index);
      },
      onPoint: (index) => this.#light(index),
      idAt: (index) => this.#idAt(index),
      onOpen: (id, pin) => this.#listener.onOpen(id, pin),
      onEnlarge: (index) => this.#enlarge(index),
      onToggle: (index) =>
        withId(index, (id) => this.#select(this.#ranges.toggle(this.#picked.selected, id))),
      onRange: (index, adds) =>
        withId(index, (id) => {
          this.#active = id;
          this.#select(this.#ranges.extend(this.#picked.selected, this.#ids(), id, adds));
          this.#grid.focus(this.#placeOf(id) ?? this.#grid.active);
        }),
      onType: (letter) => this.#jump(letter),
      onAll: () => this.#select(this.#ids()),
      onEscape: () => {
        if (this.#picked.selected.size > 0) this.#select([]);
        else this.#listener.onLeave();
      },
    };
  }

  #takeFocus(): void {
    if (this.#listing?.order.length === 0) this.#header.focus();
    else this.#grid.focus(this.#grid.active);
  }

  /** Goes to the next line that begins with the letters that were typed. */
  #jump(letter: string): void {
    const listing = this.#listing;
    if (listing === undefined) return;
    const { order, keys } = listing;
    const textOf = (line: number): string => keys.textOf(order[line] ?? -1);
    const ahead = (text: string): number | undefined =>
      typedAhead(order.length, textOf, this.#grid.active, text);
    const line = ahead(this.#typed.add(letter)) ?? ahead(this.#typed.begin(letter));
    if (line !== undefined) this.#grid.focus(line);
  }

  #enlarge(index: number): void {
    const [scene, order] = [this.#scene, this.#listing?.order];
    if (scene !== undefined && order !== undefined) this.#large.open({ scene, order }, index);
  }

  /** Rings an image on the map, and tells its prompt: to who hears the page, where it has the focus. */
  #light(index: number | undefined): void {
    const [scene, row] = [this.#scene, this.#listing?.order[index ?? -1]];
    this.#listener.onLight(row);
    clearTimeout(this.#describing);
    if (scene === undefined || row === undefined || index === undefined) return;
    this.#describing = setTimeout(() => {
      void this.#host.prompt(scene.map, row).then((prompt) => {
        if (prompt === '' || this.#listing?.order[index] !== row) return;
        this.#grid.describe(index, row, prompt);
        // A list's line has said it.
        if (this.#grid.hasFocus(index) && this.#state.isList !== true) this.#live.textContent = prompt;
      });
    }, DESCRIBED_MS);
  }

  #select(ids: readonly string[]): void {
    this.#isSelecting = true;
    this.#listener.onSelect(ids);
    this.#isSelecting = false;
  }

  #ids(): string[] {
    const ids = this.#scene?.map.images.ids ?? [];
    return Array.from(this.#listing?.order ?? [], (row) => ids[row] ?? '');
  }

  #idAt(index: number): string | undefined {
    return this.#scene?.map.images.ids[this.#listing?.order[index] ?? -1];
  }

  /** The place of an image in the gallery, if it has one. */
  #placeOf(id: string | undefined): number | undefined {
    const row = id === undefined ? -1 : (this.#scene?.map.images.ids.indexOf(id) ?? -1);
    const place = row === -1 ? -1 : (this.#listing?.order.indexOf(row) ?? -1);
    return place === -1 ? undefined : place;
  }

  #close(): void {
    clearTimeout(this.#following);
    this.#pictures.clear();
    this.#light(undefined);
  }

  #keep(change: GalleryState): void {
    this.#state = { ...this.#state, ...change };
    this.#listener.onState(this.#state);
    this.#split.show(this.#state);
    this.#draw();
  }
}
