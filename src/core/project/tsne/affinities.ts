import type { NeighbourGraph } from '../../neighbours/graph.ts';

/** A symmetric matrix by its rows: those of `columns` and `values` from `offsets[row]` to `offsets[row + 1]`. */
export interface SparseAffinities {
  /** Rows. */
  readonly count: number;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** How far the entropy, in nats, may be from that of the perplexity: as in scikit-learn's t-SNE. */
const TOLERANCE = 1e-5;
const MOST_TRIES = 100;

/**
 * The joint probabilities of t-SNE: p_ij = (p_j|i + p_i|j) / 2n, where p_j|i is a Gaussian around i that reaches its
 * nearest 3 · perplexity neighbours and has the entropy log(perplexity) (van der Maaten, Accelerating t-SNE using
 * tree-based algorithms, 2014). Distances are those of unit vectors, |a - b|² = 2 · (1 - cosine). They sum to 1, unless
 * nobody has a neighbour. Where the graph has fewer neighbours than the perplexity, all of them weigh the same.
 */
export function affinities(graph: NeighbourGraph, perplexity: number): SparseAffinities {
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
  return symmetric(graph, nearest, conditional);
}

/** Probabilities of that entropy, falling with the exponential of squared distances, which are given nearest first. */
function gaussian(squared: Float64Array, entropy: number): Float64Array {
  const first = squared[0] ?? 0;
  const offsets = squared.map((value) => value - first);
  const weights = new Float64Array(squared.length);
  const mean = offsets.reduce((sum, value) => sum + value, 0) / Math.max(1, offsets.length);
  let precision = mean > 0 ? 1 / mean : 1;
  let [low, high] = [0, Infinity];
  let total = 1;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    total = 0;
    let moment = 0;
    for (let at = 0; at < weights.length; at++) {
      const offset = offsets[at] as number;
      const weight = Math.exp(-precision * offset);
      weights[at] = weight;
      total += weight;
      moment += weight * offset;
    }
    const excess = Math.log(total) + (precision * moment) / total - entropy;
    if (Math.abs(excess) < TOLERANCE) break;
    // Entropy falls as the precision grows.
    if (excess > 0) low = precision;
    else high = precision;
    precision = high === Infinity ? precision * 2 : (low + high) / 2;
    // The rows of duplicates, and those shorter than the perplexity, have no such precision.
    if (precision < 1e-12 || precision > 1e12) break;
  }
  return weights.map((weight) => weight / total);
}

/** The union of both directions of a graph of which each row has `nearest` neighbours. */
function symmetric(graph: NeighbourGraph, nearest: number, conditional: Float32Array): SparseAffinities {
  const { count, k, indices } = graph;
  // Who has a point as its neighbour, by points.
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < nearest; at++) {
      const next = (indices[row * k + at] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
  }
  for (let row = 0; row < count; row++) {
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  }
  const sources = new Int32Array(count * nearest);
  const back = new Float32Array(count * nearest);
  const next = starts.slice();
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < nearest; at++) {
      const column = indices[row * k + at] as number;
      const place = next[column] as number;
      next[column] = place + 1;
      sources[place] = row;
      back[place] = conditional[row * nearest + at] as number;
    }
  }
  const offsets = new Int32Array(count + 1);
  const columns = new Int32Array(2 * count * nearest);
  const values = new Float32Array(2 * count * nearest);
  /** Where each column is in the row at hand, or in an earlier one. */
  const places = new Int32Array(count).fill(-1);
  let end = 0;
  for (let row = 0; row < count; row++) {
    const start = end;
    for (let at = 0; at < nearest; at++) {
      const column = indices[row * k + at] as number;
      places[column] = end;
      columns[end] = column;
      values[end++] = (conditional[row * nearest + at] as number) / (2 * count);
    }
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const column = sources[at] as number;
      let place = places[column] as number;
      if (place < start) {
        place = end++;
        columns[place] = column;
      }
      values[place] = (values[place] as number) + (back[at] as number) / (2 * count);
    }
    offsets[row + 1] = end;
  }
  return { count, offsets, columns: columns.slice(0, end), values: values.slice(0, end) };
}
