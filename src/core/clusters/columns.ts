import type { ClusterEntry, ClustersFile, LevelName } from '../collection/clusters-schema.ts';

/** A level of clusters, by image. */
export interface ClusterColumn {
  readonly name: LevelName;
  readonly clusters: readonly ClusterEntry[];
  /** [images]: the index of each image's cluster, or -1 for an image that is in none. */
  readonly clusterOf: Int32Array;
}

/**
 * Which cluster each image is in, at each level, the coarsest first. The file may be of other images, or have been
 * edited: an image that is named twice is in the first cluster that names it, one that is not named is in none, and so
 * is, at coarser levels, one whose cluster names no parent that there is.
 * @param ids The images, in the order that is wanted.
 */
export function clusterColumns({ levels }: ClustersFile, ids: readonly string[]): readonly ClusterColumn[] {
  const finest = levels.at(-1);
  if (finest === undefined) return [];
  const byId = new Map<string, number>();
  for (const [index, { images = [] }] of finest.clusters.entries())
    for (const id of images) if (!byId.has(id)) byId.set(id, index);
  let clusterOf = Int32Array.from(ids, (id) => byId.get(id) ?? -1);
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
