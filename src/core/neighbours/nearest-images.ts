import type { CollectedDependencies } from '../collection/collected-vectors.ts';
import { existingGraph } from './collection-graph.ts';

/**
 * The images most like one, by the neighbours that were computed: nothing is computed for it.
 * @returns The nearest first, with the cosine of the two vectors; empty where no graph stands that is of these images.
 */
export async function nearestImages(
  id: string,
  dependencies: CollectedDependencies,
): Promise<readonly { readonly id: string; readonly similarity: number }[]> {
  const found = await existingGraph(dependencies);
  const row = found?.images.findIndex((image) => image.id === id) ?? -1;
  if (found === undefined || row === -1) return [];
  const { k, indices, distances } = found.graph;
  return Array.from(indices.subarray(row * k, row * k + k), (other, at) => ({
    id: found.images[other]?.id ?? '',
    similarity: 1 - (distances[row * k + at] ?? NaN),
  })).filter((near) => near.id !== '');
}
