import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';
import { symmetrised, type SparseMatrix } from '../sparse.ts';

/** How far the entropy, in nats, may be from that of the perplexity: as in scikit-learn's t-SNE. */
const TOLERANCE = 1e-5;
const MOST_TRIES = 100;
/** Of a precision, which is that of squared distances up to 4. */
const LEAST = 1e-12;

/**
 * The joint probabilities of t-SNE: p_ij = (p_j|i + p_i|j) / 2n, where p_j|i is a Gaussian around i that reaches its
 * nearest 3 · perplexity neighbours and has the entropy log(perplexity) (van der Maaten, Accelerating t-SNE using
 * tree-based algorithms, 2014). Distances are those of unit vectors, |a - b|² = 2 · (1 - cosine). They sum to 1, unless
 * nobody has a neighbour. Where the graph has fewer neighbours than the perplexity, all of them weigh the same.
 */
export function affinities(graph: NeighbourGraph, perplexity: number): SparseMatrix {
  const { count, k } = graph;
  const nearest = Math.max(0, Math.min(count - 1, k, Math.floor(3 * perplexity)));
  const conditional = new Float32Array(count * nearest);
  for (let row = 0; row < count; row++) {
    const squared = Float64Array.from(
      graph.distances.subarray(row * k, row * k + nearest),
      (distance) => 2 * distance,
    );
    conditional.set(gaussian(squared, Math.log(perplexity)), row * nearest);
  }
  const rows = { count, indices: graph.indices, stride: k, k: nearest };
  return symmetrised(rows, conditional, (there, back) => (there + back) / (2 * count));
}

/**
 * Probabilities of that entropy, falling with the exponential of squared distances, which are given nearest first:
 * Newton's method on the precision, by bisection where that leaves the bracket.
 */
function gaussian(squared: Float64Array, entropy: number): Float64Array {
  const first = squared[0] ?? 0;
  const offsets = squared.map((value) => value - first);
  const weights = new Float64Array(squared.length);
  const average = offsets.reduce((sum, value) => sum + value, 0) / offsets.length;
  let precision = average > 0 ? 1 / average : 1;
  let [low, high] = [0, Infinity];
  let total = 1;
  // The rows of duplicates, and those shorter than the perplexity, have no such precision.
  for (let attempt = 0; attempt < MOST_TRIES && precision > LEAST && precision < 1 / LEAST; attempt++) {
    total = 0;
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < weights.length; at++) {
      const offset = offsets[at] ?? 0;
      const weight = Math.exp(-precision * offset);
      weights[at] = weight;
      total += weight;
      sum += weight * offset;
      squares += weight * offset * offset;
    }
    const mean = sum / total;
    const excess = Math.log(total) + precision * mean - entropy;
    if (Math.abs(excess) < TOLERANCE) break;
    // Entropy falls as the precision grows.
    if (excess > 0) low = precision;
    else high = precision;
    const slope = precision * (squares / total - mean * mean);
    const newton = precision + excess / slope;
    if (newton > low && newton < high) precision = newton;
    else precision = high === Infinity ? precision * 2 : (low + high) / 2;
  }
  return weights.map((weight) => weight / total);
}
