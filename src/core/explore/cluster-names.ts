import { readClusters } from '../clusters/clusters-file.ts';
import { clusterColumns } from '../clusters/columns.ts';
import type { Collection } from '../collection/collection.ts';

/**
 * The names of the clusters that images lie in, at all levels.
 * @param vectors Names the vectors that were clustered.
 * @param ids Of the images, in the order of the rows that are asked for.
 * @returns Undefined where there are no clusters.
 */
export async function clusterNames(
  collection: Collection,
  vectors: string,
  ids: readonly string[],
): Promise<((row: number) => readonly string[]) | undefined> {
  const stored = await readClusters(collection, vectors);
  if (stored === undefined) return undefined;
  const columns = await clusterColumns(stored, ids, collection.pause);
  return (row) =>
    columns.flatMap(({ clusters, clusterOf }) => clusters[clusterOf[row] ?? -1]?.name ?? []);
}
