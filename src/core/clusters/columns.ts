import type { ClusterEntry, LevelName } from '../collection/clusters-schema.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { Pause } from '../collection/index-entries.ts';
import type { StoredClusters } from '../collection/stored-clusters.ts';

/** A level of clusters, by image. */
export interface ClusterColumn {
  readonly name: LevelName;
  readonly clusters: readonly ClusterEntry[];
  /** [images]: the index of each image's cluster, or -1 for an image that is in none. */
  readonly clusterOf: Int32Array;
}

/**
 * Which cluster each image is in, at each level, the coarsest first. The file may be of other images, or have been
 * edited: an image that it names twice is where it names it first, one that it does not name is in no cluster, and so is,
 * at coarser levels, one whose cluster names no parent that there is.
 * @param ids The images, in the order that is wanted.
 */
export async function clusterColumns(
  { levels, ids: own, clusterOf: known }: StoredClusters,
  ids: readonly string[],
  pause: Pause,
): Promise<readonly ClusterColumn[]> {
  const finest = levels.at(-1);
  if (finest === undefined) return [];
  const byId = new Map<string, number>();
  await inSlices(own, pause, (id, row) => {
    if (!byId.has(id)) byId.set(id, known[row] ?? -1);
  });
  let clusterOf: Int32Array = new Int32Array(ids.length);
  await inSlices(ids, pause, (id, at) => {
    clusterOf[at] = byId.get(id) ?? -1;
  });
  let { clusters } = finest;
  const columns: ClusterColumn[] = [{ name: finest.name, clusters, clusterOf }];
  for (const level of levels.slice(0, -1).reverse()) {
    const indices = new Map(level.clusters.map(({ id }, index) => [id, index]));
    const parents = clusters.map(({ parent }) => (parent === undefined ? -1 : (indices.get(parent) ?? -1)));
    clusterOf = clusterOf.map((index) => parents[index] ?? -1);
    ({ clusters } = level);
    columns.unshift({ name: level.name, clusters, clusterOf });
  }
  return columns;
}
