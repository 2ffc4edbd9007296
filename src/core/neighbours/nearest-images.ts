import type { CollectedDependencies } from '../collection/collected-vectors.ts';
import { existingGraph } from './collection-graph.ts';

/** An image, and the cosine of its vector and another's: 1 is the same direction. */
export interface NearImage {
  readonly id: string;
  readonly similarity: number;
}

/**
 * Tells the images most like one, by the neighbours that were computed: nothing is computed for it.
 * @returns For an id the nearest first, at most `most`; none where no graph stands that is of these images.
 */
export async function nearestFinder(
  dependencies: CollectedDependencies,
  most: number,
): Promise<(id: string) => readonly NearImage[]> {
  const found = await existingGraph(dependencies);
  if (found === undefined) return () => [];
  const { graph, images } = found;
  const { k, indices, distances } = graph;
  const rows = new Map(images.map(({ id }, row) => [id, row]));
  return (id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    return Array.from(indices.subarray(row * k, row * k + Math.min(k, most)), (other, at) => ({
      id: images[other]?.id ?? '',
      similarity: 1 - (distances[row * k + at] ?? NaN),
    }));
  };
}
