/** As many as a map's axes are divided into. */
const STRIPS = 20;

/**
 * How much of a map's space its points use: of 20 equal strips across each axis, those that hold a point; the
 * fewest of any axis. One group far from the others leaves most of them empty.
 * @param layout Row-major [n, dimensions].
 */
export function stripsUsed(layout: ArrayLike<number>, dimensions: number): number {
  const counts = Array.from({ length: dimensions }, (_, axis) => {
    const places = Array.from(
      { length: layout.length / dimensions },
      (_, row) => layout[row * dimensions + axis] ?? NaN,
    );
    let [low, high] = [Infinity, -Infinity];
    for (const place of places) [low, high] = [Math.min(low, place), Math.max(high, place)];
    const stripOf = (place: number): number =>
      Math.min(STRIPS - 1, Math.floor(((place - low) / (high - low)) * STRIPS));
    return new Set(places.map(stripOf)).size;
  });
  return Math.min(...counts);
}
