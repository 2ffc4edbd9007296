/** Parts of a row's range of values; a part without a neighbour asked for in or beside it needs no closer look. */
const PARTS = 512;
const UNCLEAR = 255;

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
  /** Where a row's parts stand in `#slots`, and how many there are to a unit of closeness. */
  readonly #tables: Int32Array;
  readonly #scales: Float64Array;
  /** For each part: the closest neighbour asked for that is less close, or `UNCLEAR`. */
  #slots = new Uint8Array(0);

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
    this.#tables = new Int32Array(count);
    this.#scales = new Float64Array(count);
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

  /** To be called when everything is asked, before anything is counted. */
  prepare(): void {
    const asked = this.#sizes.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
    this.#slots = new Uint8Array(asked * (PARTS + 1));
    let table = 0;
    this.#sizes.forEach((size, row) => {
      if (size === 0) return;
      const floor = this.floors[row] ?? 0;
      const base = row * this.#room;
      const span = (this.#values[base] ?? 0) + this.#tolerance - floor;
      const scale = span > 0 ? PARTS / span : 0;
      const slots = this.#slots.subarray(table, table + PARTS + 1);
      const partOf = (value: number): number => Math.floor((value - floor) * scale);
      let next = PARTS + 1;
      for (let at = 0; at < size; at++) {
        const value = this.#values[base + at] ?? 0;
        // One part more on either side, so that no rounding matters.
        const from = Math.max(0, partOf(value - this.#tolerance) - 1);
        slots.fill(at, from, next);
        slots.fill(UNCLEAR, from, Math.min(PARTS, partOf(value + this.#tolerance) + 1) + 1);
        next = from;
      }
      this.#tables[row] = table;
      this.#scales[row] = scale;
      table += PARTS + 1;
    });
  }

  /** Counts rows from `first` on by their closeness to a row; its own is passed over. */
  countLine(row: number, line: Float64Array, first: number): void {
    const floor = this.floors[row] ?? Infinity;
    if (floor === Infinity) return;
    const base = row * this.#room;
    const scale = this.#scales[row] ?? 0;
    const table = this.#tables[row] ?? 0;
    const [slots, closer] = [this.#slots, this.#closer];
    for (let at = 0; at < line.length; at++) {
      const value = line[at] ?? 0;
      if (value < floor || first + at === row) continue;
      const part = (value - floor) * scale;
      const slot = part > PARTS ? 0 : (slots[table + Math.trunc(part)] ?? 0);
      if (slot === UNCLEAR) this.#countExactly(row, first + at, value);
      else closer[base + slot] = (closer[base + slot] ?? 0) + 1;
    }
  }

  #countExactly(row: number, other: number, value: number): void {
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
