import KDBush from 'kdbush';
import type { Plane } from './rotation.ts';

/**
 * Finds images of a plane in a rectangle without looking at all of them: a k-d tree (kdbush), which is made when something
 * is first looked for.
 */
export class PointIndex {
  readonly plane: Pick<Plane, 'x' | 'y' | 'bounds'>;
  readonly #order: Uint32Array;
  #grown: { readonly tree: KDBush; readonly rows: Uint32Array } | undefined;

  /** @param order Rows of images, preferred ones first; those without coordinates are found nowhere. */
  constructor(plane: Pick<Plane, 'x' | 'y' | 'bounds'>, order: Uint32Array) {
    [this.plane, this.#order] = [plane, order];
  }

  /** The rows of the images in a rectangle of coordinates, its edges included, preferred ones first. */
  within(left: number, low: number, right: number, high: number): Uint32Array {
    this.#grown ??= this.#grow();
    const { tree, rows } = this.#grown;
    // The tree's numbers are places in the order.
    const found = Uint32Array.from(tree.range(left, low, right, high)).sort();
    return found.map((at) => rows[at] ?? 0);
  }

  #grow(): { tree: KDBush; rows: Uint32Array } {
    const { x, y } = this.plane;
    // To a tree, NaN is neither left nor right.
    const rows = this.#order.filter((row) => !Number.isNaN(x[row] ?? NaN) && !Number.isNaN(y[row] ?? NaN));
    const tree = new KDBush(rows.length);
    for (const row of rows) tree.add(x[row] ?? NaN, y[row] ?? NaN);
    return { tree: tree.finish(), rows };
  }
}
