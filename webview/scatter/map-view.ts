import { GRID } from '../../src/core/explore/map.ts';
import {
  nearestWithin,
  neighbourTowards,
  type Direction,
  type PlacedImage,
} from '../../src/core/explore/navigation.ts';
import { planeOf, rotatedBy, type Plane, type Rotation } from '../../src/core/explore/rotation.ts';
import { describeKept } from '../../src/core/explore/trust.ts';
import {
  fitAll,
  fitBox,
  panned,
  toCoordinates,
  toPixels,
  zoomed,
  type Point,
  type Size,
  type Viewport,
} from '../../src/core/explore/viewport.ts';
import { HoverCard } from '../detail/hover-card.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { Chart, type Motion, type Scene } from './chart.ts';
import { Gestures, type DragTool } from './gestures.ts';
import { onMapKeys } from './keyboard.ts';
import { Rings } from './rings.ts';

/** How far from a point the pointer may be (FiftyOne's explorer uses the same). */
const REACH_PIXELS = 14;
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
  readonly #card = new HoverCard();
  readonly #rings = new Rings();
  readonly #chart: Chart;
  readonly #gestures: Gestures;
  readonly #listener: MapViewListener;
  readonly #images: Pick<Host, 'thumbnail' | 'prompt'>;
  #scene: Scene | undefined;
  #plane: Plane | undefined;
  #viewport: Viewport | undefined;
  #pointed: number | undefined;
  #focused: number | undefined;
  #selected: string | undefined;
  #nextDrawing: number | undefined;

  /** @param images Tells what is shown of an image besides its place. */
  constructor(images: Pick<Host, 'thumbnail' | 'prompt'>, listener: MapViewListener) {
    this.#images = images;
    this.#listener = listener;
    this.#surface.tabIndex = 0;
    this.#surface.role = 'application';
    this.#surface.ariaLabel = 'Map of images. Arrow keys move between images, Enter opens the prompt.';
    this.#live.ariaLive = 'polite';
    const canvas = element('div', 'map-canvas');
    this.#surface.append(canvas, this.#rings.element);
    this.element.append(this.#surface, this.#card.element, this.#live);
    this.#chart = new Chart(canvas);
    this.#gestures = new Gestures(this.#surface, {
      onHover: (at) =>
        this.#point(at === undefined ? undefined : nearestWithin(this.#places(), at, REACH_PIXELS)),
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
        const id = this.#idAt(this.#focused);
        if (id !== undefined) listener.onOpen(id, pin);
      },
      onZoom: (step) => this.zoomBy(step),
      onReset: () => this.reset(),
      onEscape: () => {
        this.#focused = undefined;
        this.#point(undefined);
      },
    });
    new ResizeObserver(() => {
      this.#chart.resize();
      this.#chart.look({ viewport: this.#view(), size: this.#size() });
      this.#point(undefined);
    }).observe(this.#surface);
  }

  /** Draws a scene from where `viewport` looks, or with everything in view. What is pointed at stays so in a frame. */
  show(scene: Scene, viewport: Viewport | undefined, motion: Motion): void {
    const [pointed, focused] =
      motion === 'frame' ? [this.#idAt(this.#pointed), this.#idAt(this.#focused)] : [];
    this.#viewport = viewport;
    this.#draw(scene, motion);
    this.#focused = this.#indexOf(focused);
    this.#pointed = undefined;
    this.#point(this.#indexOf(pointed));
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

  /** Marks one image; where it is out of sight, it comes to the middle. */
  select(id: string): void {
    this.#selected = id;
    const place = this.#places().find(({ index }) => this.#idAt(index) === id);
    const { width, height } = this.#size();
    const isInSight =
      place !== undefined && place.x >= 0 && place.y >= 0 && place.x <= width && place.y <= height;
    const at = this.#coordinates(place?.index ?? -1);
    if (!isInSight && at !== undefined) this.#look({ ...this.#view(), centreX: at.x, centreY: at.y });
    this.#pointed = undefined;
    this.#point(undefined);
    this.#rings.pulse();
  }

  /** Nothing is marked any more. */
  deselect(): void {
    this.#selected = undefined;
    this.#point(undefined);
  }

  /** Where an image is, in pixels of the window; null where it is not shown. For tests, and for assistive tools. */
  locate(id: string): Point | null {
    const place = this.#places().find(({ index }) => this.#idAt(index) === id);
    if (place === undefined) return null;
    const { left, top } = this.#surface.getBoundingClientRect();
    return { x: left + place.x, y: top + place.y };
  }

  /** Shows the prompt of what is pointed at as it is now. */
  askPrompt(): void {
    const [scene, id] = [this.#scene, this.#idAt(this.#pointed)];
    if (scene === undefined || id === undefined) return;
    void this.#images
      .prompt(scene.map, this.#pointed ?? 0)
      .then((prompt) => this.#card.showPrompt(id, prompt));
  }

  #draw(scene: Scene, motion: Motion): void {
    if (this.#nextDrawing !== undefined) cancelAnimationFrame(this.#nextDrawing);
    this.#nextDrawing = undefined;
    this.#scene = scene;
    const plane = planeOf(scene.projection, scene.rotation);
    this.#plane = plane;
    this.#gestures.canRotate = plane.nearness !== undefined;
    this.#chart.draw({ ...scene, plane, viewport: this.#view(), size: this.#size() }, motion);
  }

  /** A hand moves more often than the screen shows: what it has come to is drawn with the next picture. */
  #rotate(right: number, down: number): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const rotation = rotatedBy(scene.rotation, right, down);
    this.#scene = { ...scene, rotation };
    this.#nextDrawing ??= requestAnimationFrame(() => {
      if (this.#scene !== undefined) this.#draw(this.#scene, 'none');
      this.#point(undefined);
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
    this.#chart.look({ viewport: this.#view(), size: this.#size() });
    this.#point(undefined);
    this.#listener.onLook(viewport);
  }

  #zoomToBox(from: Point, to: Point): void {
    const [a, b] = [from, to].map((at) => toCoordinates(at, this.#view(), this.#size()));
    if (a === undefined || b === undefined || a.x === b.x || a.y === b.y) return;
    const box = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)] as const;
    this.#look(fitBox(...box, this.#size()));
  }

  #openAt(at: Point, pin: boolean): void {
    const index = nearestWithin(this.#places(), at, REACH_PIXELS);
    const id = this.#idAt(index);
    if (id !== undefined) this.#listener.onOpen(id, pin);
  }

  #moveFocus(direction: Direction): void {
    const places = this.#places();
    const from = places.find(({ index }) => index === this.#focused);
    const { width, height } = this.#size();
    const start = nearestWithin(places, { x: width / 2, y: height / 2 }, Infinity);
    const next = from === undefined ? start : neighbourTowards(places, from, direction);
    if (next !== undefined) this.#focus(next);
  }

  #focus(index: number): void {
    this.#focused = index;
    this.#point(index);
    const [scene, id] = [this.#scene, this.#idAt(index)];
    if (scene === undefined || id === undefined) return;
    void this.#images.prompt(scene.map, index).then((prompt) => {
      if (this.#idAt(this.#focused) === id) this.#live.textContent = `${this.#conceptOf(index)}: ${prompt}`;
    });
  }

  #point(index: number | undefined): void {
    if (index === this.#pointed && index !== undefined) return;
    this.#pointed = index;
    this.#surface.classList.toggle('map-surface-pointing', index !== undefined);
    const places = this.#places();
    const placeOf = (wanted: number | undefined): PlacedImage | undefined =>
      wanted === undefined ? undefined : places.find((place) => place.index === wanted);
    const at = placeOf(index);
    this.#rings.show(at, placeOf(this.#focused), placeOf(this.#indexOf(this.#selected)));
    const [scene, id] = [this.#scene, this.#idAt(index)];
    if (scene === undefined || id === undefined || at === undefined) {
      this.#card.hide();
      return;
    }
    const colour = scene.colouring.colourOf(at.index);
    const { distortion, quality } = scene.projection;
    const share = distortion?.[at.index] ?? NaN;
    const kept = Number.isNaN(share) || quality === undefined ? undefined : describeKept(share, quality.k);
    const thumbnail = this.#images.thumbnail(scene.map, at.index);
    const grid = ((scene.map.images.flags[at.index] ?? 0) & GRID) > 0;
    this.#card.show({ id, thumbnail, grid, concept: this.#conceptOf(at.index), colour, kept }, at);
    this.askPrompt();
  }

  #conceptOf(index: number): string {
    return this.#scene?.map.concepts[this.#scene.map.images.concepts[index] ?? -1] ?? '';
  }

  #indexOf(id: string | undefined): number | undefined {
    const index = id === undefined ? -1 : (this.#scene?.map.images.ids.indexOf(id) ?? -1);
    return index === -1 ? undefined : index;
  }

  #idAt(index: number | undefined): string | undefined {
    return this.#scene?.map.images.ids[index ?? -1];
  }

  /** Every image that is shown, in pixels of the surface. */
  #places(): PlacedImage[] {
    const [view, size] = [this.#view(), this.#size()];
    const { map, hidden } = this.#scene ?? {};
    const places: PlacedImage[] = [];
    map?.images.ids.forEach((_, index) => {
      const at = hidden?.[index] === 1 ? undefined : this.#coordinates(index);
      if (at !== undefined) places.push({ ...toPixels(at, view, size), index });
    });
    return places;
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
