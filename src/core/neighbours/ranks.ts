/**
 * Ranks of some neighbours of each row among all others, found by counting who is closer: each row's few values are
 * sorted, and every other's value is looked at once. The closest has rank 1; of equals, the lower row is the closer.
 */
export class RankCounter {
  /** For each row: what is not above it is no closer than any neighbour that is asked for. */
  readonly floors: Float64Array;
  readonly #room: number;
  readonly #tolerance: number;
  readonly #sizes: Uint16Array;
  readonly #others: Int32Array;
  /** Closeness of each neighbour asked for, closest first. */
  readonly #values: Float64Array;
  /** How many are closer than this one, and no closer than the one before. */
  readonly #closer: Int32Array;
  /** How many are as close as this one, with a lower row. */
  readonly #equal: Int32Array;

  /**
   * @param room The most neighbours that are asked for in a row.
   * @param tolerance Values that differ by no more are equal.
   */
  constructor(count: number, room: number, tolerance: number) {
    this.floors = new Float64Array(count).fill(Infinity);
    this.#room = room;
    this.#tolerance = tolerance;
    this.#sizes = new Uint16Array(count);
    this.#others = new Int32Array(count * room);
    this.#values = new Float64Array(count * room);
    this.#closer = new Int32Array(count * room);
    this.#equal = new Int32Array(count * room);
  }

  /** Asks for the rank of `other` in `row`, by its closeness; before anything is counted. */
  ask(row: number, other: number, value: number): void {
    const base = row * this.#room;
    const size = this.#sizes[row] ?? 0;
    let at = base + size;
    for (; at > base && (this.#values[at - 1] ?? 0) < value; at--) {
      this.#values[at] = this.#values[at - 1] ?? 0;
      this.#others[at] = this.#others[at - 1] ?? 0;
    }
    this.#values[at] = value;
    this.#others[at] = other;
    this.#sizes[row] = size + 1;
    this.floors[row] = (this.#values[base + size] ?? 0) - this.#tolerance;
  }

  /** Counts an other row by its closeness. Needed only where the value is not below the row's floor. */
  count(row: number, other: number, value: number): void {
    const base = row * this.#room;
    const end = base + (this.#sizes[row] ?? 0);
    let at = end;
    while (at > base && (this.#values[at - 1] ?? 0) < value - this.#tolerance) at--;
    if (at < end) this.#closer[at] = (this.#closer[at] ?? 0) + 1;
    for (; at > base && (this.#values[at - 1] ?? 0) <= value + this.#tolerance; at--)
      if (other < (this.#others[at - 1] ?? 0)) this.#equal[at - 1] = (this.#equal[at - 1] ?? 0) + 1;
  }

  /** By how much the ranks asked for in a row go beyond k, together. */
  beyond(row: number, k: number): number {
    const base = row * this.#room;
    let [closer, sum] = [0, 0];
    for (let at = base; at < base + (this.#sizes[row] ?? 0); at++) {
      closer += this.#closer[at] ?? 0;
      sum += Math.max(0, closer + (this.#equal[at] ?? 0) + 1 - k);
    }
    return sum;
  }
}
