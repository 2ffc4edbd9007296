import { collectedVectors, type CollectedDependencies } from '../../collection/collected-vectors.ts';
import type { CollectedImage } from '../../collection/collection-view.ts';
import type { ModelInfo } from '../../collection/schema.ts';
import { LexiclipError } from '../../errors.ts';
import type { LongTask } from '../../signal.ts';
import { farthestPoints } from './farthest.ts';
import { kMeansPoints } from './k-means.ts';

export const subsetMethods = ['farthest', 'kmeans'] as const;
export type SubsetMethod = (typeof subsetMethods)[number];

export interface SubsetRequest {
  /** Images to pick; all where there are fewer. */
  readonly count: number;
  readonly method: SubsetMethod;
  readonly seed: number;
  /** The images to pick from. */
  readonly images: readonly CollectedImage[];
}

export interface SubsetReport {
  readonly model: ModelInfo;
  /** Images that were picked from: those that have a vector. */
  readonly from: number;
  /** Farthest points in the order in which they were picked; centres by the size of their groups. */
  readonly ids: readonly string[];
}

/**
 * Picks images that stand for all of some: the same request picks the same.
 * @throws LexiclipError `no-vectors`, also where none of the images has one.
 */
export async function pickSubset(
  { count, method, seed, images }: SubsetRequest,
  dependencies: CollectedDependencies,
  { signal, onProgress }: LongTask,
): Promise<SubsetReport> {
  const collected = await collectedVectors(dependencies);
  const wanted = new Set(images.map(({ id }) => id));
  const rows = Int32Array.from(collected.ids.flatMap((id, row) => (wanted.has(id) ? [row] : [])));
  if (rows.length === 0) throw new LexiclipError({ kind: 'no-vectors' });
  const pick = method === 'farthest' ? farthestPoints : kMeansPoints;
  const picked = await pick(collected, rows, count, seed, {
    pause: async () => {
      await dependencies.collection.pause();
      signal.throwIfAborted();
    },
    onStep: (done, total) =>
      onProgress({ stage: 'subset', done, total, message: `${Math.round((100 * done) / total)} %` }),
  });
  const ids = Array.from(picked, (row) => collected.ids[row] ?? '');
  return { model: collected.model, from: rows.length, ids };
}
