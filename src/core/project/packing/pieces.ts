import { gapBetween, hullOf, joint, type Direction, type Hull } from './hull.ts';

/** A part of a map that moves as a whole. */
export interface Piece {
  readonly rows: readonly number[];
  readonly hull: Hull;
}

/** Parts in hand before all are given up as too many: some of them are still to be joined. */
const IN_HAND = 4;

/**
 * Joins parts of a map whose hulls are within `reach` of each other, until none are: what lies among others, or in a bay
 * of theirs, is no piece of its own. Most points first. Undefined where more than `most` are left.
 * @param layout Row-major [n, dimensions], finite.
 * @param parts Their rows, the largest part first.
 */
export function joinedPieces(
  layout: Float32Array,
  parts: readonly (readonly number[])[],
  directions: readonly Direction[],
  reach: number,
  most: number,
): readonly Piece[] | undefined {
  const found: { hull: Hull; parts: (readonly number[])[] }[] = [];
  for (const part of parts) {
    let hull = hullOf(layout, part, directions);
    let taken = [part];
    for (let at = 0; at < found.length;) {
      const other = found[at];
      if (other === undefined || gapBetween(hull, other.hull) > reach) at++;
      else {
        hull = joint(hull, other.hull);
        taken = other.parts.concat(taken);
        found.splice(at, 1);
        // What was taken in may bring others within reach.
        at = 0;
      }
    }
    found.push({ hull, parts: taken });
    if (found.length > IN_HAND * most) return undefined;
  }
  if (found.length > most) return undefined;
  return found
    .map((piece) => ({ hull: piece.hull, rows: piece.parts.flat() }))
    .sort((a, b) => b.rows.length - a.rows.length);
}

/** The mean of some points of a layout. */
export function middleOf(layout: ArrayLike<number>, rows: readonly number[], dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, axis) => {
    let sum = 0;
    for (const row of rows) sum += layout[row * dimensions + axis] ?? 0;
    return sum / rows.length;
  });
}
