import { seededRandom } from '../../random.ts';
import type { SparseMatrix } from '../sparse.ts';
import type { Curve } from './curve.ts';

/** Pairs that are drawn to estimate the repulsion. */
const DRAWN = 200_000;
/** Points that push for each edge that pulls: umap-learn's `negative_sample_rate`. */
const PUSHES = 5;
/** Keeps logarithms finite. */
const LEAST = 1e-4;

/**
 * What UMAP's sampling minimises, by point (Damrich and Hamprecht, 2021, "On UMAP's true loss function"): pulls along
 * edges, and pushes of which each point has in proportion to its edges. That is less repulsion than in the
 * cross-entropy that it is derived from. Pulls are summed exactly, pushes estimated from a seeded sample.
 * @param positions Row-major [n, stride].
 */
export function umapLoss(
  set: SparseMatrix,
  positions: Float32Array,
  stride: number,
  { a, b }: Curve,
): number {
  const { count, offsets, columns, values } = set;
  const likeness = (one: number, other: number): number => {
    let squared = 0;
    for (let axis = 0; axis < stride; axis++) {
      const apart = (positions[one * stride + axis] ?? 0) - (positions[other * stride + axis] ?? 0);
      squared += apart * apart;
    }
    return 1 / (1 + a * squared ** b);
  };
  const degrees = new Float64Array(count);
  let pulls = 0;
  for (let row = 0; row < count; row++)
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++) {
      const weight = values[at] ?? 0;
      degrees[row] = (degrees[row] ?? 0) + weight;
      pulls -= weight * Math.log(Math.max(likeness(row, columns[at] ?? 0), LEAST));
    }
  const random = seededRandom(1);
  const turns = Math.ceil(DRAWN / count);
  let pushes = 0;
  for (let row = 0; row < count; row++)
    for (let turn = 0; turn < turns; turn++) {
      const other = Math.floor(random() * count);
      if (other === row) continue;
      const push = -Math.log(Math.max(1 - likeness(row, other), LEAST));
      pushes += (PUSHES * (degrees[row] ?? 0) * push) / turns;
    }
  return (pulls + pushes) / count;
}
