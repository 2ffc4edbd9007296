import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { symmetrised } from '../project/sparse.ts';
import { weightedGraph, type WeightedGraph } from './weighted-graph.ts';

/**
 * The graph that is clustered: an edge between an image and each of its k nearest, weighted by the reciprocals of their
 * ranks on both sides. Ranks need no scale of distances, which differs between models and regions, and as they fall
 * off, k hardly matters (docs/decisions/clusters.md).
 */
export function rankGraph({ count, k: stride, indices }: NeighbourGraph, neighbours: number): WeightedGraph {
  const k = Math.min(neighbours, stride);
  const weights = new Float32Array(count * k);
  for (let row = 0; row < count; row++)
    for (let rank = 0; rank < k; rank++) weights[row * k + rank] = 1 / (rank + 1);
  return weightedGraph(symmetrised({ count, indices, stride, k }, weights, (there, back) => there + back));
}
