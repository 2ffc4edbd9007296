import type { NeighbourGraph } from '../../../../src/core/collection/neighbour-graph.ts';
import { seededRandom } from '../../../../src/core/random.ts';
import { plainGraph } from '../../../fakes/projection.ts';

/** Unit vectors around `clusters` directions, one row each; `noise` is small against 1. */
export function clusteredVectors(count: number, clusters: number, noise = 0.6, dimension = 16): number[][] {
  const random = seededRandom(7);
  const draw = (): number[] => Array.from({ length: dimension }, () => random() - 0.5);
  const centres = Array.from({ length: clusters }, draw);
  return Array.from({ length: count }, (_, row) => {
    const centre = centres[row % clusters] ?? [];
    const vector = draw().map((value, axis) => (centre[axis] ?? 0) + noise * value);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

/** Each row's k nearest by cosine. */
export function graphOf(vectors: readonly (readonly number[])[], k: number): NeighbourGraph {
  return plainGraph(Float32Array.from(vectors.flat()), vectors[0]?.length ?? 0, k);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);
}

/** t-SNE's joint probabilities over all pairs of unit vectors, plainly, [n][n]. */
export function plainAffinities(vectors: readonly (readonly number[])[], perplexity: number): number[][] {
  const conditional = vectors.map((vector, row) => {
    const squared = vectors.map((other) => 2 - 2 * dot(vector, other));
    let [low, high] = [0, 1e6];
    let probabilities: number[] = [];
    for (let attempt = 0; attempt < 200; attempt++) {
      const precision = (low + high) / 2;
      const weights = squared.map((value, index) => (index === row ? 0 : Math.exp(-precision * value)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      probabilities = weights.map((weight) => weight / total);
      const entropy = -probabilities.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
      if (entropy > Math.log(perplexity)) low = precision;
      else high = precision;
    }
    return probabilities;
  });
  return conditional.map((row, i) =>
    row.map((value, j) => (value + (conditional[j]?.[i] ?? 0)) / (2 * vectors.length)),
  );
}

/** The Kullback-Leibler divergence of a layout of rows, in double precision. */
export function plainDivergence(
  affinities: readonly (readonly number[])[],
  layout: readonly (readonly number[])[],
): number {
  const similarities = layout.map((a, i) =>
    layout.map((b, j) =>
      i === j ? 0 : 1 / (1 + a.reduce((sum, value, axis) => sum + (value - (b[axis] ?? 0)) ** 2, 0)),
    ),
  );
  const total = similarities.flat().reduce((sum, value) => sum + value, 0);
  return affinities
    .flatMap((row, i) =>
      row.map((p, j) => (p > 0 ? p * Math.log((p * total) / (similarities[i]?.[j] ?? 0)) : 0)),
    )
    .reduce((sum, value) => sum + value, 0);
}

/** Numbers around 0, of the same kind everywhere. */
export function randomLayout(count: number, dimensions: number, width: number, seed = 3): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * dimensions }, () => width * (random() - 0.5));
}

export function rowsOf(layout: Float32Array, dimensions: number): number[][] {
  return Array.from({ length: layout.length / dimensions }, (_, row) =>
    Array.from(layout.subarray(row * dimensions, (row + 1) * dimensions)),
  );
}
