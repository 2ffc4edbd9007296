import type { VectorSet } from '../collection/vector-set.ts';
import { type Partition, type WeightedGraph } from './weighted-graph.ts';

/** Row-major [communities, dimension]: the direction of the sum of each community's vectors. */
export function centresOf(
  { vectors, dimension }: VectorSet,
  { communityOf, communities }: Partition,
): Float32Array {
  const centres = new Float32Array(communities * dimension);
  for (let row = 0; row < communityOf.length; row++) {
    const [from, to] = [row * dimension, (communityOf[row] ?? 0) * dimension];
    for (let at = 0; at < dimension; at++)
      centres[to + at] = (centres[to + at] ?? 0) + (vectors[from + at] ?? 0);
  }
  for (let community = 0; community < communities; community++) {
    const centre = centres.subarray(community * dimension, (community + 1) * dimension);
    const length = Math.sqrt(dot(centre, 0, centre, 0, dimension));
    if (length > 0) centre.forEach((value, at) => (centre[at] = value / length));
  }
  return centres;
}

/** [communities]: of each, the row whose vector is nearest to its centre (`centresOf`); among equals the first. */
export function medoidsOf(
  { vectors, dimension }: VectorSet,
  { communityOf, communities }: Partition,
  centres: Float32Array,
): Int32Array {
  const medoids = new Int32Array(communities);
  const best = new Float64Array(communities).fill(-Infinity);
  for (let row = 0; row < communityOf.length; row++) {
    const community = communityOf[row] ?? 0;
    const cosine = dot(vectors, row * dimension, centres, community * dimension, dimension);
    if (!(cosine > (best[community] ?? 0))) continue;
    best[community] = cosine;
    medoids[community] = row;
  }
  return medoids;
}

/** Nearest centres that a community is bridged to, and the weight of it all, as a share of its strength. */
const BRIDGES = 3;
const BRIDGE_WEIGHT = 0.01;

/**
 * The graph with weak edges between communities whose centres are near. Images that are unlike all others but their own
 * kind are no neighbours of any other, so that nothing would say which of their clusters belong together. Beside an
 * edge of neighbours a bridge weighs next to nothing.
 * @param graph A node for each community.
 */
export function bridged(graph: WeightedGraph, centres: Float32Array): WeightedGraph {
  const { count, strengths } = graph;
  const dimension = centres.length / count;
  const rows = Array.from({ length: count }, (_, node) => edgesOf(graph, node));
  const add = (a: number, b: number, weight: number): void => {
    rows[a]?.set(b, (rows[a].get(b) ?? 0) + weight);
  };
  for (let node = 0; node < count; node++) {
    const near: { readonly other: number; readonly cosine: number }[] = [];
    for (let other = 0; other < count; other++) {
      if (other === node) continue;
      const cosine = dot(centres, node * dimension, centres, other * dimension, dimension);
      if (near.length === BRIDGES && !(cosine > (near.at(-1)?.cosine ?? 0))) continue;
      const place = near.findIndex((one) => cosine > one.cosine);
      near.splice(place === -1 ? near.length : place, 0, { other, cosine });
      near.length = Math.min(near.length, BRIDGES);
    }
    near.forEach(({ other }, rank) => {
      const weight = (BRIDGE_WEIGHT * Math.min(strengths[node] ?? 0, strengths[other] ?? 0)) / (rank + 1);
      add(node, other, weight);
      add(other, node, weight);
    });
  }
  return fromRows(rows, graph);
}

function edgesOf({ offsets, columns, values }: WeightedGraph, node: number): Map<number, number> {
  const edges = new Map<number, number>();
  for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++)
    edges.set(columns[at] ?? 0, values[at] ?? 0);
  return edges;
}

function fromRows(rows: readonly ReadonlyMap<number, number>[], graph: WeightedGraph): WeightedGraph {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach(({ size }, node) => (offsets[node + 1] = (offsets[node] ?? 0) + size));
  const columns = Int32Array.from(rows.flatMap((row) => [...row.keys()]));
  const values = Float64Array.from(rows.flatMap((row) => [...row.values()]));
  return { ...graph, offsets, columns, values };
}

/** Of `length` numbers of each. */
export function dot(a: Float32Array, fromA: number, b: Float32Array, fromB: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (a[fromA + at] ?? 0) * (b[fromB + at] ?? 0);
  return sum;
}
