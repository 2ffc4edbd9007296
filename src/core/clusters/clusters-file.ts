import type { Collection } from '../collection/collection.ts';
import { clustersPath } from '../collection/paths.ts';
import { encodeClusters, type StoredClusters } from '../collection/stored-clusters.ts';
import { writeAnew, writeCache } from '../collection/write-anew.ts';
import { isAbout } from '../errors.ts';

/**
 * The clusters of a model's images as they stand, kept in memory while the file is as it was. Undefined where there are
 * none, or where the file cannot be used, which is a problem among others then.
 * @param vectors Names the model's vectors (`vectorsName`).
 */
export async function readClusters(
  collection: Collection,
  vectors: string,
): Promise<StoredClusters | undefined> {
  const { cache, problems } = collection;
  const path = clustersPath(vectors);
  const read = (): Promise<StoredClusters | undefined> => collection.readParsed('clusters', path);
  try {
    return await cache.get(path, [path], () => problems.of(path, read));
  } catch (error) {
    if (!isAbout(error, 'newer-format')) throw error;
    problems.add(path, error.failure);
    return undefined;
  }
}

/**
 * Replaces the clusters that stand. A file that cannot be used stays as it is until somebody has repaired or deleted it:
 * there may be names in it that were given by hand.
 */
export async function writeClusters(
  collection: Collection,
  vectors: string,
  clusters: StoredClusters,
): Promise<void> {
  const path = clustersPath(vectors);
  if (collection.problems.has(path)) return;
  const encode = (): AsyncIterable<string> => encodeClusters(clusters, collection.pause);
  await writeCache(collection, path, () => writeAnew(collection, path, encode));
}
