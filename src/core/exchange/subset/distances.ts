/** A row's distance to another, 1 - cosine, of vectors of length 1. */
export function distance(
  vectors: Float32Array,
  from: number,
  others: Float32Array | Float64Array,
  to: number,
  dimension: number,
): number {
  let sum = 0;
  for (let at = 0; at < dimension; at++) sum += (vectors[from + at] ?? 0) * (others[to + at] ?? 0);
  return Math.max(0, 1 - sum);
}
