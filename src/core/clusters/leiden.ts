import { moveNodes } from './local-moving.ts';
import { refine } from './refinement.ts';
import { aggregated, composed, renumbered, type Partition, type WeightedGraph } from './weighted-graph.ts';

/** More change little: leidenalg's default. */
const ROUNDS = 2;

/**
 * The communities of a graph by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
 * guaranteeing well-connected communities"), by modularity with a resolution (Reichardt and Bornholdt 2006): the
 * higher, the more and the smaller.
 * @param random In [0, 1): the same numbers give the same communities.
 */
export function leiden(
  graph: WeightedGraph,
  resolution: number,
  random: () => number,
  start: Partition = singletons(graph.count),
): Partition {
  let found = start;
  for (let round = 0; round < ROUNDS; round++) {
    const next = leidenRound(graph, resolution, random, found);
    if (isEqual(next, found)) break;
    found = next;
  }
  return found;
}

function leidenRound(
  graph: WeightedGraph,
  resolution: number,
  random: () => number,
  start: Partition,
): Partition {
  let [level, partition] = [graph, start];
  /** The node of the level that each node of the graph is in. */
  let nodes = singletons(graph.count);
  for (;;) {
    partition = moveNodes(level, resolution, partition, shuffled(level.count, random));
    if (partition.communities === level.count) break;
    const refined = refine(level, resolution, partition, shuffled(level.count, random));
    // No two could be joined: another level would be the same.
    if (refined.communities === level.count) break;
    const outer = new Int32Array(refined.communities);
    refined.communityOf.forEach((part, node) => (outer[part] = partition.communityOf[node] ?? 0));
    level = aggregated(level, refined);
    nodes = composed(nodes, refined);
    partition = { communityOf: outer, communities: partition.communities };
  }
  return renumbered(composed(nodes, partition).communityOf);
}

export function singletons(count: number): Partition {
  return { communityOf: Int32Array.from({ length: count }, (_, node) => node), communities: count };
}

/** Fisher and Yates's shuffle. */
function shuffled(count: number, random: () => number): Int32Array {
  const order = singletons(count).communityOf;
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

function isEqual(a: Partition, b: Partition): boolean {
  return a.communities === b.communities && a.communityOf.every((one, node) => one === b.communityOf[node]);
}
