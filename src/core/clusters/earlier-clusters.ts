import type { ClusterEntry } from '../collection/clusters-schema.ts';
import type { ClusterColumn } from './columns.ts';
import type { Partition } from './weighted-graph.ts';

/**
 * The earlier cluster that each cluster continues, at one level: the one with which it shares the largest part of the
 * images that were there before, where these are more than half of the one's or the other's.
 * Each is continued once.
 * @param earlier Of the same images as the partition, in the same order.
 */
export function continuedClusters(
  { communityOf, communities }: Partition,
  earlier: ClusterColumn | undefined,
): readonly (ClusterEntry | undefined)[] {
  const continued = new Array<ClusterEntry | undefined>(communities).fill(undefined);
  if (earlier === undefined) return continued;
  const { clusters, clusterOf } = earlier;
  const [now, before] = [new Int32Array(communities), new Int32Array(clusters.length)];
  const shared = new Map<number, number>();
  clusterOf.forEach((old, row) => {
    if (old === -1) return;
    const community = communityOf[row] ?? 0;
    now[community] = (now[community] ?? 0) + 1;
    before[old] = (before[old] ?? 0) + 1;
    const pair = community * clusters.length + old;
    shared.set(pair, (shared.get(pair) ?? 0) + 1);
  });
  const pairs = [...shared].map(([pair, images]) => {
    const [community, old] = [Math.floor(pair / clusters.length), pair % clusters.length];
    const [own, its] = [now[community] ?? 0, before[old] ?? 0];
    return { community, old, jaccard: images / (own + its - images), most: images / Math.min(own, its) };
  });
  pairs.sort((a, b) => b.jaccard - a.jaccard || a.community - b.community || a.old - b.old);
  const taken = new Set<number>();
  for (const { community, old, most } of pairs) {
    if (most <= 0.5 || continued[community] !== undefined || taken.has(old)) continue;
    taken.add(old);
    continued[community] = clusters[old];
  }
  return continued;
}

export function isNamedByHand({ name, suggested }: ClusterEntry): boolean {
  return name !== suggested;
}
