/** An image on its way onto the map. */
export interface ArrivingPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Of so many vectors the axes are found; more change them little, and would hold the editor. */
const AXES_OF = 128;
/** Steps of power iteration; axes that a picture needs, not a decomposition. */
const STEPS = 30;

/**
 * A first picture of vectors while they come: along the two principal axes of the first of them. Each time half
 * as many more are there, the picture is due anew, with axes of what is there by then.
 */
export class ArrivingMap {
  readonly #ids: string[] = [];
  readonly #vectors: Float32Array[] = [];
  #due = 12;

  /** Whether the picture is due. */
  add(rows: readonly { readonly id: string; readonly vector: Float32Array }[]): boolean {
    for (const { id, vector } of rows) {
      this.#ids.push(id);
      this.#vectors.push(vector);
    }
    if (this.#vectors.length < this.#due) return false;
    this.#due = Math.ceil(this.#vectors.length * 1.5);
    return true;
  }

  points(): readonly ArrivingPoint[] {
    const mean = meanOf(this.#vectors);
    const sample = this.#vectors
      .slice(0, AXES_OF)
      .map((vector) => vector.map((value, at) => value - (mean[at] ?? 0)));
    const first = principalAxis(sample, undefined);
    const second = principalAxis(sample, first);
    return this.#vectors.map((vector, row) => {
      const centred = vector.map((value, at) => value - (mean[at] ?? 0));
      return { id: this.#ids[row] ?? '', x: dot(centred, first), y: dot(centred, second) };
    });
  }
}

function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / vectors.length;
  return mean;
}

/** The direction in which centred vectors vary most, besides `other`; its largest component is positive. */
function principalAxis(centred: readonly Float32Array[], other: Float64Array | undefined): Float64Array {
  let axis = Float64Array.from(centred[0] ?? [], (value, at) => value + 1e-3 / (at + 1));
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(axis.length);
    for (const vector of centred) {
      const along = dot(vector, axis);
      for (let at = 0; at < next.length; at++) next[at] = (next[at] ?? 0) + along * (vector[at] ?? 0);
    }
    const shared = other === undefined ? 0 : dot(next, other);
    for (let at = 0; at < next.length; at++) next[at] = (next[at] ?? 0) - shared * (other?.[at] ?? 0);
    const length = Math.sqrt(dot(next, next));
    if (length === 0) return next;
    axis = next.map((value) => value / length);
  }
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
