import { seededRandom } from '../../src/core/random.ts';

/** Vectors of length 1 in some groups, row-major [count, dimension]; the same every time. */
export function groupedVectors(count: number, dimension: number, seed = 1): Float32Array {
  const random = seededRandom(seed);
  const centres = Float32Array.from({ length: 5 * dimension }, () => random() - 0.5);
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const group = Math.floor(random() * 5) * dimension;
    const one = vectors.subarray(row * dimension, (row + 1) * dimension);
    one.forEach((_, at) => {
      one[at] = (centres[group + at] ?? 0) + random() - 0.5;
    });
    const length = Math.hypot(...one);
    one.forEach((value, at) => {
      one[at] = value / length;
    });
  }
  return vectors;
}
