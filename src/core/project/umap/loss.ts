import { seededRandom } from '../random.ts';
import type { SparseMatrix } from '../sparse.ts';
import type { Curve } from './curve.ts';

/** Pairs without an edge that are drawn to estimate their share of the loss: its error is below a percent then. */
const DRAWN = 200_000;
/** Keeps logarithms finite. */
const LEAST = 1e-12;

/**
 * UMAP's cross-entropy between the fuzzy set and the map, by point: edges exactly, all other pairs estimated
 * from a seeded sample of them.
 * @param positions Row-major [n, stride].
 */
export function crossEntropy(
  set: SparseMatrix,
  positions: Float32Array,
  stride: number,
  { a, b }: Curve,
): number {
  const { count, offsets, columns, values } = set;
  const likeness = (one: number, other: number): number => {
    let squared = 0;
    for (let axis = 0; axis < Math.min(stride, 3); axis++)
      squared += ((positions[one * stride + axis] as number) - (positions[other * stride + axis] as number)) ** 2;
    return 1 / (1 + a * squared ** b);
  };
  let ofEdges = 0;
  for (let row = 0; row < count; row++)
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
      const weight = values[at] as number;
      const near = likeness(row, columns[at] as number);
      ofEdges += weight * Math.log(Math.max(weight, LEAST) / Math.max(near, LEAST));
      ofEdges += (1 - weight) * Math.log(Math.max(1 - weight, LEAST) / Math.max(1 - near, LEAST));
    }
  const others = count * (count - 1) - columns.length;
  const random = seededRandom(1);
  let ofOthers = 0;
  for (let draw = 0; draw < DRAWN; draw++) {
    const one = Math.floor(random() * count);
    const other = Math.floor(random() * count);
    // A drawn edge counts as its ends' distance says; edges are too few to matter.
    if (one !== other) ofOthers -= Math.log(Math.max(1 - likeness(one, other), LEAST));
  }
  return (ofEdges + (ofOthers / DRAWN) * Math.max(others, 0)) / count;
}
