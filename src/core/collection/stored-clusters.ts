import type { ClusteredImage, ClustersHeader } from './clusters-schema.ts';
import { SLICE, type Pause } from './index-entries.ts';
import { encodeJson } from './json.ts';

/** Clusters as they are kept in memory: their images as columns. */
export interface StoredClusters extends ClustersHeader {
  /** Of the images, in the order of the file. */
  readonly ids: readonly string[];
  /** [images]: of each, the index of its cluster at the last level; -1 where it names none that there is. */
  readonly clusterOf: Int32Array;
}

/** The images of a file, as they come. */
export class ClusterRows {
  readonly #ids: string[] = [];
  readonly #clusters: string[] = [];
  /** One text for all images of a cluster. */
  readonly #names = new Map<string, string>();

  static from(images: readonly ClusteredImage[]): ClusterRows {
    const rows = new ClusterRows();
    for (const image of images) rows.add(image);
    return rows;
  }

  /** @param known The same id, where it is in memory already. */
  add({ id, cluster }: ClusteredImage, known = id): void {
    const name = this.#names.get(cluster) ?? cluster;
    this.#names.set(name, name);
    this.#ids.push(known);
    this.#clusters.push(name);
  }

  of(header: ClustersHeader): StoredClusters {
    const indices = new Map(header.levels.at(-1)?.clusters.map(({ id }, index) => [id, index]));
    const clusterOf = Int32Array.from(this.#clusters, (cluster) => indices.get(cluster) ?? -1);
    return { ...header, levels: counted(header.levels, clusterOf), ids: this.#ids, clusterOf };
  }
}

type Levels = ClustersHeader['levels'];

/**
 * The levels with the sizes that their clusters have: a file that was edited may tell those of before.
 * @param clusterOf Of images, the index of the cluster at the last level, or -1.
 */
export function counted(levels: Levels, clusterOf: Int32Array): Levels {
  let sizes = new Map<string, number>();
  const finest = levels.at(-1)?.clusters ?? [];
  for (const cluster of clusterOf) {
    const id = finest[cluster]?.id;
    if (id !== undefined) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return levels
    .toReversed()
    .map((level) => {
      const clusters = level.clusters.map((one) => ({ ...one, size: sizes.get(one.id) ?? 0 }));
      const above = new Map<string, number>();
      for (const { parent, size } of clusters)
        if (parent !== undefined) above.set(parent, (above.get(parent) ?? 0) + size);
      sizes = above;
      return { ...level, clusters };
    })
    .toReversed();
}

/** The rows of each cluster of the last level, by the ids of their images. */
export function imagesByCluster({ levels, ids, clusterOf }: StoredClusters): readonly (readonly string[])[] {
  const images = (levels.at(-1)?.clusters ?? []).map((): string[] => []);
  clusterOf.forEach((cluster, row) => images[cluster]?.push(ids[row] ?? ''));
  for (const own of images) own.sort();
  return images;
}

/** The file in pieces, laid out as `encodeJson` would: the names first, then the images by cluster and id. */
export async function* encodeClusters(clusters: StoredClusters, pause: Pause): AsyncGenerator<string> {
  const text = encodeJson({ ...clusters, ids: undefined, clusterOf: undefined, images: [] });
  const tail = '[]\n}\n';
  const names = clusters.levels.at(-1)?.clusters.map(({ id }) => JSON.stringify(id)) ?? [];
  const images = imagesByCluster(clusters);
  if (images.every(({ length }) => length === 0)) {
    yield text;
    return;
  }
  yield `${text.slice(0, -tail.length)}[`;
  let separator = '\n';
  for (const [cluster, own] of images.entries())
    for (let at = 0; at < own.length; at += SLICE) {
      const items = own
        .slice(at, at + SLICE)
        .map(
          (id) =>
            `    {\n      "id": ${JSON.stringify(id)},\n      "cluster": ${names[cluster] ?? '""'}\n    }`,
        );
      yield separator + items.join(',\n');
      separator = ',\n';
      await pause();
    }
  yield '\n  ]\n}\n';
}
