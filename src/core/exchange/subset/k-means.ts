import type { VectorSet } from '../../collection/vector-set.ts';
import { seededRandom } from '../../random.ts';
import { distance } from './distances.ts';
import type { PickTask } from './pick-task.ts';

/** More rounds move hardly any image to another centre. */
const ROUNDS = 20;
/** Centres of more images are those of a sample: they are as good, and take no more time. */
const SAMPLE = 20_000;
const SLICE = 500;

/**
 * The rows nearest to the centres of k-means on the sphere (Dhillon and Modha 2001), begun by k-means++ (Arthur and
 * Vassilvitskii 2007): as many from each kind as there are kinds, and the typical ones.
 * @param rows Of the vectors, to pick from. @param k At most as many.
 * @returns Rows, each once, those of larger groups first.
 */
export async function kMeansPoints(
  set: VectorSet,
  rows: Int32Array,
  k: number,
  seed: number,
  task: PickTask,
): Promise<Int32Array> {
  const count = Math.min(k, rows.length);
  if (count === rows.length) return rows.slice();
  const random = seededRandom(seed);
  const sample = rows.length > SAMPLE ? sampleOf(rows, Math.max(SAMPLE, 2 * count), random) : rows;
  const means = new Means(set, count);
  await means.begin(sample, random, task);
  for (let round = 0; round < ROUNDS; round++) {
    const changed = await means.round(sample, task);
    task.onStep(round + 1, ROUNDS);
    if (!changed) break;
  }
  return means.nearestRows(rows, task);
}

/** So many of the rows, each once, in their order. */
function sampleOf(rows: Int32Array, count: number, random: () => number): Int32Array {
  const drawn = rows.slice();
  const size = Math.min(count, rows.length);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random() * (drawn.length - at));
    const row = drawn[at] ?? 0;
    drawn[at] = drawn[other] ?? 0;
    drawn[other] = row;
  }
  return drawn.slice(0, size).sort();
}

class Means {
  readonly #set: VectorSet;
  readonly #count: number;
  /** [count, dimension], each of length 1. */
  readonly #centres: Float64Array;
  #sizes: Uint32Array;
  #centreOf = new Int32Array();

  constructor(set: VectorSet, count: number) {
    this.#set = set;
    this.#count = count;
    this.#centres = new Float64Array(count * set.dimension);
    this.#sizes = new Uint32Array(count);
  }

  /** k-means++: each centre is drawn, the more likely the farther it is from those before. */
  async begin(rows: Int32Array, random: () => number, { pause }: PickTask): Promise<void> {
    const { vectors, dimension } = this.#set;
    const nearest = new Float64Array(rows.length).fill(1);
    for (let centre = 0; centre < this.#count; centre++) {
      const row = rows[drawn(nearest, random())] ?? 0;
      const from = centre * dimension;
      this.#centres.set(vectors.subarray(row * dimension, (row + 1) * dimension), from);
      for (let at = 0; at < rows.length; at++) {
        if (at % SLICE === SLICE - 1) await pause();
        const away = distance(vectors, (rows[at] ?? 0) * dimension, this.#centres, from, dimension);
        nearest[at] = centre === 0 ? away : Math.min(nearest[at] ?? 0, away);
      }
    }
    this.#centreOf = new Int32Array(rows.length).fill(-1);
  }

  /** Gives each row its nearest centre and moves the centres there. @returns Whether any row has another. */
  async round(rows: Int32Array, { pause }: PickTask): Promise<boolean> {
    const { vectors, dimension } = this.#set;
    const sums = new Float64Array(this.#centres.length);
    const sizes = new Uint32Array(this.#count);
    let changed = false;
    for (let at = 0; at < rows.length; at++) {
      if (at % SLICE === SLICE - 1) await pause();
      const from = (rows[at] ?? 0) * dimension;
      const centre = this.#nearestCentre(from);
      if (this.#centreOf[at] !== centre) changed = true;
      this.#centreOf[at] = centre;
      sizes[centre] = (sizes[centre] ?? 0) + 1;
      for (let axis = 0; axis < dimension; axis++) {
        const to = centre * dimension + axis;
        sums[to] = (sums[to] ?? 0) + (vectors[from + axis] ?? 0);
      }
    }
    this.#sizes = sizes;
    for (let centre = 0; centre < this.#count; centre++) {
      const sum = sums.subarray(centre * dimension, (centre + 1) * dimension);
      const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
      // One that has lost all of its rows stays where it is.
      if (length > 0)
        this.#centres.set(
          sum.map((value) => value / length),
          centre * dimension,
        );
    }
    return changed;
  }

  /** The nearest row of each centre; one that another centre has already leaves it the next. */
  async nearestRows(rows: Int32Array, { pause }: PickTask): Promise<Int32Array> {
    const { vectors, dimension } = this.#set;
    const order = Array.from({ length: this.#count }, (_, centre) => centre).sort(
      (a, b) => (this.#sizes[b] ?? 0) - (this.#sizes[a] ?? 0) || a - b,
    );
    const taken = new Set<number>();
    for (const centre of order) {
      let [best, least] = [-1, Infinity];
      for (let at = 0; at < rows.length; at++) {
        if (at % SLICE === SLICE - 1) await pause();
        const row = rows[at] ?? 0;
        if (taken.has(row)) continue;
        const away = distance(vectors, row * dimension, this.#centres, centre * dimension, dimension);
        if (away < least) [best, least] = [row, away];
      }
      taken.add(best);
    }
    return Int32Array.from(taken);
  }

  #nearestCentre(from: number): number {
    const { vectors, dimension } = this.#set;
    let [best, least] = [0, Infinity];
    for (let centre = 0; centre < this.#count; centre++) {
      const away = distance(vectors, from, this.#centres, centre * dimension, dimension);
      if (away < least) [best, least] = [centre, away];
    }
    return best;
  }
}

/** An index, drawn by weights; `at`: where among their sum, from 0 to 1. */
function drawn(weights: Float64Array, at: number): number {
  const sum = weights.reduce((total, value) => total + value, 0);
  let rest = at * sum;
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index] ?? 0;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
