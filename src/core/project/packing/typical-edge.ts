import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';
import { edgeLength } from './tied-parts.ts';

/** So many points, evenly spaced, tell it, by so many of their nearest. */
const SAMPLE = { points: 2000, nearest: 5 };

/**
 * How far apart neighbours are on a map: the median of the lengths of edges to the nearest of each point; 0 where there are
 * none. Moving whole pieces hardly changes it.
 * @param layout Row-major [n, dimensions].
 */
export function typicalEdge(
  layout: Float32Array,
  dimensions: number,
  { count, k, indices }: NeighbourGraph,
): number {
  const nearest = Math.min(k, SAMPLE.nearest);
  const every = Math.ceil(count / SAMPLE.points);
  const lengths: number[] = [];
  for (let row = 0; row < count; row += every)
    for (let at = row * k; at < row * k + nearest; at++)
      lengths.push(edgeLength(layout, dimensions, row, indices[at] ?? 0));
  return lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}
