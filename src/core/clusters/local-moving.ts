import { renumbered, type Partition, type WeightedGraph } from './weighted-graph.ts';

/** Visits to each node on average, at most: a few are enough, and roundings must not move nodes to and fro for ever. */
const MOST_VISITS = 1000;

/** A gain that rounding alone may make is none. */
const LEAST_GAIN = 1e-9;

/**
 * Leiden's fast local moving (Traag, Waltman and van Eck 2019, algorithm A.2, `MoveNodesFast`): each node moves to the
 * community, or out of all, where modularity with this resolution (Reichardt and Bornholdt 2006) gains most, until
 * none gains; only those beside one that has moved are visited again.
 * @param order The nodes, in the order of the first visits.
 */
export function moveNodes(
  graph: WeightedGraph,
  resolution: number,
  start: Partition,
  order: Int32Array,
): Partition {
  const { count, offsets, columns, values, strengths, total } = graph;
  const communityOf = start.communityOf.slice();
  const sums = new Float64Array(count);
  const sizes = new Int32Array(count);
  communityOf.forEach((community, node) => {
    sums[community] = (sums[community] ?? 0) + (strengths[node] ?? 0);
    sizes[community] = (sizes[community] ?? 0) + 1;
  });
  /** Communities without a node, the next to be used last. */
  const empty: number[] = [];
  for (let community = count - 1; community >= 0; community--)
    if (sizes[community] === 0) empty.push(community);
  const queue = order.slice();
  const isQueued = new Uint8Array(count).fill(1);
  const linked = new Float64Array(count);
  const near = new Int32Array(count);
  let [head, waiting] = [0, count];
  for (let visits = 0; waiting > 0 && visits < MOST_VISITS * count; visits++) {
    const node = queue[head] ?? 0;
    head = head + 1 === count ? 0 : head + 1;
    waiting--;
    isQueued[node] = 0;
    const own = communityOf[node] ?? 0;
    const [from, end] = [offsets[node] ?? 0, offsets[node + 1] ?? 0];
    let found = 0;
    for (let at = from; at < end; at++) {
      const community = communityOf[columns[at] ?? 0] ?? 0;
      const before = linked[community] ?? 0;
      if (before === 0) near[found++] = community;
      linked[community] = before + (values[at] ?? 0);
    }
    const strength = strengths[node] ?? 0;
    const cost = (resolution * strength) / total;
    const stays = (linked[own] ?? 0) - cost * ((sums[own] ?? 0) - strength);
    let [best, gained] = [own, Math.max(stays, 0)];
    for (let at = 0; at < found; at++) {
      const community = near[at] ?? 0;
      if (community !== own) {
        const gain = (linked[community] ?? 0) - cost * (sums[community] ?? 0);
        if (gain > gained + LEAST_GAIN) [best, gained] = [community, gain];
      }
      linked[community] = 0;
    }
    // Alone is better than at home.
    if (best === own && stays < -LEAST_GAIN && (sizes[own] ?? 0) > 1) best = empty.pop() ?? own;
    if (best === own) continue;
    communityOf[node] = best;
    sums[own] = (sums[own] ?? 0) - strength;
    sums[best] = (sums[best] ?? 0) + strength;
    sizes[best] = (sizes[best] ?? 0) + 1;
    const left = (sizes[own] ?? 0) - 1;
    sizes[own] = left;
    if (left === 0) empty.push(own);
    for (let at = from; at < end; at++) {
      const other = columns[at] ?? 0;
      if (isQueued[other] === 1 || communityOf[other] === best) continue;
      isQueued[other] = 1;
      const place = head + waiting++;
      queue[place < count ? place : place - count] = other;
    }
  }
  return renumbered(communityOf);
}
