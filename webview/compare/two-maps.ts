import * as l10n from '@vscode/l10n';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { Viewport } from '../../src/core/explore/viewport.ts';
import { element, iconButton } from '../dom.ts';
import type { Host } from '../host.ts';
import type { Picked } from '../picked.ts';
import type { DragTool } from '../scatter/gestures.ts';
import type { Motion } from '../scatter/glide.ts';
import { MapView, type MapViewListener } from '../scatter/map-view.ts';
import type { Ringed } from '../scatter/rings.ts';
import { Scenes } from '../scatter/scene.ts';
import { layoutOf, type Look, type ViewState } from '../view-state.ts';
import { MovedBetween } from './moved-between.ts';
import { MovedList } from './moved-list.ts';
import { ReplacedMaps } from './replaced-maps.ts';

export interface TwoMapsListener {
  onChange(change: Partial<ViewState>): void;
  /** The user moved the window over the second map. */
  onLook(projection: ProjectionView, look: Look): void;
  /** An image of the list is to be looked at. */
  readonly onVisit: (id: string) => void;
  readonly onSelect: (ids: readonly string[]) => void;
  /** It became known who moved. */
  onMoved(): void;
}

/** What both maps show. */
interface Shown {
  readonly map: ExplorerMap;
  readonly first: ProjectionView;
  readonly state: ViewState;
  readonly picked: Picked;
}

/** A second map beside the first: of the same images, in the same colours, with what is pointed at in a ring on both. */
export class TwoMaps {
  readonly element = element('section', 'beside');
  readonly #first: MapView;
  readonly #second: MapView;
  readonly #listener: TwoMapsListener;
  readonly #select = element('select', 'select');
  readonly #link: HTMLButtonElement;
  readonly #swap: HTMLButtonElement;
  readonly #list: MovedList;
  readonly #content: readonly HTMLElement[];
  readonly #moved: MovedBetween;
  readonly #scenes = new Scenes();
  readonly #replaced = new ReplacedMaps();
  #shown: Shown | undefined;
  #projection: ProjectionView | undefined;
  #isFollowing = false;

  /** @param gestures What the second map does as the first does. */
  constructor(host: Host, first: MapView, gestures: MapViewListener, listener: TwoMapsListener) {
    this.#first = first;
    this.#listener = listener;
    this.#second = new MapView(
      host,
      {
        ...gestures,
        onPoint: (row) => first.link(row),
        onLook: (viewport) => {
          this.#look({ viewport });
          this.#follow(first, viewport, this.#second);
        },
        onRotate: (rotation) => this.#look({ rotation }),
      },
      'beside',
    );
    this.#list = new MovedList({ onVisit: listener.onVisit, onSelect: listener.onSelect }, (map, row) =>
      host.thumbnail(map, row),
    );
    this.#moved = new MovedBetween({
      onProgress: (share) => this.#list.showProgress(share),
      onDone: () => listener.onMoved(),
    });
    this.#select.ariaLabel = l10n.t('The map beside the first');
    this.#select.addEventListener('change', () => listener.onChange({ beside: this.#select.value }));
    this.#link = iconButton('link', l10n.t('Zoom and move both maps together'), () =>
      listener.onChange({ linksViews: this.#link.ariaPressed !== 'true' }),
    );
    this.#swap = iconButton('arrow-swap', l10n.t('Swap the maps'), () => this.#swapMaps());
    const header = element(
      'header',
      'beside-header',
      this.#select,
      this.#link,
      this.#swap,
      iconButton('close', l10n.t('Close the second map'), () => listener.onChange({ beside: undefined })),
    );
    this.element.ariaLabel = l10n.t('Second map');
    this.element.hidden = true;
    this.#content = [header, this.#second.element, this.#list.element];
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  set tool(tool: DragTool) {
    this.#second.tool = tool;
  }

  /** The map as it was stays for comparison when it is computed again. */
  changed(before: ExplorerMap | undefined, now: ExplorerMap): void {
    this.#replaced.remember(before, now);
  }

  /** Whether there is another map to show beside the first. */
  get isOffered(): boolean {
    return this.#others.length > 0;
  }

  /** Opens the second map with the first that there is, or closes it. */
  toggle(): void {
    this.#listener.onChange({ beside: this.isOpen ? undefined : this.#others[0]?.name });
  }

  /** A map with the share of each image's neighbours that differ from the second's, once that is known. */
  withMoved(map: ExplorerMap, first: ProjectionView, { beside }: ViewState): ProjectionView {
    const second = this.#chosen(map, first, beside);
    return second === undefined ? first : this.#moved.on(first, second);
  }

  /** Draws the second map, or none where none is wanted. While the first forms, the second stays as it is. */
  show(shown: Shown, motion: Motion): void {
    const { map, first, state, picked } = shown;
    const second = this.#chosen(map, first, state.beside);
    this.#shown = shown;
    const before = this.#projection;
    this.#projection = second;
    // A map that is not there is none to whoever counts them: keys, tests, a screen reader.
    if ((second === undefined) !== this.element.hidden)
      this.element.replaceChildren(...(second === undefined ? [] : this.#content));
    this.element.hidden = second === undefined;
    if (second === undefined) {
      this.#moved.stop();
      this.#first.link(undefined);
      return;
    }
    const isFormingBeside = motion === 'frame' && first.liveLayout === true;
    if (isFormingBeside && second.liveLayout !== true && before?.xy === second.xy) return;
    this.#offer(this.#offered(map, first), second);
    // What was replaced is no map of the collection any more.
    this.#swap.disabled = !map.projections.includes(second);
    this.#link.ariaPressed = String(state.linksViews === true);
    this.#second.label = l10n.t('Second map of images, {0}', second.title);
    const isOther = before !== undefined && layoutOf(before) !== layoutOf(second);
    const scene = this.#scenes.make(map, this.#moved.on(second, first), state, picked);
    const viewport = state.viewports[layoutOf(second)];
    this.#second.show(scene, viewport, motion === 'none' && isOther ? 'switch' : motion);
    const moved = this.#moved.between(first, second);
    if (moved === undefined) this.#list.wait(first, second);
    else this.#list.show(map, moved, [first.title, second.title]);
  }

  /** What is pointed at on the first map. */
  pointedAt(row: number | undefined): void {
    if (this.isOpen) this.#second.link(row);
  }

  /** The window over the first map was moved. */
  looked(viewport: Viewport | undefined): void {
    if (this.isOpen) this.#follow(this.#second, viewport, this.#first);
  }

  /** Marks an image. */
  mark(id: string | undefined): void {
    if (this.isOpen) this.#second.select(id);
  }

  /** For tests: where an image's point is in the window. */
  locate(id: string): Ringed | null {
    return this.isOpen ? this.#second.locate(id) : null;
  }

  #follow(follower: MapView, viewport: Viewport | undefined, leader: MapView): void {
    if (this.#isFollowing || this.#shown?.state.linksViews !== true) return;
    this.#isFollowing = true;
    follower.lookLike(viewport, leader.whole);
    this.#isFollowing = false;
  }

  #look(look: Look): void {
    if (this.#projection !== undefined) this.#listener.onLook(this.#projection, look);
  }

  get #others(): readonly ProjectionView[] {
    return this.#shown === undefined ? [] : this.#offered(this.#shown.map, this.#shown.first);
  }

  #swapMaps(): void {
    const [first, second] = [this.#shown?.first, this.#projection];
    if (first === undefined || second === undefined) return;
    this.#listener.onChange({ projection: second.name, beside: first.name });
  }

  /** All maps but the first, and those that were replaced since the page was opened. */
  #offered(map: ExplorerMap, first: ProjectionView): readonly ProjectionView[] {
    const others = map.projections.filter(({ name }) => name !== first.name);
    return [...others, ...this.#replaced.on(map)];
  }

  /** The map of a name; where that is gone, or is the first by now, another. */
  #chosen(map: ExplorerMap, first: ProjectionView, name: string | undefined): ProjectionView | undefined {
    if (name === undefined) return undefined;
    const offered = this.#offered(map, first);
    return offered.find((one) => one.name === name) ?? offered[0];
  }

  /** An open list is not replaced by its like. */
  #offer(offered: readonly ProjectionView[], chosen: ProjectionView): void {
    const options = offered.map(({ name, title }) => new Option(title, name));
    const texts = (list: readonly HTMLOptionElement[]): string =>
      list.map(({ value, text }) => `${value} ${text}`).join('\n');
    if (texts([...this.#select.options]) !== texts(options)) this.#select.replaceChildren(...options);
    this.#select.value = chosen.name;
  }
}
