import type { PlacedImage } from './navigation.ts';
import type { Plane } from './rotation.ts';
import { toCoordinates, toPixels, type Point, type View } from './viewport.ts';

/** Where the images that are shown are in a view, in pixels of the surface. */
export class Places {
  readonly #plane: Pick<Plane, 'x' | 'y'>;
  readonly #view: View;
  readonly #rows: Uint32Array;

  /** @param rows Of the images that are shown. */
  constructor(plane: Pick<Plane, 'x' | 'y'>, rows: Uint32Array, view: View) {
    [this.#plane, this.#rows, this.#view] = [plane, rows, view];
  }

  at(row: number): Point | undefined {
    const [x = NaN, y = NaN] = [this.#plane.x[row], this.#plane.y[row]];
    if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
    return toPixels({ x, y }, this.#view.viewport, this.#view.size);
  }

  /** Every image. */
  all(): PlacedImage[] {
    return Array.from(this.#rows, (row) => ({ ...(this.at(row) ?? { x: NaN, y: NaN }), index: row }));
  }

  /** The images within a rectangle around a place, those preferred first. Nothing is made for those outside. */
  within(middle: Point, halfWidth: number, halfHeight: number): number[] {
    const { viewport, size } = this.#view;
    const { x, y } = toCoordinates(middle, viewport, size);
    const [across, up] = [halfWidth * viewport.scale, halfHeight * viewport.scale];
    const found: number[] = [];
    for (const row of this.#rows) {
      const isNear = Math.abs((this.#plane.x[row] ?? NaN) - x) <= across;
      if (isNear && Math.abs((this.#plane.y[row] ?? NaN) - y) <= up) found.push(row);
    }
    return found;
  }

  /** The images of some rows, where they are. */
  of(rows: readonly number[]): PlacedImage[] {
    return rows.flatMap((row) => {
      const at = this.at(row);
      return at === undefined ? [] : [{ ...at, index: row }];
    });
  }
}
