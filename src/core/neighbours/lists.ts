import type { NeighbourGraph } from '../collection/neighbour-graph.ts';

/** More than a rounding of 1 - x in float32, less than what tells two images apart. */
const ROUNDING = 2.4e-7;

/** Rows that a key has room for: with the 31 bits of a distance they make 53, a float64's whole numbers. */
const ROWS = 2 ** 22;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Distance and row in one number: floats that are not negative are in the order of their bits (IEEE 754). */
function keyOf(distance: number, row: number): number {
  float[0] = distance;
  return (bits[0] ?? 0) * ROWS + row;
}

function distanceIn(key: number): number {
  bits[0] = Math.floor(key / ROWS);
  return float[0] ?? 0;
}

/**
 * The k nearest of each row so far: for each a heap of keys, with its worst at the root. Of equal distances, the
 * higher row is the worse.
 */
export class NeighbourLists {
  readonly count: number;
  readonly k: number;
  /**
   * For each row: a similarity below it has no place in its list; one that is not may have. It is what a scan looks
   * at, so it stands in a flat array.
   */
  readonly limits: Float32Array;
  readonly #keys: Float64Array;

  constructor(count: number, k: number) {
    if (count > ROWS) throw new RangeError(`no more than ${ROWS} vectors can be compared`);
    this.count = count;
    this.k = k;
    this.limits = new Float32Array(count).fill(-Infinity);
    this.#keys = new Float64Array(count * k).fill(Infinity);
  }

  /** Takes `other` into the row's list if it is among its k nearest so far. It must not be in it already. */
  offer(row: number, other: number, similarity: number): void {
    const keys = this.#keys;
    const base = row * this.k;
    const key = keyOf(Math.max(0, 1 - similarity), other);
    if (key >= (keys[base] ?? 0)) return;
    // The root goes; the worst of those below rise until the new one has its place.
    let at = 0;
    for (let below = 1; below < this.k; below = 2 * at + 1) {
      if (below + 1 < this.k && (keys[base + below + 1] ?? 0) > (keys[base + below] ?? 0)) below++;
      const worse = keys[base + below] ?? 0;
      if (key >= worse) break;
      keys[base + at] = worse;
      at = below;
    }
    keys[base + at] = key;
    this.#limit(row);
  }

  /** Gives an empty list its k entries, nearest first. */
  fill(row: number, indices: Int32Array, distances: Float32Array): void {
    const base = row * this.k;
    // Worst first is a heap.
    for (let at = 0; at < this.k; at++)
      this.#keys[base + this.k - 1 - at] = keyOf(distances[at] ?? 0, indices[at] ?? 0);
    this.#limit(row);
  }

  /** The graph, once every list is full; the lists are used up. */
  finish(): NeighbourGraph {
    const indices = new Int32Array(this.#keys.length);
    const distances = new Float32Array(this.#keys.length);
    for (let base = 0; base < this.#keys.length; base += this.k)
      this.#keys.subarray(base, base + this.k).sort();
    this.#keys.forEach((key, at) => {
      indices[at] = key % ROWS;
      distances[at] = distanceIn(key);
    });
    return { count: this.count, k: this.k, indices, distances };
  }

  #limit(row: number): void {
    const worst = this.#keys[row * this.k] ?? 0;
    if (worst < Infinity) this.limits[row] = 1 - distanceIn(worst) - ROUNDING;
  }
}
