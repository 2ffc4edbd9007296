import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';

/** Cosines of a row and all rows, in float64. */
export function cosines(vectors: Float32Array, dimension: number, row: number): number[] {
  return Array.from({ length: vectors.length / dimension }, (_, other) => {
    let sum = 0;
    for (let at = 0; at < dimension; at++)
      sum += (vectors[row * dimension + at] ?? NaN) * (vectors[other * dimension + at] ?? NaN);
    return sum;
  });
}

/** The k nearest by sorting all. */
export function plainNeighbours(vectors: Float32Array, dimension: number, k: number): NeighbourGraph {
  const count = vectors.length / dimension;
  const lists = Array.from({ length: count }, (_, row) => {
    const all = cosines(vectors, dimension, row).map((cosine, other) => ({ cosine, other }));
    const others = all.filter(({ other }) => other !== row);
    return others.sort((a, b) => b.cosine - a.cosine || a.other - b.other).slice(0, k);
  });
  return {
    count,
    k,
    indices: Int32Array.from(lists.flatMap((list) => list.map(({ other }) => other))),
    distances: Float32Array.from(lists.flatMap((list) => list.map(({ cosine }) => Math.max(0, 1 - cosine)))),
  };
}

/** Where two graphs differ by more than a rounding: lists of distances, and members whose distance differs. */
export function differences(ours: NeighbourGraph, theirs: NeighbourGraph): string[] {
  if (ours.count !== theirs.count || ours.k !== theirs.k) return ['of another shape'];
  const found: string[] = [];
  for (let row = 0; row < ours.count; row++) {
    const members = (graph: NeighbourGraph): Map<number, number> =>
      new Map(
        Array.from({ length: graph.k }, (_, at) => [
          graph.indices[row * graph.k + at] ?? -1,
          graph.distances[row * graph.k + at] ?? NaN,
        ]),
      );
    const [mine, other] = [members(ours), members(theirs)];
    const furthest = Math.max(...other.values());
    if (mine.size !== ours.k || mine.has(row)) found.push(`row ${row} has a neighbour twice, or itself`);
    for (const [index, distance] of mine)
      if (!(Math.abs(distance - (other.get(index) ?? furthest)) < 1e-6))
        found.push(`row ${row}: ${index} at ${distance}`);
  }
  return found;
}
