import type { NeighbourGraph } from './graph.ts';

/** More than a rounding of 1 - x in float32, less than what tells two images apart. */
const ROUNDING = 2.4e-7;

/**
 * The k nearest of each row so far, in the arrays of the graph that they become. Each list is a heap with its worst
 * at the root; of equals, the higher row is the worse.
 */
export class NeighbourLists {
  readonly count: number;
  readonly k: number;
  /**
   * For each row: a similarity below it has no place in its list; one that is not may have. It is what a scan looks
   * at, so it stands in a flat array.
   */
  readonly limits: Float32Array;
  readonly #indices: Int32Array;
  readonly #distances: Float32Array;
  readonly #sizes: Int32Array;

  constructor(count: number, k: number) {
    this.count = count;
    this.k = k;
    this.limits = new Float32Array(count).fill(-Infinity);
    this.#indices = new Int32Array(count * k);
    this.#distances = new Float32Array(count * k);
    this.#sizes = new Int32Array(count);
  }

  /** Takes `other` into the row's list if it is among its k nearest so far. It must not be in it already. */
  offer(row: number, other: number, similarity: number): void {
    const distance = Math.fround(Math.max(0, 1 - similarity));
    const base = row * this.k;
    const size = this.#sizes[row] ?? 0;
    if (size < this.k) {
      this.#rise(base, size, other, distance);
      this.#sizes[row] = size + 1;
      if (size + 1 < this.k) return;
    } else {
      const worst = this.#distances[base] ?? 0;
      if (distance > worst || (distance === worst && other > (this.#indices[base] ?? 0))) return;
      this.#sink(base, this.k, other, distance);
    }
    this.limits[row] = 1 - (this.#distances[base] ?? 0) - ROUNDING;
  }

  /** Gives an empty list its k entries, nearest first. */
  fill(row: number, indices: Int32Array, distances: Float32Array): void {
    const base = row * this.k;
    // Worst first is a heap.
    for (let at = 0; at < this.k; at++) {
      this.#indices[base + at] = indices[this.k - 1 - at] ?? 0;
      this.#distances[base + at] = distances[this.k - 1 - at] ?? 0;
    }
    this.#sizes[row] = this.k;
    this.limits[row] = 1 - (this.#distances[base] ?? 0) - ROUNDING;
  }

  /** The graph, once every list is full; the lists are used up. */
  finish(): NeighbourGraph {
    for (let base = 0; base < this.#indices.length; base += this.k) {
      // Heapsort: the worst goes behind what is left.
      for (let size = this.k - 1; size > 0; size--) {
        const index = this.#indices[base] ?? 0;
        const distance = this.#distances[base] ?? 0;
        this.#sink(base, size, this.#indices[base + size] ?? 0, this.#distances[base + size] ?? 0);
        this.#indices[base + size] = index;
        this.#distances[base + size] = distance;
      }
    }
    return { count: this.count, k: this.k, indices: this.#indices, distances: this.#distances };
  }

  /** Puts an entry at the end of a heap of `size`, and brings it to its place. */
  #rise(base: number, size: number, other: number, distance: number): void {
    let at = size;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isWorse(other, distance, base + above)) break;
      this.#move(base + above, base + at);
      at = above;
    }
    this.#indices[base + at] = other;
    this.#distances[base + at] = distance;
  }

  /** Replaces the root of a heap of `size`, and brings the entry to its place. */
  #sink(base: number, size: number, other: number, distance: number): void {
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      const right = base + below + 1;
      if (
        below + 1 < size &&
        this.#isWorse(this.#indices[right] ?? 0, this.#distances[right] ?? 0, base + below)
      )
        below++;
      if (this.#isWorse(other, distance, base + below)) break;
      this.#move(base + below, base + at);
      at = below;
    }
    this.#indices[base + at] = other;
    this.#distances[base + at] = distance;
  }

  #isWorse(other: number, distance: number, place: number): boolean {
    const than = this.#distances[place] ?? 0;
    return distance > than || (distance === than && other > (this.#indices[place] ?? 0));
  }

  #move(from: number, to: number): void {
    this.#indices[to] = this.#indices[from] ?? 0;
    this.#distances[to] = this.#distances[from] ?? 0;
  }
}
