import type { ClusterEntry, ClustersHeader } from '../collection/clusters-schema.ts';
import type { StoredClusters } from '../collection/stored-clusters.ts';
import { isNamedByHand } from './earlier-clusters.ts';
import type { ClusterLevel } from './levels.ts';
import { membersOf } from './weighted-graph.ts';

type FileLevel = ClustersHeader['levels'][number];

/** A level, and what is known of each of its clusters. */
export interface DescribedLevel {
  readonly level: ClusterLevel;
  /** Ids of images. */
  readonly medoids: readonly string[];
  readonly suggested: readonly string[];
  readonly continued: readonly (ClusterEntry | undefined)[];
}

/**
 * The levels as their file has them, and where each image is at the last: earlier clusters keep their ids, and the names
 * that were given by hand.
 * @param described The coarsest first.
 */
export function fileLevels(
  described: readonly DescribedLevel[],
): Pick<StoredClusters, 'clusterOf'> & { readonly levels: FileLevel[] } {
  const keys = described.map((each) => clusterIds(each));
  const levels = described.map(({ level, medoids, suggested, continued }, depth): FileLevel => {
    const { members, starts } = membersOf(level);
    const coarser = described[depth - 1]?.level;
    const entries = (keys[depth] ?? []).map((id, cluster): ClusterEntry => {
      const [start = 0, end = 0] = [starts[cluster], starts[cluster + 1]];
      const earlier = continued[cluster];
      const own = suggested[cluster] ?? '';
      const parent = coarser?.communityOf[members[start] ?? 0];
      return {
        id,
        name: earlier !== undefined && isNamedByHand(earlier) ? earlier.name : own,
        suggested: own,
        size: end - start,
        medoid: medoids[cluster] ?? '',
        ...(parent === undefined ? {} : { parent: keys[depth - 1]?.[parent] ?? '' }),
      };
    });
    return { name: level.name, resolution: level.resolution, clusters: inOrder(entries) };
  });
  const places = new Map(levels.at(-1)?.clusters.map(({ id }, index) => [id, index]));
  const placeOf = keys.at(-1)?.map((id) => places.get(id) ?? -1) ?? [];
  const communityOf = described.at(-1)?.level.communityOf ?? new Int32Array();
  return { levels, clusterOf: communityOf.map((community) => placeOf[community] ?? -1) };
}

/** Earlier clusters keep theirs; new ones take the free numbers, the largest first. */
function clusterIds({ level, continued }: DescribedLevel): readonly string[] {
  const used = new Set<string>();
  const ids = continued.map((earlier) => {
    if (earlier === undefined || used.has(earlier.id)) return '';
    used.add(earlier.id);
    return earlier.id;
  });
  const { starts } = membersOf(level);
  const sizeOf = (cluster: number): number => (starts[cluster + 1] ?? 0) - (starts[cluster] ?? 0);
  const bySize = [...ids.keys()].sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  let number = 1;
  for (const cluster of bySize) {
    if (ids[cluster] !== '') continue;
    while (used.has(`${level.name}-${number}`)) number++;
    ids[cluster] = `${level.name}-${number++}`;
  }
  return ids;
}

const collator = new Intl.Collator('en', { numeric: true });

/** By id, so that a file differs from the one before only where clusters do. */
function inOrder(clusters: readonly ClusterEntry[]): ClusterEntry[] {
  return [...clusters].sort((a, b) => collator.compare(a.id, b.id) || (a.id < b.id ? -1 : 1));
}
