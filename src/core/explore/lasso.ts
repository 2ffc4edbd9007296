import type { PointIndex } from './point-index.ts';
import type { Point } from './viewport.ts';

/** Bands of a polygon's height: of the edges of a long line, a point is compared with those of its own band alone. */
const BANDS = 256;

/**
 * The images that a line drawn around them encloses. The line is closed from its end to its start; what it goes around
 * twice is inside all the same, as is what lies to the right of it (non-zero winding).
 * @param line In coordinates of the plane.
 * @param hidden 1 for each image that is not shown: none of them is found.
 * @returns Rows, preferred ones first; none for a line of fewer than three points.
 */
export function rowsInLasso(
  index: PointIndex,
  line: readonly Point[],
  hidden: Uint8Array | undefined,
): Uint32Array {
  if (line.length < 3) return new Uint32Array();
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of line) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  const { x, y } = index.plane;
  const isInside = insideOf(line, low, high);
  return index
    .within(left, low, right, high)
    .filter((row) => hidden?.[row] !== 1 && isInside(x[row] ?? NaN, y[row] ?? NaN));
}

/**
 * The images in a rectangle between two corners, its edges included.
 * @param hidden 1 for each image that is not shown: none of them is found.
 * @returns Rows, preferred ones first.
 */
export function rowsInBox(
  index: PointIndex,
  from: Point,
  to: Point,
  hidden: Uint8Array | undefined,
): Uint32Array {
  const found = index.within(
    Math.min(from.x, to.x),
    Math.min(from.y, to.y),
    Math.max(from.x, to.x),
    Math.max(from.y, to.y),
  );
  return hidden === undefined ? found : found.filter((row) => hidden[row] !== 1);
}

/** Whether a point is inside of a closed line: a ray to the right crosses edges that go up and down unequally often. */
function insideOf(line: readonly Point[], low: number, high: number): (x: number, y: number) => boolean {
  const scale = high > low ? BANDS / (high - low) : 0;
  const bandOf = (y: number): number => Math.min(BANDS - 1, Math.max(0, Math.floor((y - low) * scale)));
  /** By band: x and y of both ends, edge by edge. */
  const bands = Array.from({ length: BANDS }, (): number[] => []);
  line.forEach((from, at) => {
    const to = line[(at + 1) % line.length] ?? from;
    const [first, last] = [bandOf(Math.min(from.y, to.y)), bandOf(Math.max(from.y, to.y))];
    for (let band = first; band <= last; band++) bands[band]?.push(from.x, from.y, to.x, to.y);
  });
  return (x, y) => {
    const edges = bands[bandOf(y)] ?? [];
    let winding = 0;
    for (let at = 0; at < edges.length; at += 4) {
      const [x0 = NaN, y0 = NaN, x1 = NaN, y1 = NaN] = [
        edges[at],
        edges[at + 1],
        edges[at + 2],
        edges[at + 3],
      ];
      // An end belongs to the edge above it: one that two edges share is crossed once.
      if (y0 <= y === y1 <= y) continue;
      if (x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) winding += y1 > y0 ? 1 : -1;
    }
    return winding !== 0;
  };
}
