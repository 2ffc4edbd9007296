import type { ClusterEntry, LevelName } from '../collection/clusters-schema.ts';
import type { Collection } from '../collection/collection.ts';
import { clustersPath } from '../collection/paths.ts';
import type { StoredClusters } from '../collection/stored-clusters.ts';
import { LexiclipError } from '../errors.ts';
import type { ClusterReference } from '../reports.ts';
import { readClusters } from './clusters-file.ts';

export interface FoundCluster {
  readonly stored: StoredClusters;
  readonly level: LevelName;
  /** All clusters of that level. */
  readonly clusters: readonly ClusterEntry[];
  readonly cluster: ClusterEntry;
}

/**
 * A cluster by its id.
 * @param vectors Names the model's vectors (`vectorsName`).
 * @throws LexiclipError `no-clusters`, `no-such-cluster`, or why the file cannot be used.
 */
export async function findCluster(
  collection: Collection,
  vectors: string,
  { id, level: wanted }: ClusterReference,
): Promise<FoundCluster> {
  const stored = await readClusters(collection, vectors);
  if (stored === undefined) {
    const failure = collection.problems.failureOf(clustersPath(vectors));
    throw new LexiclipError(failure ?? { kind: 'no-clusters' });
  }
  for (const { name: level, clusters } of stored.levels) {
    const cluster = clusters.find((one) => one.id === id);
    if (cluster !== undefined && (wanted === undefined || wanted === level))
      return { stored, level, clusters, cluster };
  }
  throw new LexiclipError({ kind: 'no-such-cluster', cluster: id });
}
