import { gapAlong, type Hull } from './hull.ts';

/** Where a hull may not be: near another. */
export interface Obstacle {
  readonly hull: Hull;
  /** How much room is to be between them. */
  readonly margin: number;
}

/**
 * How far a hull is to go in each of the directions to be clear of all obstacles: the least such way. On a line, the gap
 * between two k-DOPs is the largest of linear functions, so each obstacle blocks one interval.
 * @param cosines Between each two directions.
 */
export function waysOut(
  hull: Hull,
  obstacles: readonly Obstacle[],
  cosines: readonly (readonly number[])[],
): readonly number[] {
  const lacks = obstacles.map((obstacle) =>
    hull.map((_, at) => obstacle.margin - gapAlong(obstacle.hull, hull, at)),
  );
  return cosines.map((speeds) => {
    const blocked = lacks.map((lack) => blockedInterval(lack, speeds)).sort((a, b) => a.from - b.from);
    return blocked.reduce((way, { from, to }) => (from <= way && way < to ? to : way), 0);
  });
}

function blockedInterval(
  lacks: Float64Array,
  speeds: readonly number[],
): { readonly from: number; readonly to: number } {
  let [from, to] = [-Infinity, Infinity];
  for (let at = 0; at < lacks.length; at++) {
    const [lack = 0, speed = 0] = [lacks[at], speeds[at]];
    if (Math.abs(speed) < 1e-9) {
      if (lack <= 0) return { from: 0, to: 0 };
    } else if (speed > 0) to = Math.min(to, lack / speed);
    else from = Math.max(from, lack / speed);
  }
  return { from, to };
}
