import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';
import { QUALITY_NEIGHBOURS } from '../../neighbours/quality.ts';

/**
 * The connected components of a map's short edges: of those to the 15 nearest of each point, the ones that are no longer
 * than `reach` on the map. Rows ascending; the largest component first, of equals that with the first point.
 * @param layout Row-major [n, dimensions].
 */
export function tiedParts(
  layout: Float32Array,
  dimensions: number,
  { count, k, indices }: NeighbourGraph,
  reach: number,
): number[][] {
  const parents = Int32Array.from({ length: count }, (_, row) => row);
  // By halving paths (Tarjan and van Leeuwen, 1984); the first row stands for its part.
  const standsFor = (row: number): number => {
    let at = row;
    for (let next = parents[at] ?? at; next !== at; next = parents[at] ?? at) {
      parents[at] = parents[next] ?? next;
      at = next;
    }
    return at;
  };
  for (let row = 0; row < count; row++)
    for (let at = 0; at < Math.min(k, QUALITY_NEIGHBOURS); at++) {
      const other = indices[row * k + at] ?? 0;
      if (edgeLength(layout, dimensions, row, other) > reach) continue;
      const [one, two] = [standsFor(row), standsFor(other)];
      parents[Math.max(one, two)] = Math.min(one, two);
    }
  const parts = new Map<number, number[]>();
  for (let row = 0; row < count; row++) {
    const part = parts.get(standsFor(row));
    if (part === undefined) parts.set(row, [row]);
    else part.push(row);
  }
  return [...parts.values()].sort((a, b) => b.length - a.length);
}

/** On the map. */
export function edgeLength(layout: Float32Array, dimensions: number, a: number, b: number): number {
  let squared = 0;
  for (let axis = 0; axis < dimensions; axis++) {
    const apart = (layout[a * dimensions + axis] ?? 0) - (layout[b * dimensions + axis] ?? 0);
    squared += apart * apart;
  }
  return Math.sqrt(squared);
}
