import type { Plane } from '../../src/core/explore/rotation.ts';
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

/** One press of + or -. */
const ZOOM_STEP = 0.75;

/** The window over the plane of a map: what is seen of it, and what would be after a movement. */
export class MapWindow {
  plane: Plane | undefined;
  /** Undefined for everything in view. */
  viewport: Viewport | undefined;
  readonly #surface: HTMLElement;

  /** @param surface What the map is drawn on. */
  constructor(surface: HTMLElement) {
    this.#surface = surface;
  }

  get view(): View {
    return { viewport: this.#seen, size: this.size };
  }

  get size(): Size {
    return { width: this.#surface.clientWidth, height: this.#surface.clientHeight };
  }

  /** From pixels of the surface. */
  toCoordinates(at: Point): Point {
    return toCoordinates(at, this.#seen, this.size);
  }

  /** Where an image is; undefined where it has no place. */
  coordinatesOf(row: number): Point | undefined {
    const [x = NaN, y = NaN] = [this.plane?.x[row], this.plane?.y[row]];
    return Number.isNaN(x) || Number.isNaN(y) ? undefined : { x, y };
  }

  /** Whether a place in pixels is on the surface. */
  has({ x, y }: Point): boolean {
    const { width, height } = this.size;
    return x >= 0 && y >= 0 && x <= width && y <= height;
  }

  get middle(): Point {
    const { width, height } = this.size;
    return { x: width / 2, y: height / 2 };
  }

  panned(dx: number, dy: number): Viewport {
    return panned(this.#seen, dx, dy);
  }

  zoomed(factor: number, at: Point): Viewport {
    return zoomed(this.#seen, factor, at, this.size, this.whole);
  }

  /** Some steps towards (positive) or away from the middle. */
  stepped(steps: number): Viewport {
    return this.zoomed(ZOOM_STEP ** steps, this.middle);
  }

  /** With a place in the middle. */
  centred({ x, y }: Point): Viewport {
    return { ...this.#seen, centreX: x, centreY: y };
  }

  /** Filled by a box between two places in pixels; undefined where it has no area. */
  fitted(from: Point, to: Point): Viewport | undefined {
    const [a, b] = [this.toCoordinates(from), this.toCoordinates(to)];
    if (a.x === b.x || a.y === b.y) return undefined;
    const box = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)] as const;
    return fitBox(...box, this.size);
  }

  get #seen(): Viewport {
    return this.viewport ?? this.whole;
  }

  /** The viewport with everything in view. */
  get whole(): Viewport {
    const bounds = this.plane?.bounds;
    return bounds === undefined ? { centreX: 0, centreY: 0, scale: 1 } : fitAll(bounds, this.size);
  }
}
