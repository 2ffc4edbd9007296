import * as l10n from '@vscode/l10n';
import type { Direction } from '../../src/core/explore/navigation.ts';
import { Places } from '../../src/core/explore/places.ts';
import { planeOf, rotatedBy, type Plane, type Rotation } from '../../src/core/explore/rotation.ts';
import type { SelectMode } from '../../src/core/explore/selection.ts';
import { stackAt } from '../../src/core/explore/stack.ts';
import { carriedOver, type Point, type View, type Viewport } from '../../src/core/explore/viewport.ts';
import { localNumber } from '../../src/core/language.ts';
import { offerImageMenu } from '../context-menu.ts';
import { HoverCard } from '../detail/hover-card.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { Last } from '../last.ts';
import { Chart } from './chart.ts';
import { Gestures, type DragTool } from './gestures.ts';
import type { Motion } from './glide.ts';
import { KeyboardFocus } from './keyboard-focus.ts';
import { onMapKeys } from './keyboard.ts';
import { Labels } from './labels.ts';
import { MapWindow } from './map-window.ts';
import { Picking } from './picking.ts';
import { Pointing } from './pointing.ts';
import type { Ringed } from './rings.ts';
import type { Scene } from './scene.ts';

/** Radians: across 600 pixels, or with 24 presses of an arrow, a map in space turns around once. */
const ROTATION_PER_PIXEL = (2 * Math.PI) / 600;
const ROTATION_STEP = Math.PI / 12;

export interface MapViewListener {
  onOpen(id: string, pin: boolean): void;
  /** Back (-1) or forward through the images that were opened. */
  onGo(steps: number): void;
  /** The viewport after the user moved it; undefined for everything in view. */
  onLook(viewport: Viewport | undefined): void;
  /** The row of the image that is pointed at now, or undefined for none. */
  onPoint(row: number | undefined): void;
  /** How a map in space lies after the user turned it. */
  onRotate(rotation: Rotation): void;
  /** Images were picked, to be selected. */
  onPick(ids: readonly string[], mode: SelectMode): void;
  /** Escape, where nothing is pointed at. */
  onEscape(): void;
}

/** The map: the chart, what moves it, and the card at what is pointed at. */
export class MapView {
  readonly element = element('div', 'map');
  readonly #surface = element('div', 'map-surface');
  readonly #window = new MapWindow(this.#surface);
  readonly #pointing: Pointing;
  readonly #chart: Chart;
  readonly #labels: Labels;
  readonly #gestures: Gestures;
  readonly #focus: KeyboardFocus;
  readonly #listener: MapViewListener;
  #scene: Scene | undefined;
  readonly #lastPlane = new Last<Plane>();
  #nextDrawing: number | undefined;

  /**
   * @param images Tells what is shown of an image besides its place.
   * @param name Tells it from other maps of the page; the first has none.
   */
  constructor(
    images: Pick<Host, 'thumbnail' | 'sheet' | 'prompt'>,
    listener: MapViewListener,
    name?: string,
  ) {
    this.#listener = listener;
    this.#surface.tabIndex = 0;
    this.#surface.role = 'application';
    this.label = l10n.t('Map of images');
    const canvas = element('div', 'map-canvas');
    this.#surface.append(canvas);
    this.#chart = new Chart(canvas, images, () => {
      this.#pointing.showPictures();
      this.#labels.place();
    });
    this.#labels = new Labels(images, () => this.#chart.pictures);
    const around = { scene: () => this.#scene, places: () => this.#places(), window: this.#window };
    const onPointing = (row: number | undefined): void => {
      this.#surface.classList.toggle('map-surface-pointing', row !== undefined);
      listener.onPoint(row);
    };
    const card = new HoverCard(name === undefined ? 'hover-card' : `hover-card-${name}`);
    this.#pointing = new Pointing(images, this.#chart, { ...around, onPointing }, card);
    this.#focus = new KeyboardFocus(images, this.#pointing, around);
    const [chart, labels, focus] = [this.#chart, this.#labels, this.#focus];
    const picking = new Picking({ ...around, chart, labels, focus }, (ids, mode) =>
      listener.onPick(ids, mode),
    );
    this.#surface.append(this.#labels.element, this.#pointing.rings);
    this.element.append(this.#surface, this.#pointing.card, this.#focus.live);
    this.#gestures = new Gestures(this.#surface, {
      onHover: (at) => this.#pointAt(at),
      onClick: (at) => this.#openAt(at, false),
      onDoubleClick: (at) => this.#openAt(at, true),
      onPick: (at, mode) => picking.at(at, mode),
      onPan: (dx, dy) => this.#look(this.#window.panned(dx, dy)),
      onZoom: (factor, at) => this.#look(this.#window.zoomed(factor, at)),
      onBox: (from, to) => {
        const fitted = this.#window.fitted(from, to);
        if (fitted !== undefined) this.#look(fitted);
      },
      onSelectBox: (from, to, mode) => picking.box(from, to, mode),
      onLasso: (line, mode) => picking.lasso(line, mode),
      onRotate: (dx, dy) => this.#rotate(dx * ROTATION_PER_PIXEL, dy * ROTATION_PER_PIXEL),
    });
    onMapKeys(this.#surface, {
      onArrow: (direction) => this.#focus.move(direction),
      onExtend: (direction) => picking.extend(direction),
      onRotate: (direction) => this.#rotateTowards(direction),
      onGo: (steps) => listener.onGo(steps),
      onEnter: (pin) => {
        const id = this.#idAt(this.#focus.row);
        if (id !== undefined) listener.onOpen(id, pin);
      },
      onSpace: () => picking.toggleFocused(),
      onZoom: (step) => this.zoomBy(step),
      onReset: () => this.reset(),
      onEscape: () => {
        if (!this.#gestures.cancel() && !this.#focus.clear()) listener.onEscape();
      },
    });
    offerImageMenu(this.#surface, {
      imageAt: (event) => {
        const { left, top } = this.#surface.getBoundingClientRect();
        this.#pointAt({ x: event.clientX - left, y: event.clientY - top });
        return this.#idAt(this.#pointing.row);
      },
      focused: () => {
        const id = this.#idAt(this.#focus.row);
        const at = id === undefined ? null : this.locate(id);
        return id === undefined || at === null ? undefined : { id, at };
      },
    });
    new ResizeObserver(() => {
      this.#chart.resize();
      this.#chart.look(this.#window.view);
      this.#labels.look(this.#window.view);
      this.#pointing.show([]);
    }).observe(this.#surface);
  }

  /**
   * Draws a scene from where `viewport` looks, or with everything in view. What is pointed at stays so in a frame, and where
   * nothing moves.
   */
  show(scene: Scene, viewport: Viewport | undefined, motion: Motion): void {
    const isStill = this.#scene?.projection === scene.projection && this.#window.viewport === viewport;
    const [pointed, focused] =
      motion === 'frame' || isStill
        ? [this.#idAt(this.#pointing.row), this.#idAt(this.#pointing.focused)]
        : [];
    this.#window.viewport = viewport;
    this.#draw(scene, motion);
    const shownRow = (id: string | undefined): number | undefined => {
      const row = this.#indexOf(id);
      return row === undefined || scene.hidden?.[row] === 1 ? undefined : row;
    };
    this.#pointing.focused = shownRow(focused);
    const row = shownRow(pointed);
    this.#pointing.show([]);
    this.#pointing.show(row === undefined ? [] : [row]);
  }

  /** What the map is, for who hears it. */
  set label(text: string) {
    this.#surface.ariaLabel = l10n.t(
      '{0}. Arrow keys move between images, Enter opens the prompt, Space selects. L goes to the list of images, the question mark lists all keys.',
      text,
    );
  }

  /** The viewport with everything in view. */
  get whole(): Viewport {
    return this.#window.whole;
  }

  /** Looks at the same part of the whole as a viewport of another map does. */
  lookLike(viewport: Viewport | undefined, whole: Viewport): void {
    this.#look(viewport && carriedOver(viewport, whole, this.#window.whole));
  }

  /** Rings the image that is pointed at on another map; undefined for none. */
  link(row: number | undefined): void {
    this.#pointing.link(row);
  }

  set tool(tool: DragTool) {
    this.#gestures.tool = tool;
    const draws = tool === 'box' || tool === 'select-box' || tool === 'lasso';
    this.#surface.classList.toggle('map-surface-box', draws);
    this.#surface.classList.toggle('map-surface-rotate', tool === 'rotate');
  }

  /** Steps towards (positive) or away from the middle. */
  zoomBy(steps: number): void {
    this.#look(this.#window.stepped(steps));
  }

  /** Everything in view. */
  reset(): void {
    this.#look(undefined);
  }

  /** Brings one image to the middle and shows its card. @returns Whether it can be seen on this map. */
  reveal(id: string): boolean {
    const index = this.#indexOf(id) ?? -1;
    const at = this.#window.coordinatesOf(index);
    if (at === undefined || this.#scene?.greyed?.[index] === 1) return false;
    this.#look(this.#window.centred(at));
    this.#focus.set(index);
    return true;
  }

  /** Marks one image, or none; where it is out of sight, it comes to the middle. */
  select(id: string | undefined): void {
    const index = this.#indexOf(id) ?? -1;
    const [at, place] = [this.#window.coordinatesOf(index), this.#places().at(index)];
    const isInSight = place !== undefined && this.#window.has(place);
    if (!isInSight && at !== undefined) this.#look(this.#window.centred(at));
    this.#pointing.select(id);
  }

  /** The keyboard goes to the map. */
  focus(): void {
    this.#surface.focus();
  }

  /** Rings an image that is pointed at elsewhere, by its row; undefined for none. */
  light(row: number | undefined): void {
    this.#pointing.light(row);
  }

  /** The rows of the images that are shown and in the window. */
  inView(): Uint32Array {
    return this.#places().inView();
  }

  /** The part of the map that shows; undefined where that is all of it. */
  get view(): View | undefined {
    return this.#window.viewport === undefined ? undefined : this.#window.view;
  }

  /** Where an image is, in pixels of the window, and how large its picture; null where it is not shown. For tests. */
  locate(id: string): Ringed | null {
    const row = this.#indexOf(id) ?? -1;
    const place = this.#places().shown(row);
    if (place === undefined) return null;
    const { left, top } = this.#surface.getBoundingClientRect();
    const at = { x: left + place.x, y: top + place.y };
    const picture = this.#chart.pictures.find((one) => one.row === row);
    return picture === undefined ? at : { ...at, width: picture.width, height: picture.height };
  }

  /** The image that has the focus: on the card, by the keyboard, or marked. */
  get current(): string | undefined {
    return this.#pointing.current;
  }

  /** Shows the prompt of what is pointed at as it is now. */
  askPrompt(): void {
    this.#pointing.askPrompt();
  }

  #draw(scene: Scene, motion: Motion): void {
    if (this.#nextDrawing !== undefined) cancelAnimationFrame(this.#nextDrawing);
    this.#nextDrawing = undefined;
    this.#scene = scene;
    const plane = this.#planeOf(scene);
    this.#window.plane = plane;
    this.#gestures.canRotate = plane.nearness !== undefined;
    const drawing = { ...scene, plane, ...this.#window.view };
    this.#chart.draw(drawing, motion);
    this.#labels.show(drawing);
  }

  /** The same for the same layout: what is found on a plane by an index is found by the same one. */
  #planeOf({ projection, rotation }: Scene): Plane {
    const of = [projection.xy, projection.depth, projection.depth === undefined ? undefined : rotation];
    return this.#lastPlane.of(of, () => planeOf(projection, rotation));
  }

  /** A hand moves more often than the screen shows: what it has come to is drawn with the next picture. */
  #rotate(right: number, down: number): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const rotation = rotatedBy(scene.rotation, right, down);
    this.#scene = { ...scene, rotation };
    this.#nextDrawing ??= requestAnimationFrame(() => {
      if (this.#scene !== undefined) this.#draw(this.#scene, 'none');
      this.#pointing.show([]);
    });
    this.#listener.onRotate(rotation);
  }

  #rotateTowards(direction: Direction): boolean {
    if (!this.#gestures.canRotate) return false;
    const step = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction];
    this.#rotate((step[0] ?? 0) * ROTATION_STEP, (step[1] ?? 0) * ROTATION_STEP);
    return true;
  }

  #look(viewport: Viewport | undefined): void {
    this.#window.viewport = viewport;
    this.#chart.look(this.#window.view);
    this.#labels.look(this.#window.view);
    this.#pointing.show([]);
    this.#listener.onLook(viewport);
  }

  /** Opens what is at a place; the next of it when it is opened there again. */
  #openAt(at: Point, pin: boolean): void {
    this.#pointAt(at);
    if (!pin) this.#pointing.turn();
    const id = this.#idAt(this.#pointing.row);
    if (id !== undefined) this.#listener.onOpen(id, pin);
  }

  #pointAt(at: Point | undefined): void {
    const label = this.#labels.point(at);
    this.#surface.classList.toggle('map-surface-naming', label !== undefined);
    this.#surface.title = label === undefined ? '' : selectText(label.rows.length, label.name);
    const isNowhere = at === undefined || label !== undefined;
    this.#pointing.show(isNowhere ? [] : stackAt(at, this.#chart, this.#places()));
  }

  #indexOf(id: string | undefined): number | undefined {
    const index = id === undefined ? -1 : (this.#scene?.map.images.ids.indexOf(id) ?? -1);
    return index === -1 ? undefined : index;
  }

  #idAt(index: number | undefined): string | undefined {
    return this.#scene?.map.images.ids[index ?? -1];
  }

  #places(): Places {
    return new Places(this.#chart.index, this.#scene?.greyed, this.#window.view);
  }
}

/** What a click on the name of a cluster does. */
function selectText(count: number, name: string): string {
  return count === 1
    ? l10n.t('Select the image of {0}', name)
    : l10n.t('Select the {0} images of {1}', localNumber(count), name);
}
