import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'npyjs';
import { embeddingsPath, neighboursPath } from '../../../src/core/collection/paths.ts';
import { dimensionOf, NEIGHBOURS, VECTORS_NAME } from './shape.ts';

/* The pure arithmetic of search, outliers and duplicates, on arrays in memory: a lower bound of their costs. */

const NEAREST = 15;
const LEAST_SIMILARITY = 0.95;

/** The cosine of each of n vectors with one direction. */
export function searchLoop(collection: string, n: number): () => unknown {
  const dimension = dimensionOf(n);
  const vectors = read(collection, embeddingsPath(VECTORS_NAME, 'npy')) as Float32Array;
  const direction = vectors.slice(0, dimension);
  const scores = new Float32Array(n);
  return () => {
    for (let row = 0; row < n; row++) {
      let sum = 0;
      for (let at = 0, base = row * dimension; at < dimension; at++)
        sum += (vectors[base + at] ?? NaN) * (direction[at] ?? NaN);
      scores[row] = sum;
    }
  };
}

/** The mean distance of each of n images to its nearest. */
export function outliersLoop(collection: string, n: number): () => unknown {
  const { k, distances } = readGraph(collection, n);
  const scores = new Float64Array(n);
  return () => {
    for (let row = 0; row < n; row++) {
      let sum = 0;
      for (let at = row * k; at < row * k + NEAREST; at++) sum += distances[at] ?? NaN;
      scores[row] = sum / NEAREST;
    }
  };
}

/** The pairs among n images that are nearly the same. */
export function duplicatesLoop(collection: string, n: number): () => unknown {
  const { k, indices, distances } = readGraph(collection, n);
  return () => {
    const pairs: number[] = [];
    for (let row = 0; row < n; row++)
      for (let at = row * k; at < row * k + k && 1 - (distances[at] ?? NaN) >= LEAST_SIMILARITY; at++)
        pairs.push(row, indices[at] ?? NaN);
    return pairs;
  };
}

function readGraph(
  collection: string,
  n: number,
): { readonly k: number; readonly indices: Int32Array; readonly distances: Float32Array } {
  const k = Math.min(NEIGHBOURS, n - 1);
  const file = (name: string): string => neighboursPath(VECTORS_NAME, k, `${name}.npy`);
  const indices = read(collection, file('indices')) as Int32Array;
  return { k, indices, distances: read(collection, file('distances')) as Float32Array };
}

/** The numbers of a `.npy`. */
function read(collection: string, file: string): ArrayBufferView {
  return parse(Uint8Array.from(readFileSync(path.join(collection, file))).buffer).data;
}
