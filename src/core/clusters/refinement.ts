import { renumbered, type Partition, type WeightedGraph } from './weighted-graph.ts';

/**
 * Leiden's refinement (Traag, Waltman and van Eck 2019, algorithm A.2, `MergeNodesSubset`): each community from single
 * nodes again, which join only what is in it and is well connected with its rest. So no community is in pieces, as
 * those of Louvain may be. Of several, a node joins the best, as in leidenalg; the paper draws one by its gain.
 * @param order The nodes, in the order in which they are visited.
 */
export function refine(
  graph: WeightedGraph,
  resolution: number,
  { communityOf, communities }: Partition,
  order: Int32Array,
): Partition {
  const { count, offsets, columns, values, strengths, total } = graph;
  const wholes = new Float64Array(communities);
  communityOf.forEach((community, node) => {
    wholes[community] = (wholes[community] ?? 0) + (strengths[node] ?? 0);
  });
  const joined = Int32Array.from({ length: count }, (_, node) => node);
  const sums = strengths.slice();
  const isAlone = new Uint8Array(count).fill(1);
  /** Of each part: its edges to the rest of its community. */
  const outward = new Float64Array(count);
  for (let node = 0; node < count; node++) {
    let sum = 0;
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++)
      if (communityOf[columns[at] ?? 0] === communityOf[node]) sum += values[at] ?? 0;
    outward[node] = sum;
  }
  const isConnected = (part: number, whole: number): boolean => {
    const sum = sums[part] ?? 0;
    return (outward[part] ?? 0) >= (resolution * sum * (whole - sum)) / total;
  };
  const linked = new Float64Array(count);
  const near = new Int32Array(count);
  for (const node of order) {
    const community = communityOf[node] ?? 0;
    const whole = wholes[community] ?? 0;
    if (isAlone[node] === 0 || !isConnected(node, whole)) continue;
    let found = 0;
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++) {
      const other = columns[at] ?? 0;
      if (communityOf[other] !== community) continue;
      const part = joined[other] ?? 0;
      const before = linked[part] ?? 0;
      if (before === 0) near[found++] = part;
      linked[part] = before + (values[at] ?? 0);
    }
    const strength = strengths[node] ?? 0;
    const cost = (resolution * strength) / total;
    let [best, gained, between] = [-1, 0, 0];
    for (let at = 0; at < found; at++) {
      const part = near[at] ?? 0;
      const weight = linked[part] ?? 0;
      linked[part] = 0;
      const gain = weight - cost * (sums[part] ?? 0);
      if (gain > gained && isConnected(part, whole)) [best, gained, between] = [part, gain, weight];
    }
    if (best === -1) continue;
    joined[node] = best;
    isAlone[node] = 0;
    isAlone[best] = 0;
    sums[best] = (sums[best] ?? 0) + strength;
    outward[best] = (outward[best] ?? 0) + (outward[node] ?? 0) - 2 * between;
  }
  return renumbered(joined);
}
