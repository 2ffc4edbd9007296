/** Between two of 32 directions a shape on a plane seems at most 0.5 % too wide; between those of 48 in space, some 5 %. */
const DIRECTIONS = { plane: 32, space: 48 } as const;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * The convex shape around points of a map: how far it reaches in each of some fixed directions, of which each two are
 * opposite (`at ^ 1`). A k-DOP (Klosowski et al., 1998, "Efficient collision detection using bounding volume
 * hierarchies of k-DOPs").
 */
export type Hull = Float64Array;

export type Direction = readonly number[];

/** Unit vectors, evenly over the circle, or over the sphere (half of it by Fibonacci's lattice), opposites in pairs. */
export function directionsOf(dimensions: number): readonly Direction[] {
  const pairs = (dimensions === 2 ? DIRECTIONS.plane : DIRECTIONS.space) / 2;
  return Array.from({ length: pairs }, (_, at) => {
    if (dimensions === 2) return [Math.cos((Math.PI * at) / pairs), Math.sin((Math.PI * at) / pairs)];
    const height = (at + 0.5) / pairs;
    const radius = Math.sqrt(1 - height * height);
    return [radius * Math.cos(GOLDEN_ANGLE * at), radius * Math.sin(GOLDEN_ANGLE * at), height];
  }).flatMap((direction) => [direction, direction.map((part) => -part)]);
}

/** @param layout Row-major [n, dimensions]. */
export function hullOf(
  layout: ArrayLike<number>,
  rows: readonly number[],
  directions: readonly Direction[],
): Hull {
  const dimensions = directions[0]?.length ?? 2;
  const hull = new Float64Array(directions.length).fill(-Infinity);
  for (const row of rows) {
    const [x = 0, y = 0] = [layout[row * dimensions], layout[row * dimensions + 1]];
    const z = dimensions === 3 ? (layout[row * 3 + 2] ?? 0) : 0;
    for (let at = 0; at < hull.length; at += 2) {
      const [a = 0, b = 0, c = 0] = directions[at] ?? [];
      const along = a * x + b * y + c * z;
      if (along > (hull[at] ?? 0)) hull[at] = along;
      if (-along > (hull[at + 1] ?? 0)) hull[at + 1] = -along;
    }
  }
  return hull;
}

/** The hull of both together. */
export function joint(hull: Hull, other: Hull): Hull {
  return hull.map((reach, at) => Math.max(reach, other[at] ?? 0));
}

/** How far `other` lies beyond `hull` in one direction; negative where it does not. */
export function gapAlong(hull: Hull, other: Hull, at: number): number {
  return -(other[at ^ 1] ?? 0) - (hull[at] ?? 0);
}

/** How far apart two hulls are; negative where they overlap. */
export function gapBetween(hull: Hull, other: Hull): number {
  let widest = -Infinity;
  for (let at = 0; at < hull.length; at++) widest = Math.max(widest, gapAlong(hull, other, at));
  return widest;
}

export function movedHull(hull: Hull, directions: readonly Direction[], by: readonly number[]): Hull {
  return hull.map((reach, at) => reach + dot(directions[at] ?? [], by));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, axis) => sum + part * (b[axis] ?? 0), 0);
}
