import { readClusters } from '../clusters/clusters-file.ts';
import { clusterColumns } from '../clusters/columns.ts';
import type { Collection } from '../collection/collection.ts';
import { vectorsName } from '../collection/embedding-rows.ts';
import { newestMap } from './clusters-snapshot.ts';

/**
 * The names of the clusters that images lie in, at all levels; of the vectors that the newest map shows.
 * @param images In the order of the rows that are asked for.
 * @returns Undefined where there are no clusters.
 */
export async function clusterNames(
  collection: Collection,
  images: readonly { readonly id: string }[],
): Promise<((row: number) => readonly string[]) | undefined> {
  const newest = newestMap(await collection.projections());
  const stored = newest && (await readClusters(collection, vectorsName(newest.model)));
  if (stored === undefined) return undefined;
  const ids = images.map(({ id }) => id);
  const columns = await clusterColumns(stored, ids, collection.pause);
  return (row) => columns.flatMap(({ clusters, clusterOf }) => clusters[clusterOf[row] ?? -1]?.name ?? []);
}
