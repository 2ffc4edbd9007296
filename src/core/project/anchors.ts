/**
 * Draws points a part of the way back to where they were on the map that is refitted, as AlignedUMAP ties the maps of
 * one series to each other (umap-learn 0.5): neighbourhoods that change may move, what does not change stays.
 * @param positions [n, stride], changed.
 * @param before Row-major [n, dimensions], NaN for points that were not there.
 */
export function drawBack(
  positions: Float32Array,
  stride: number,
  before: Float64Array,
  dimensions: number,
  part: number,
): void {
  for (let at = 0; at < before.length; at++) {
    const target = before[at] ?? NaN;
    if (Number.isNaN(target)) continue;
    const place = Math.floor(at / dimensions) * stride + (at % dimensions);
    const now = positions[place] ?? 0;
    positions[place] = now + part * (target - now);
  }
}
