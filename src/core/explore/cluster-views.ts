import { readClusters } from '../clusters/clusters-file.ts';
import { clusterColumns } from '../clusters/columns.ts';
import { isNamedByImage } from '../clusters/naming.ts';
import type { LevelName } from '../collection/clusters-schema.ts';
import type { Collection } from '../collection/collection.ts';

/** Clusters at one level, aligned with the images of a map. */
export interface ClusterView {
  /** The vectors that were clustered, by their name: `ProjectionView.vectors` of the maps that were made of them. */
  readonly vectors: string;
  readonly level: LevelName;
  /** The clusters, the largest first. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** The row of the most central image of each that has no name in words; -1 for others. */
  readonly faces: readonly number[];
  /** [images]: the index of each image's cluster, or `NO_CLUSTER`. */
  readonly clusterOf: Uint32Array;
}

export const NO_CLUSTER = 0xffffffff;

/** Those that were made last, and of what: clusters of the same file over the same images are the same objects. */
export class KeptClusters {
  #of: readonly unknown[] = [];
  #views: readonly ClusterView[] = [];

  /** @param ids Of the images, in the order of the map. @param vectors Of its projections. */
  async read(
    collection: Collection,
    ids: readonly string[],
    vectors: readonly string[],
  ): Promise<readonly ClusterView[]> {
    const stored = await Promise.all(vectors.map((name) => readClusters(collection, name)));
    const of = [ids, ...vectors, ...stored];
    if (of.length === this.#of.length && of.every((one, at) => one === this.#of[at])) return this.#views;
    const views: ClusterView[] = [];
    const rows = new Map(ids.map((id, row) => [id, row]));
    for (const [at, clusters] of stored.entries()) {
      if (clusters === undefined) continue;
      for (const { name: level, clusters: entries, clusterOf } of await clusterColumns(
        clusters,
        ids,
        collection.pause,
      ))
        views.push({
          vectors: vectors[at] ?? '',
          level,
          ids: entries.map(({ id }) => id),
          names: entries.map(({ name }) => name),
          faces: entries.map((entry) => (isNamedByImage(entry) ? (rows.get(entry.medoid) ?? -1) : -1)),
          clusterOf: Uint32Array.from(clusterOf, (cluster) => (cluster < 0 ? NO_CLUSTER : cluster)),
        });
    }
    this.#of = of;
    this.#views = views;
    return views;
  }
}
