import type { VectorSet } from '../../collection/vector-set.ts';
import { seededRandom } from '../../random.ts';
import { distance } from './distances.ts';
import type { PickTask } from './pick-task.ts';

/**
 * Farthest point sampling (Gonzalez 1985, "Clustering to minimize the maximum intercluster distance"): each time the row
 * that is farthest from all that are picked, so that what is rare is among them. The first is drawn.
 * @param rows Of the vectors, to pick from. @param k At most as many.
 * @returns Rows, in the order in which they were picked; among equals the one that comes first.
 */
export async function farthestPoints(
  { vectors, dimension }: VectorSet,
  rows: Int32Array,
  k: number,
  seed: number,
  { pause, onStep }: PickTask,
): Promise<Int32Array> {
  const picked = new Int32Array(Math.min(k, rows.length));
  const nearest = new Float64Array(rows.length).fill(Infinity);
  let next = Math.floor(seededRandom(seed)() * rows.length);
  for (let at = 0; at < picked.length; at++) {
    const row = rows[next] ?? 0;
    picked[at] = row;
    nearest[next] = -1;
    let farthest = -1;
    for (let other = 0; other < rows.length; other++) {
      if (other % SLICE === SLICE - 1) await pause();
      const before = nearest[other] ?? 0;
      if (before < 0) continue;
      const now = distance(vectors, (rows[other] ?? 0) * dimension, vectors, row * dimension, dimension);
      if (now < before) nearest[other] = now;
      if (farthest < 0 || (nearest[other] ?? 0) > (nearest[farthest] ?? 0)) farthest = other;
    }
    onStep(at + 1, picked.length);
    next = farthest;
  }
  return picked;
}

/** Rows of some milliseconds. */
const SLICE = 4000;
