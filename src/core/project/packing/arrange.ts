import { waysOut } from './free-places.ts';
import { dot, gapBetween, movedHull, type Direction, type Hull } from './hull.ts';
import { middleOf, type Piece } from './pieces.ts';
import { drawing, tension, type Pull } from './pulls.ts';

/** Pieces beside which a place is looked for: those that draw most. More find no better ones. */
const BESIDE = 2;

export interface ToArrange {
  /** In the order in which they are placed. */
  readonly pieces: readonly Piece[];
  /** How far pieces move that have a place; at least the first. */
  readonly settled: ReadonlyMap<Piece, readonly number[]>;
  /** [n]: the number of each point's piece. */
  readonly pieceOf: Int32Array;
  /** What draws each piece. */
  readonly pulls: readonly (readonly Pull[])[];
  readonly directions: readonly Direction[];
  /** How wide the gap between two pieces is to be. */
  readonly margin: (one: Piece, other: Piece) => number;
}

/** Where a piece is. */
interface Place {
  readonly hull: Hull;
  readonly middle: readonly number[];
  /** How far it was moved. */
  readonly by: readonly number[];
}

/**
 * Moves piece after piece of a map. Each comes beside one of those that draw it most, in the direction in which its
 * neighbours are nearest, and so close that it touches a margin. One that nothing draws comes beside its nearest, as near as
 * can be to where it was.
 * @param layout Row-major [n, dimensions]; changed.
 */
export function arrange(layout: Float32Array, given: ToArrange): void {
  const { pieces, settled, directions } = given;
  const cosines = directions.map((one) => directions.map((other) => dot(one, other)));
  const placed: Place[] = [];
  for (const [number, piece] of pieces.entries()) {
    const middle = middleOf(layout, piece.rows, directions[0]?.length ?? 2);
    const now = { hull: piece.hull, middle, by: middle.map(() => 0) };
    const by = settled.get(piece);
    const place =
      by === undefined ? bestPlace(number, now, placed, layout, given, cosines) : moved(now, directions, by);
    placed.push(place);
    moveRows(layout, piece.rows, place.by);
  }
}

function bestPlace(
  number: number,
  now: Place,
  placed: readonly Place[],
  layout: Float32Array,
  { pieces, pieceOf, pulls, directions, margin }: ToArrange,
  cosines: readonly (readonly number[])[],
): Place {
  const own = pieces[number];
  const margins = pieces.slice(0, number).map((other) => (own === undefined ? 0 : margin(own, other)));
  const obstacles = placed.map(({ hull }, at) => ({ hull, margin: margins[at] ?? 0 }));
  const pull = pulls[number] ?? [];
  const isDrawn = pull.length > 0;
  const hosts = isDrawn
    ? drawing(pull, pieceOf).slice(0, BESIDE)
    : [nearestTo(now.hull, pieces.slice(0, number))];
  let best = now;
  let least = Infinity;
  for (const host of hosts) {
    const { middle = [], by: hostBy = [] } = placed[host] ?? {};
    const onHost = middle.map((at, axis) => at - (now.middle[axis] ?? 0));
    const ways = waysOut(movedHull(now.hull, directions, onHost), obstacles, cosines);
    directions.forEach((direction, at) => {
      const by = onHost.map((part, axis) => part + (ways[at] ?? 0) * (direction[axis] ?? 0));
      const cost = isDrawn ? tension(pull, layout, by) : distance(by, hostBy);
      if (cost >= least) return;
      least = cost;
      best = moved(now, directions, by);
    });
  }
  return best;
}

function moved({ hull, middle }: Place, directions: readonly Direction[], by: readonly number[]): Place {
  return {
    by,
    hull: movedHull(hull, directions, by),
    middle: middle.map((part, axis) => part + (by[axis] ?? 0)),
  };
}

function nearestTo(hull: Hull, pieces: readonly Piece[]): number {
  const gaps = pieces.map((piece) => gapBetween(piece.hull, hull));
  return gaps.indexOf(Math.min(...gaps));
}

function distance(one: readonly number[], other: readonly number[]): number {
  const apart = one.map((part, axis) => part - (other[axis] ?? 0));
  return Math.sqrt(dot(apart, apart));
}

function moveRows(layout: Float32Array, rows: readonly number[], by: readonly number[]): void {
  for (const row of rows)
    for (let axis = 0; axis < by.length; axis++) {
      const at = row * by.length + axis;
      layout[at] = (layout[at] ?? 0) + (by[axis] ?? 0);
    }
}
