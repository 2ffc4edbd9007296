interface Query {
  readonly place: readonly number[];
  readonly except: number;
  readonly rows: Int32Array;
  /** Squared, ascending. */
  readonly distances: Float64Array;
}

/** Points of a map, and which are near each other on it: of equals, the lower row is the nearer. */
export class MapPoints {
  readonly count: number;
  readonly #columns: readonly [Float64Array, Float64Array, Float64Array];
  /** A k-d tree (Bentley 1975) without nodes: the middle of each range of rows parts it, by the axis of its depth. */
  readonly #order: Int32Array;
  readonly #axes: number;

  /** @param layout Row-major [n, dimensions], finite; 2 or 3 dimensions. */
  constructor(layout: Float64Array, dimensions: number) {
    this.count = layout.length / dimensions;
    this.#axes = dimensions;
    const column = (axis: number): Float64Array =>
      Float64Array.from({ length: this.count }, (_, row) =>
        axis < dimensions ? (layout[row * dimensions + axis] ?? 0) : 0,
      );
    this.#columns = [column(0), column(1), column(2)];
    this.#order = Int32Array.from({ length: this.count }, (_, row) => row);
    this.#part(0, this.count, 0);
  }

  /** Squared distance on the map. */
  apart(a: number, b: number): number {
    const [x, y, z] = this.#columns;
    const dx = (x[a] ?? 0) - (x[b] ?? 0);
    const dy = (y[a] ?? 0) - (y[b] ?? 0);
    const dz = (z[a] ?? 0) - (z[b] ?? 0);
    return dx * dx + dy * dy + dz * dz;
  }

  /** The k nearest of each point, row-major [n, k], nearest first; there must be k others. */
  nearest(k: number): Int32Array {
    const nearest = new Int32Array(this.count * k);
    const rows = new Int32Array(k);
    const distances = new Float64Array(k);
    for (let row = 0; row < this.count; row++) {
      this.nearestTo(this.#placeOf(row), row, rows, distances);
      nearest.set(rows, row * k);
    }
    return nearest;
  }

  /**
   * The nearest of a place: as many as `rows` has room for, nearest first, into `rows` and, squared, `distances`.
   * @param except A row that is left out.
   */
  nearestTo(place: readonly number[], except: number, rows: Int32Array, distances: Float64Array): void {
    distances.fill(Infinity);
    this.#search({ place, except, rows, distances }, 0, this.count, 0);
  }

  /** Squared distances from a point to all, negative: how close they are. */
  closeness(row: number, to: Float64Array): void {
    const [xs, ys, zs] = this.#columns;
    const [x, y, z] = [xs[row] ?? 0, ys[row] ?? 0, zs[row] ?? 0];
    for (let other = 0; other < to.length; other++) {
      const dx = x - (xs[other] ?? 0);
      const dy = y - (ys[other] ?? 0);
      const dz = z - (zs[other] ?? 0);
      to[other] = -(dx * dx + dy * dy + dz * dz);
    }
  }

  #search(query: Query, from: number, to: number, axis: number): void {
    if (from >= to) return;
    const { place, except, rows, distances } = query;
    const middle = (from + to) >> 1;
    const other = this.#order[middle] ?? 0;
    const [xs, ys, zs] = this.#columns;
    if (other !== except) {
      const dx = (place[0] ?? 0) - (xs[other] ?? 0);
      const dy = (place[1] ?? 0) - (ys[other] ?? 0);
      const dz = (place[2] ?? 0) - (zs[other] ?? 0);
      insert(other, dx * dx + dy * dy + dz * dz, rows, distances);
    }
    const column = this.#columns[axis] ?? xs;
    const aside = (place[axis] ?? 0) - (column[other] ?? 0);
    const next = (axis + 1) % this.#axes;
    const below = aside < 0;
    this.#search(query, below ? from : middle + 1, below ? middle : to, next);
    // As near as the furthest may still be a lower row.
    if (aside * aside <= (distances[distances.length - 1] ?? 0))
      this.#search(query, below ? middle + 1 : from, below ? to : middle, next);
  }

  #placeOf(row: number): readonly number[] {
    return this.#columns.map((column) => column[row] ?? 0);
  }

  /** Orders a range so that its middle parts it: quickselect (Hoare 1961), then both halves. */
  #part(from: number, to: number, axis: number): void {
    if (to - from < 2) return;
    const order = this.#order;
    const column = this.#columns[axis] ?? this.#columns[0];
    const middle = (from + to) >> 1;
    let [low, high] = [from, to - 1];
    while (low < high) {
      const pivot = column[order[(low + high) >> 1] ?? 0] ?? 0;
      let [left, right] = [low, high];
      while (left <= right) {
        while ((column[order[left] ?? 0] ?? 0) < pivot) left++;
        while ((column[order[right] ?? 0] ?? 0) > pivot) right--;
        if (left > right) break;
        const row = order[left] ?? 0;
        order[left++] = order[right] ?? 0;
        order[right--] = row;
      }
      if (middle <= right) high = right;
      else if (middle >= left) low = left;
      else break;
    }
    const next = (axis + 1) % this.#axes;
    this.#part(from, middle, next);
    this.#part(middle + 1, to, next);
  }
}

/** Puts a row into a sorted list of as many as it has room for. */
function insert(row: number, distance: number, rows: Int32Array, distances: Float64Array): void {
  let at = rows.length;
  while (at > 0) {
    const above = distances[at - 1] ?? 0;
    if (distance > above || (distance === above && row > (rows[at - 1] ?? 0))) break;
    at--;
  }
  if (at === rows.length) return;
  rows.copyWithin(at + 1, at);
  distances.copyWithin(at + 1, at);
  rows[at] = row;
  distances[at] = distance;
}
