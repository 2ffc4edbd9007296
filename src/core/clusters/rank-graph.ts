import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { symmetrised } from '../project/sparse.ts';
import { weightedGraph, type WeightedGraph } from './weighted-graph.ts';

/**
 * The graph that is clustered: an edge between an image and each of its nearest, weighted by the reciprocals of their
 * ranks on both sides. Ranks need no scale of distances, which differs between models and regions, and as they fall
 * off, the number of neighbours hardly matters (docs/decisions/clusters.md).
 */
export function rankGraph({ count, k, indices }: NeighbourGraph): WeightedGraph {
  const weights = new Float32Array(count * k).map((_, at) => 1 / ((at % k) + 1));
  const graph = { count, indices, stride: k, k };
  return weightedGraph(symmetrised(graph, weights, (there, back) => there + back));
}

/** The graph of only the `most` nearest. */
export function nearestOf(graph: NeighbourGraph, most: number): NeighbourGraph {
  const { count, k: stride } = graph;
  if (stride <= most) return graph;
  const [indices, distances] = [new Int32Array(count * most), new Float32Array(count * most)];
  for (let row = 0; row < count; row++) {
    const from = row * stride;
    indices.set(graph.indices.subarray(from, from + most), row * most);
    distances.set(graph.distances.subarray(from, from + most), row * most);
  }
  return { count, k: most, indices, distances };
}
