import { readClusters } from '../clusters/clusters-file.ts';
import type { CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { vectorsName } from '../collection/embedding-rows.ts';
import { inSlices } from '../collection/in-slices.ts';
import { counted, imagesByCluster, type StoredClusters } from '../collection/stored-clusters.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import type { ClusteredImageSnapshot, ClustersSnapshot } from '../reports.ts';

/** The images of clusters that were opened: the file of a large collection is gone through once. */
const opened = new WeakMap<StoredClusters, readonly (readonly string[])[]>();

/**
 * The clusters of the vectors that the newest map shows, from the level `middle` on, or from the coarsest where there is
 * none of that name. Undefined where there are none.
 */
export async function clustersSnapshot(
  collection: Collection,
  view: CollectionView,
  maps: readonly StoredMap[],
): Promise<ClustersSnapshot | undefined> {
  const newest = newestMap(maps);
  if (newest === undefined) return undefined;
  const vectors = vectorsName(newest.model);
  const stored = await readClusters(collection, vectors);
  if (stored === undefined) return undefined;
  const middle = stored.levels.findIndex(({ name }) => name === 'middle');
  const levels = (await presentLevels(stored, view, collection)).slice(Math.max(middle, 0));
  if ((levels[0]?.clusters.length ?? 0) === 0) return undefined;
  return { vectors, levels, images: (cluster) => imagesOf(stored, cluster, view) };
}

/** By file: the view in which its images were counted last, and the levels with the sizes that they have there. */
const countedLast = new WeakMap<StoredClusters, { view: CollectionView; levels: StoredClusters['levels'] }>();

/** The levels with sizes that leave out images which were removed since the file was made. */
async function presentLevels(
  stored: StoredClusters,
  view: CollectionView,
  { pause }: Collection,
): Promise<StoredClusters['levels']> {
  const known = countedLast.get(stored);
  if (known?.view === view) return known.levels;
  const present = stored.clusterOf.slice();
  await inSlices(stored.ids, pause, (id, row) => {
    if (view.image(id) === undefined) present[row] = -1;
  });
  const levels = counted(stored.levels, present);
  countedLast.set(stored, { view, levels });
  return levels;
}

export function newestMap(maps: readonly StoredMap[]): StoredMap | undefined {
  return [...maps].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}

function imagesOf(
  stored: StoredClusters,
  cluster: string,
  view: CollectionView,
): readonly ClusteredImageSnapshot[] {
  const members = opened.get(stored) ?? imagesByCluster(stored);
  opened.set(stored, members);
  const at = stored.levels.at(-1)?.clusters.findIndex(({ id }) => id === cluster) ?? -1;
  return (members[at] ?? []).flatMap((id) => {
    const image = view.image(id);
    if (image === undefined) return [];
    const concept = view.concepts[image.concepts[0] ?? -1]?.name ?? '';
    return [{ id, prompt: image.prompt, path: image.path, concept }];
  });
}
