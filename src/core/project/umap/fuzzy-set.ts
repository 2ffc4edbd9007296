import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';
import { symmetrised, type SparseMatrix } from '../sparse.ts';

/** Bisection steps, how near is near enough, and the least bandwidth: umap-learn's `smooth_knn_dist`. */
const STEPS = 64;
const TOLERANCE = 1e-5;
const LEAST_OF_MEAN = 1e-3;

/**
 * UMAP's fuzzy simplicial set (McInnes, Healy and Melville, 2018, section 3.1): how much each pair of points is
 * joined, 0 to 1, by the probabilistic union of both directions.
 * @param neighbors Neighbours of each point, itself among them, as in umap-learn.
 * @param metric `euclidean` takes the distance between vectors of length 1 instead of 1 - cosine.
 */
export function fuzzySet(
  graph: NeighbourGraph,
  neighbors: number,
  metric: 'cosine' | 'euclidean',
): SparseMatrix {
  const { count, indices, k: stride } = graph;
  const k = Math.min(neighbors - 1, stride);
  const distances = new Float32Array(count * k);
  for (let row = 0; row < count; row++)
    for (let at = 0; at < k; at++) {
      const cosine = graph.distances[row * stride + at] ?? 0;
      distances[row * k + at] = metric === 'cosine' ? cosine : Math.sqrt(2 * cosine);
    }
  const weights = memberships(distances, count, k, neighbors);
  return symmetrised({ count, indices, stride, k }, weights, (there, back) => there + back - there * back);
}

/** Row-major [count, k]: exp(-(distance - nearest) / bandwidth), summing to log2 of the neighbours. */
function memberships(distances: Float32Array, count: number, k: number, neighbors: number): Float32Array {
  const weights = new Float32Array(count * k);
  const target = Math.log2(neighbors);
  const meanOfAll = meanOf(distances) * (k / (k + 1));
  for (let row = 0; row < count; row++) {
    const own = distances.subarray(row * k, (row + 1) * k);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    // The point itself, at a distance of 0, counts in the mean as in umap-learn.
    const mean = meanOf(own) * (k / (k + 1));
    const least = LEAST_OF_MEAN * (nearest > 0 ? mean : meanOfAll);
    const bandwidth = Math.max(bandwidthOf(own, nearest, target), least);
    for (let at = 0; at < k; at++) {
      const beyond = (own[at] ?? 0) - nearest;
      weights[row * k + at] = beyond <= 0 || bandwidth === 0 ? 1 : Math.exp(-beyond / bandwidth);
    }
  }
  return weights;
}

function bandwidthOf(distances: Float32Array, nearest: number, target: number): number {
  let [low, middle, high] = [0, 1, Infinity];
  for (let step = 0; step < STEPS; step++) {
    let sum = 0;
    for (const distance of distances)
      sum += distance > nearest ? Math.exp(-(distance - nearest) / middle) : 1;
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) [high, middle] = [middle, (low + middle) / 2];
    else [low, middle] = [middle, high === Infinity ? middle * 2 : (middle + high) / 2];
  }
  return middle;
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
