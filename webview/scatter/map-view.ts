import type { Direction } from '../../src/core/explore/navigation.ts';
import { Places } from '../../src/core/explore/places.ts';
import { planeOf, rotatedBy, type Plane, type Rotation } from '../../src/core/explore/rotation.ts';
import { stackAt } from '../../src/core/explore/stack.ts';
import {
  fitAll,
  fitBox,
  panned,
  toCoordinates,
  zoomed,
  type Point,
  type Size,
  type View,
  type Viewport,
} from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { Last } from '../last.ts';
import { conceptOf } from './card-details.ts';
import { Chart } from './chart.ts';
import { Gestures, type DragTool } from './gestures.ts';
import type { Motion } from './glide.ts';
import { onMapKeys } from './keyboard.ts';
import { Labels } from './labels.ts';
import { Pointing } from './pointing.ts';
import type { Ringed } from './rings.ts';
import type { Scene } from './scene.ts';

/** One press of + or -. */
const ZOOM_STEP = 0.75;
/** Radians: across 600 pixels, or with 24 presses of an arrow, a map in space turns around once. */
const ROTATION_PER_PIXEL = (2 * Math.PI) / 600;
const ROTATION_STEP = Math.PI / 12;

export interface MapViewListener {
  onOpen(id: string, pin: boolean): void;
  /** Back (-1) or forward through the images that were opened. */
  onGo(steps: number): void;
  /** The viewport after the user moved it; undefined for everything in view. */
  onLook(viewport: Viewport | undefined): void;
  /** How a map in space lies after the user turned it. */
  onRotate(rotation: Rotation): void;
}

/** The map: the chart, what moves it, and the card at what is pointed at. */
export class MapView {
  readonly element = element('div', 'map');
  readonly #surface = element('div', 'map-surface');
  readonly #live = element('div', 'visually-hidden');
  readonly #pointing: Pointing;
  readonly #chart: Chart;
  readonly #labels: Labels;
  readonly #gestures: Gestures;
  readonly #listener: MapViewListener;
  readonly #images: Pick<Host, 'thumbnail' | 'sheet' | 'prompt'>;
  #scene: Scene | undefined;
  #plane: Plane | undefined;
  readonly #lastPlane = new Last<Plane>();
  #viewport: Viewport | undefined;
  #nextDrawing: number | undefined;

  /** @param images Tells what is shown of an image besides its place. */
  constructor(images: Pick<Host, 'thumbnail' | 'sheet' | 'prompt'>, listener: MapViewListener) {
    this.#images = images;
    this.#listener = listener;
    this.#surface.tabIndex = 0;
    this.#surface.role = 'application';
    this.#surface.ariaLabel = 'Map of images. Arrow keys move between images, Enter opens the prompt.';
    this.#live.ariaLive = 'polite';
    const canvas = element('div', 'map-canvas');
    this.#surface.append(canvas);
    this.#chart = new Chart(canvas, images, () => {
      this.#pointing.showPictures();
      this.#labels.place();
    });
    this.#labels = new Labels(images, () => this.#chart.pictures);
    this.#pointing = new Pointing(images, this.#chart, {
      scene: () => this.#scene,
      places: () => this.#places(),
      onPointing: (isPointing) => this.#surface.classList.toggle('map-surface-pointing', isPointing),
    });
    this.#surface.append(this.#labels.element, this.#pointing.rings);
    this.element.append(this.#surface, this.#pointing.card, this.#live);
    this.#gestures = new Gestures(this.#surface, {
      onHover: (at) => this.#pointAt(at),
      onClick: (at) => this.#openAt(at, false),
      onDoubleClick: (at) => this.#openAt(at, true),
      onPan: (dx, dy) => this.#look(panned(this.#view(), dx, dy)),
      onZoom: (factor, at) => this.#look(zoomed(this.#view(), factor, at, this.#size(), this.#whole())),
      onBox: (from, to) => this.#zoomToBox(from, to),
      onRotate: (dx, dy) => this.#rotate(dx * ROTATION_PER_PIXEL, dy * ROTATION_PER_PIXEL),
    });
    onMapKeys(this.#surface, {
      onArrow: (direction) => this.#moveFocus(direction),
      onRotate: (direction) => this.#rotateTowards(direction),
      onGo: (steps) => listener.onGo(steps),
      onEnter: (pin) => {
        const id = this.#idAt(this.#pointing.focused);
        if (id !== undefined) listener.onOpen(id, pin);
      },
      onZoom: (step) => this.zoomBy(step),
      onReset: () => this.reset(),
      onEscape: () => {
        this.#pointing.focused = undefined;
        this.#pointing.show([]);
      },
    });
    new ResizeObserver(() => {
      this.#chart.resize();
      this.#chart.look(this.#window());
      this.#labels.look(this.#window());
      this.#pointing.show([]);
    }).observe(this.#surface);
  }

  /** Draws a scene from where `viewport` looks, or with everything in view. What is pointed at stays so in a frame. */
  show(scene: Scene, viewport: Viewport | undefined, motion: Motion): void {
    const isFrame = motion === 'frame';
    const [pointed, focused] = isFrame
      ? [this.#idAt(this.#pointing.row), this.#idAt(this.#pointing.focused)]
      : [];
    this.#viewport = viewport;
    this.#draw(scene, motion);
    this.#pointing.focused = this.#indexOf(focused);
    const row = this.#indexOf(pointed);
    this.#pointing.show([]);
    this.#pointing.show(row === undefined ? [] : [row]);
  }

  set tool(tool: DragTool) {
    this.#gestures.tool = tool;
    this.#surface.classList.toggle('map-surface-box', tool === 'box');
    this.#surface.classList.toggle('map-surface-rotate', tool === 'rotate');
  }

  /** Steps towards (positive) or away from the middle. */
  zoomBy(steps: number): void {
    const { width, height } = this.#size();
    const middle = { x: width / 2, y: height / 2 };
    this.#look(zoomed(this.#view(), ZOOM_STEP ** steps, middle, this.#size(), this.#whole()));
  }

  /** Everything in view. */
  reset(): void {
    this.#look(undefined);
  }

  /** Brings one image to the middle and shows its card. @returns Whether it can be seen on this map. */
  reveal(id: string): boolean {
    const index = this.#indexOf(id) ?? -1;
    const at = this.#coordinates(index);
    if (at === undefined || this.#scene?.hidden?.[index] === 1) return false;
    this.#look({ ...this.#view(), centreX: at.x, centreY: at.y });
    this.#focus(index);
    return true;
  }

  /** Marks one image, or none; where it is out of sight, it comes to the middle. */
  select(id: string | undefined): void {
    const index = this.#indexOf(id) ?? -1;
    const [at, place] = [this.#coordinates(index), this.#places().at(index)];
    const { width, height } = this.#size();
    const isInSight =
      place !== undefined && place.x >= 0 && place.y >= 0 && place.x <= width && place.y <= height;
    if (!isInSight && at !== undefined) this.#look({ ...this.#view(), centreX: at.x, centreY: at.y });
    this.#pointing.select(id);
  }

  /** The part of the map that shows; undefined where that is all of it. */
  get view(): View | undefined {
    return this.#viewport === undefined ? undefined : this.#window();
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

  /** Shows the prompt of what is pointed at as it is now. */
  askPrompt(): void {
    this.#pointing.askPrompt();
  }

  #draw(scene: Scene, motion: Motion): void {
    if (this.#nextDrawing !== undefined) cancelAnimationFrame(this.#nextDrawing);
    this.#nextDrawing = undefined;
    this.#scene = scene;
    const plane = this.#planeOf(scene);
    this.#plane = plane;
    this.#gestures.canRotate = plane.nearness !== undefined;
    const drawing = { ...scene, plane, ...this.#window() };
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
    this.#viewport = viewport;
    this.#chart.look(this.#window());
    this.#labels.look(this.#window());
    this.#pointing.show([]);
    this.#listener.onLook(viewport);
  }

  #zoomToBox(from: Point, to: Point): void {
    const [a, b] = [from, to].map((at) => toCoordinates(at, this.#view(), this.#size()));
    if (a === undefined || b === undefined || a.x === b.x || a.y === b.y) return;
    const box = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)] as const;
    this.#look(fitBox(...box, this.#size()));
  }

  /** Opens what is at a place; the next of it when it is opened there again. */
  #openAt(at: Point, pin: boolean): void {
    this.#pointAt(at);
    if (!pin) this.#pointing.turn();
    const id = this.#idAt(this.#pointing.row);
    if (id !== undefined) this.#listener.onOpen(id, pin);
  }

  #moveFocus(direction: Direction): void {
    const places = this.#places();
    const from = places.shown(this.#pointing.focused ?? -1);
    const { width, height } = this.#size();
    const middle = { x: width / 2, y: height / 2 };
    const next = from === undefined ? places.nearest(middle) : places.neighbour(from, direction);
    if (next !== undefined) this.#focus(next);
  }

  #focus(index: number): void {
    this.#pointing.focused = index;
    this.#pointing.show([index]);
    const [scene, id] = [this.#scene, this.#idAt(index)];
    if (scene === undefined || id === undefined) return;
    void this.#images.prompt(scene.map, index).then((prompt) => {
      if (this.#idAt(this.#pointing.focused) === id)
        this.#live.textContent = `${conceptOf(scene, index)}: ${prompt}`;
    });
  }

  #pointAt(at: Point | undefined): void {
    this.#pointing.show(at === undefined ? [] : stackAt(at, this.#chart, this.#places()));
  }

  #indexOf(id: string | undefined): number | undefined {
    const index = id === undefined ? -1 : (this.#scene?.map.images.ids.indexOf(id) ?? -1);
    return index === -1 ? undefined : index;
  }

  #idAt(index: number | undefined): string | undefined {
    return this.#scene?.map.images.ids[index ?? -1];
  }

  #places(): Places {
    return new Places(this.#chart.index, this.#scene?.hidden, this.#window());
  }

  #window(): View {
    return { viewport: this.#view(), size: this.#size() };
  }

  #coordinates(index: number): Point | undefined {
    const [x = NaN, y = NaN] = [this.#plane?.x[index], this.#plane?.y[index]];
    return Number.isNaN(x) || Number.isNaN(y) ? undefined : { x, y };
  }

  #view(): Viewport {
    return this.#viewport ?? this.#whole();
  }

  #whole(): Viewport {
    const bounds = this.#plane?.bounds;
    return bounds === undefined ? { centreX: 0, centreY: 0, scale: 1 } : fitAll(bounds, this.#size());
  }

  #size(): Size {
    return { width: this.#surface.clientWidth, height: this.#surface.clientHeight };
  }
}
