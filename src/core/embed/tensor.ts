/** For each channel and each byte, `(byte / 255 - mean) / deviation`: [3, 256]. */
export function pixelTable({
  mean,
  deviation,
}: {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}): Float32Array {
  return Float32Array.from({ length: 3 * 256 }, (_, index) => {
    const channel = Math.floor(index / 256);
    return ((index % 256) / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
  });
}

/**
 * Writes one image into a batch tensor: RGB bytes, row by row ([size, size, 3]), to planes ([3, size, size]).
 * @param table From `pixelTable`.
 */
export function writePixels(
  pixels: Uint8Array,
  table: Float32Array,
  tensor: Float32Array,
  offset: number,
): void {
  const plane = pixels.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const values = table.subarray(channel * 256, (channel + 1) * 256);
    const start = offset + channel * plane;
    for (let pixel = 0; pixel < plane; pixel++) {
      tensor[start + pixel] = values[pixels[pixel * 3 + channel] ?? 0] ?? 0;
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
