/** Bits of each coordinate: 2^32 places are exact in a number. */
const BITS = 16;
const SIDE = 2 ** BITS;

/**
 * For each point of a plane its place along a Hilbert curve through all of them: points that follow each other are close.
 * @param xy [x0, y0, x1, y1, …]
 * @returns A number for each point, NaN for those without coordinates.
 */
export function hilbertPlaces(xy: Float32Array): Float64Array {
  const places = new Float64Array(xy.length / 2);
  let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < xy.length; at += 2) {
    const [x = NaN, y = NaN] = [xy[at], xy[at + 1]];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  const scale = (SIDE - 1) / (Math.max(right - left, high - low) || 1);
  for (let point = 0; point < places.length; point++) {
    // From the top left corner, as one reads.
    const x = ((xy[2 * point] ?? NaN) - left) * scale;
    const y = (high - (xy[2 * point + 1] ?? NaN)) * scale;
    places[point] = Number.isNaN(x) || Number.isNaN(y) ? NaN : hilbertPlace(Math.floor(x), Math.floor(y));
  }
  return places;
}

/** As in Warren, Hacker's Delight, second edition, section 16-2. @param x 0 to SIDE - 1, as y. */
function hilbertPlace(x: number, y: number): number {
  let place = 0;
  for (let half = SIDE / 2; half >= 1; half /= 2) {
    const isRight = (x & half) > 0;
    const isDown = (y & half) > 0;
    place += half * half * (isRight ? (isDown ? 2 : 3) : isDown ? 1 : 0);
    if (isDown) continue;
    if (isRight) [x, y] = [SIDE - 1 - x, SIDE - 1 - y];
    [x, y] = [y, x];
  }
  return place;
}
