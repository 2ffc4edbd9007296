import type { SparseMatrix } from '../project/sparse.ts';

/** An undirected graph, each edge in the rows of both its ends. */
export interface WeightedGraph extends Omit<SparseMatrix, 'values'> {
  /** In float64: sums of float32 are exact then, and an edge weighs the same from both its ends. */
  readonly values: Float64Array;
  /** [count]: the weights of a node's edges, those within what it stands for counted twice. */
  readonly strengths: Float64Array;
  /** The sum of all strengths: twice the weight of all edges. */
  readonly total: number;
}

export function weightedGraph(edges: SparseMatrix): WeightedGraph {
  const { count, offsets, values } = edges;
  const strengths = new Float64Array(count);
  for (let node = 0; node < count; node++) {
    let sum = 0;
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++) sum += values[at] ?? 0;
    strengths[node] = sum;
  }
  return {
    ...edges,
    values: Float64Array.from(values),
    strengths,
    total: strengths.reduce((sum, one) => sum + one, 0),
  };
}

/** Each node's community, numbered from 0 without gaps. */
export interface Partition {
  readonly communityOf: Int32Array;
  readonly communities: number;
}

/** The same communities, numbered in the order of their first nodes. */
export function renumbered(communityOf: Int32Array): Partition {
  const names = new Int32Array(communityOf.length).fill(-1);
  let communities = 0;
  const renamed = communityOf.map((community) => {
    if (names[community] === -1) names[community] = communities++;
    return names[community] ?? 0;
  });
  return { communityOf: renamed, communities };
}

/** The communities of communities: what the node of each node's community is in. */
export function composed(inner: Partition, outer: Partition): Partition {
  const communityOf = inner.communityOf.map((community) => outer.communityOf[community] ?? 0);
  return { communityOf, communities: outer.communities };
}

/** A node for each community, whose edges are all those between members. */
export function aggregated(graph: WeightedGraph, partition: Partition): WeightedGraph {
  const { offsets, columns, values, strengths, total } = graph;
  const { communityOf, communities } = partition;
  const { members, starts } = membersOf(partition);
  const sums = new Float64Array(communities);
  const isTouched = new Uint8Array(communities);
  const ends = new Int32Array(communities + 1);
  const [to, weights] = [new Int32Array(columns.length), new Float64Array(columns.length)];
  const summed = new Float64Array(communities);
  let end = 0;
  for (let community = 0; community < communities; community++) {
    const from = end;
    for (let place = starts[community] ?? 0; place < (starts[community + 1] ?? 0); place++) {
      const node = members[place] ?? 0;
      summed[community] = (summed[community] ?? 0) + (strengths[node] ?? 0);
      for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++) {
        const other = communityOf[columns[at] ?? 0] ?? 0;
        if (other === community) continue;
        if (isTouched[other] === 0) {
          isTouched[other] = 1;
          to[end++] = other;
        }
        sums[other] = (sums[other] ?? 0) + (values[at] ?? 0);
      }
    }
    for (let at = from; at < end; at++) {
      const other = to[at] ?? 0;
      weights[at] = sums[other] ?? 0;
      sums[other] = 0;
      isTouched[other] = 0;
    }
    ends[community + 1] = end;
  }
  return {
    count: communities,
    offsets: ends,
    columns: to.slice(0, end),
    values: weights.slice(0, end),
    strengths: summed,
    total,
  };
}

/** The nodes of each community, ascending: `members` from `starts[c]` to `starts[c + 1]`. */
export function membersOf({ communityOf, communities }: Partition): {
  readonly members: Int32Array;
  readonly starts: Int32Array;
} {
  const starts = new Int32Array(communities + 1);
  for (const community of communityOf) starts[community + 1] = (starts[community + 1] ?? 0) + 1;
  for (let at = 0; at < communities; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice(0, communities);
  const members = new Int32Array(communityOf.length);
  communityOf.forEach((community, node) => {
    const place = next[community] ?? 0;
    members[place] = node;
    next[community] = place + 1;
  });
  return { members, starts };
}
