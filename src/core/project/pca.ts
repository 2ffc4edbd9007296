import { seededRandom } from '../random.ts';

/** Directions followed beside those asked for: they make the wanted ones settle sooner (Halko et al., 2011). */
const EXTRA = 3;
const STEPS = 12;

/**
 * Coordinates of vectors along the directions in which they vary most: row-major [n, count]. By orthogonal
 * iteration on a seeded start; each direction's largest component is positive, so that signs do not depend on it.
 * @param vectors Row-major [n, dimension].
 * @param most Directions are found of at most so many evenly spaced vectors; all get coordinates.
 */
export function principalCoordinates(
  vectors: Float32Array,
  dimension: number,
  count: number,
  most = Infinity,
): Float32Array {
  const rows = Math.floor(vectors.length / dimension);
  const sample = sampleOf(vectors, dimension, rows, most);
  const mean = meanOf(sample, dimension);
  const axes = principalAxes(sample, dimension, mean, count);
  const coordinates = new Float32Array(rows * count);
  axes.forEach((axis, at) => {
    const shift = dot(mean, 0, axis);
    for (let row = 0; row < rows; row++)
      coordinates[row * count + at] = dot(vectors, row * dimension, axis) - shift;
  });
  return coordinates;
}

function sampleOf(vectors: Float32Array, dimension: number, rows: number, most: number): Float32Array {
  if (rows <= most) return vectors;
  const sample = new Float32Array(most * dimension);
  for (let at = 0; at < most; at++) {
    const row = Math.floor((at * rows) / most);
    sample.set(vectors.subarray(row * dimension, (row + 1) * dimension), at * dimension);
  }
  return sample;
}

function meanOf(vectors: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  const rows = vectors.length / dimension;
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < dimension; at++)
      mean[at] = (mean[at] ?? 0) + (vectors[row * dimension + at] ?? 0) / rows;
  return mean;
}

function principalAxes(
  vectors: Float32Array,
  dimension: number,
  mean: Float64Array,
  count: number,
): readonly Float64Array[] {
  const random = seededRandom(1);
  const width = Math.min(count + EXTRA, dimension);
  let axes = Array.from({ length: width }, () =>
    Float64Array.from({ length: dimension }, () => random() - 0.5),
  );
  for (let step = 0; step < STEPS; step++)
    axes = orthonormal(axes.map((axis) => covarianceTimes(vectors, mean, axis)));
  const found = axes.slice(0, count).map(withPositiveLargest);
  // A plane needs two axes, also of vectors that have one dimension.
  while (found.length < count) found.push(new Float64Array(dimension));
  return found;
}

function covarianceTimes(
  vectors: Float32Array,
  mean: Float64Array,
  axis: Float64Array,
): Float64Array<ArrayBuffer> {
  const { length: dimension } = axis;
  const product = new Float64Array(dimension);
  const shift = dot(mean, 0, axis);
  let sum = 0;
  for (let place = 0; place < vectors.length; place += dimension) {
    const along = dot(vectors, place, axis) - shift;
    sum += along;
    for (let at = 0; at < dimension; at++)
      product[at] = (product[at] ?? 0) + along * (vectors[place + at] ?? 0);
  }
  for (let at = 0; at < dimension; at++) product[at] = (product[at] ?? 0) - sum * (mean[at] ?? 0);
  return product;
}

/** Gram and Schmidt's, twice for accuracy; what nothing is left of becomes zero. */
function orthonormal(axes: readonly Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = [];
  for (const axis of axes) {
    for (let pass = 0; pass < 2; pass++)
      for (const other of done) {
        const shared = dot(axis, 0, other);
        for (let at = 0; at < axis.length; at++) axis[at] = (axis[at] ?? 0) - shared * (other[at] ?? 0);
      }
    const length = Math.sqrt(dot(axis, 0, axis));
    done.push(length > 1e-12 ? axis.map((value) => value / length) : new Float64Array(axis.length));
  }
  return done;
}

function withPositiveLargest(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

/** Four sums side by side, which the processor can work on at once. */
function dot(vectors: ArrayLike<number>, place: number, axis: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const { length } = axis;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    a += (vectors[place + at] ?? 0) * (axis[at] ?? 0);
    b += (vectors[place + at + 1] ?? 0) * (axis[at + 1] ?? 0);
    c += (vectors[place + at + 2] ?? 0) * (axis[at + 2] ?? 0);
    d += (vectors[place + at + 3] ?? 0) * (axis[at + 3] ?? 0);
  }
  for (let at = whole; at < length; at++) a += (vectors[place + at] ?? 0) * (axis[at] ?? 0);
  return a + b + c + d;
}
