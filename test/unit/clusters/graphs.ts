import {
  weightedGraph,
  type Partition,
  type WeightedGraph,
} from '../../../src/core/clusters/weighted-graph.ts';

export type Edge = readonly [a: number, b: number, weight?: number];

export function graphOf(count: number, edges: readonly Edge[]): WeightedGraph {
  const rows = Array.from({ length: count }, (): (readonly [number, number])[] => []);
  for (const [a, b, weight = 1] of edges) {
    rows[a]?.push([b, weight]);
    rows[b]?.push([a, weight]);
  }
  for (const row of rows) row.sort(([a], [b]) => a - b);
  const offsets = Int32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length)]);
  const all = rows.flat();
  return weightedGraph({
    count,
    offsets,
    columns: Int32Array.from(all, ([column]) => column),
    values: Float32Array.from(all, ([, weight]) => weight),
  });
}

/** Newman and Girvan's modularity with a resolution, straight from its definition. */
export function modularity(graph: WeightedGraph, { communityOf }: Partition, resolution = 1): number {
  const { count, offsets, columns, values, strengths, total } = graph;
  let sum = 0;
  for (let node = 0; node < count; node++) {
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++)
      if (communityOf[node] === communityOf[columns[at] ?? 0]) sum += values[at] ?? 0;
    for (let other = 0; other < count; other++)
      if (communityOf[node] === communityOf[other])
        sum -= (resolution * (strengths[node] ?? 0) * (strengths[other] ?? 0)) / total;
  }
  return sum / total;
}

/** How many pieces the communities are in: as many as there are, where each is connected. */
export function pieces({ count, offsets, columns }: WeightedGraph, { communityOf }: Partition): number {
  const isSeen = new Uint8Array(count);
  let found = 0;
  for (let first = 0; first < count; first++) {
    if (isSeen[first] === 1) continue;
    found++;
    const stack = [first];
    isSeen[first] = 1;
    for (let node = stack.pop(); node !== undefined; node = stack.pop())
      for (const other of columns.subarray(offsets[node], offsets[node + 1])) {
        if (isSeen[other] === 1 || communityOf[other] !== communityOf[node]) continue;
        isSeen[other] = 1;
        stack.push(other);
      }
  }
  return found;
}

/** Takes a computation to its end. */
export function resultOf<T>(steps: Generator<void, T, undefined>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
