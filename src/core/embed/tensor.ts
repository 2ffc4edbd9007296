import type { ModelDescription } from './models.ts';

/**
 * Writes one image into a batch tensor: RGB bytes, row by row ([size, size, 3]), to planes ([3, size, size])
 * of `(value / 255 - mean) / deviation`.
 */
export function writePixels(
  pixels: Uint8Array,
  { size, mean, deviation }: Pick<ModelDescription, 'size' | 'mean' | 'deviation'>,
  tensor: Float32Array,
  offset: number,
): void {
  const plane = size * size;
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * (deviation[channel] ?? 1));
    const shift = (mean[channel] ?? 0) / (deviation[channel] ?? 1);
    const start = offset + channel * plane;
    for (let pixel = 0; pixel < plane; pixel++) {
      tensor[start + pixel] = (pixels[pixel * 3 + channel] ?? 0) * scale - shift;
    }
  }
}

/** Scales each row of a [n, dimension] matrix to length 1, in place; a row of zeros or with a NaN is refused. */
export function normaliseRows(matrix: Float32Array, dimension: number): void {
  for (let start = 0; start < matrix.length; start += dimension) {
    const row = matrix.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (!(length > 0 && Number.isFinite(length)))
      throw new RangeError('the model gave a vector without direction');
    for (let index = 0; index < row.length; index++) row[index] = (row[index] ?? 0) / length;
  }
}

/** Cosine of two vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
