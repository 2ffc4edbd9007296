import { nearestNearby, neighbourNearby, type Direction, type PlacedImage } from './navigation.ts';
import type { PointIndex } from './point-index.ts';
import { toCoordinates, toPixels, type Point, type View } from './viewport.ts';

/** Where the images that are shown are in a view, in pixels of the surface. */
export class Places {
  readonly #index: PointIndex;
  readonly #hidden: Uint8Array | undefined;
  readonly #view: View;

  /** @param hidden 1 for each image that is not shown. */
  constructor(index: PointIndex, hidden: Uint8Array | undefined, view: View) {
    [this.#index, this.#hidden, this.#view] = [index, hidden, view];
  }

  /** Where an image is, hidden or not. */
  at(row: number): Point | undefined {
    const { plane } = this.#index;
    const [x = NaN, y = NaN] = [plane.x[row], plane.y[row]];
    if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
    return toPixels({ x, y }, this.#view.viewport, this.#view.size);
  }

  /** The same of an image that is shown. */
  shown(row: number): PlacedImage | undefined {
    const at = this.#hidden?.[row] === 1 ? undefined : this.at(row);
    return at === undefined ? undefined : { ...at, index: row };
  }

  /** The rows of all images that are shown and in the view. */
  inView(): Uint32Array {
    const { viewport, size } = this.#view;
    const [topLeft, bottomRight] = [
      toCoordinates({ x: 0, y: 0 }, viewport, size),
      toCoordinates({ x: size.width, y: size.height }, viewport, size),
    ];
    const rows = this.#index.within(topLeft.x, bottomRight.y, bottomRight.x, topLeft.y);
    return this.#hidden === undefined ? rows : rows.filter((row) => this.#hidden?.[row] !== 1);
  }

  /** The images within a rectangle around a place, those preferred first. */
  within(middle: Point, halfWidth: number, halfHeight: number): PlacedImage[] {
    const { viewport, size } = this.#view;
    const { x, y } = toCoordinates(middle, viewport, size);
    const [across, up] = [halfWidth * viewport.scale, halfHeight * viewport.scale];
    const found: PlacedImage[] = [];
    for (const row of this.#index.within(x - across, y - up, x + across, y + up)) {
      const place = this.shown(row);
      if (place !== undefined) found.push(place);
    }
    return found;
  }

  /** The image nearest to a place, of those that count, at most so far away. */
  nearest(at: Point, most = Infinity, counts?: (place: PlacedImage) => boolean): number | undefined {
    return nearestNearby((reach) => this.#around(at, reach, counts), this.#farthest(at), at, most);
  }

  /** Where an arrow key leads from an image. */
  neighbour(from: PlacedImage, direction: Direction): number | undefined {
    return neighbourNearby((reach) => this.#around(from, reach), this.#farthest(from), from, direction);
  }

  /** The images in a square around a place; with a pixel more on each side, for what is rounded. */
  #around(at: Point, reach: number, counts?: (place: PlacedImage) => boolean): PlacedImage[] {
    const found = this.within(at, reach + 1, reach + 1);
    return counts === undefined ? found : found.filter((place) => counts(place));
  }

  /** How far from a place an image may be, along x or y. */
  #farthest(at: Point): number {
    const { bounds } = this.#index.plane;
    if (bounds === undefined) return 0;
    const { viewport, size } = this.#view;
    const { x, y } = toCoordinates(at, viewport, size);
    const distances = [x - bounds.left, bounds.right - x, y - bounds.low, bounds.high - y];
    return Math.max(...distances.map(Math.abs)) / viewport.scale;
  }
}
