import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';

/** Clusters. */
const CENTRES = 60;
/** Width of the noise around a centre, whose coordinates have a width of 1. */
const NOISE = 0.8;
/** The first two of so many images are near-duplicates. */
const DUPLICATES_EVERY = 200;

/** Vectors of length 1 around some centres: row-major [n, dimension]. */
export function generateVectors(n: number, dimension: number, random: () => number): Float32Array {
  const centres = Float32Array.from({ length: CENTRES * dimension }, () => random() - 0.5);
  const vectors = new Float32Array(n * dimension);
  for (let row = 0; row < n; row++) {
    const centre = Math.floor(random() * CENTRES) * dimension;
    const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
    let squares = 0;
    for (let at = 0; at < dimension; at++) {
      const value = (centres[centre + at] ?? NaN) + NOISE * (random() - 0.5);
      vector[at] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let at = 0; at < dimension; at++) vector[at] = (vector[at] ?? NaN) / length;
  }
  return vectors;
}

/**
 * A valid graph that is not computed from vectors: that takes minutes for 100,000, and any graph costs the same to read.
 * The neighbours of a row are the rows beside it; a few pairs are near-duplicates.
 */
export function generateGraph(count: number, k: number, random: () => number): NeighbourGraph {
  const indices = new Int32Array(count * k);
  const distances = new Float32Array(count * k);
  for (let row = 0; row < count; row++) {
    const base = row * k;
    writeNeighbours(indices.subarray(base, base + k), row, count);
    const nearest = 0.1 + 0.3 * random();
    for (let at = 0; at < k; at++) distances[base + at] = nearest + 0.002 * at;
    if (row % DUPLICATES_EVERY < 2) distances[base] = 0.01;
  }
  return { count, k, indices, distances };
}

/** The row's partner first (0 and 1, 2 and 3, …), then the rows at distance 1, 2, … on both sides. */
function writeNeighbours(into: Int32Array, row: number, count: number): void {
  const partner = (row ^ 1) % count;
  let filled = 0;
  const add = (other: number): void => {
    if (filled < into.length) into[filled++] = other;
  };
  if (partner !== row) add(partner);
  for (let step = 1; filled < into.length; step++) {
    const [above, below] = [(row + step) % count, (row - step + count) % count];
    if (above !== partner) add(above);
    if (below !== partner && below !== above) add(below);
  }
}
