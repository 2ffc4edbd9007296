import type { ProjectionView } from './map.ts';

/** How a map in space is turned, in radians. At 0 and 0, x grows to the right and y upwards, as on a flat map. */
export interface Rotation {
  /** Around the upright axis: what is near goes to the right. */
  readonly yaw: number;
  /** Around the level axis: what is near goes down. From -π/2 to π/2, so that up stays up. */
  readonly pitch: number;
}

export const unrotated: Rotation = { yaw: 0, pitch: 0 };

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Where the images of a map are on the plane that is looked at. */
export interface Plane {
  /** For each image; NaN where the map lacks it. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** For each image of a map in space: 0 farthest to 1 nearest. */
  readonly nearness?: Float64Array;
  /** What holds them all, for a map in space however it is turned; undefined where there are none. */
  readonly bounds: Bounds | undefined;
}

export function rotatedBy({ yaw, pitch }: Rotation, right: number, down: number): Rotation {
  const around = yaw + right;
  return {
    yaw: around - 2 * Math.PI * Math.round(around / (2 * Math.PI)),
    pitch: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, pitch + down)),
  };
}

/** A flat map as it is; a map in space turned around its middle and seen from infinitely far away. */
export function planeOf({ xy, depth }: Pick<ProjectionView, 'xy' | 'depth'>, rotation: Rotation): Plane {
  const count = xy.length / 2;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < count; index++) {
    x[index] = xy[index * 2] ?? NaN;
    y[index] = xy[index * 2 + 1] ?? NaN;
  }
  if (depth === undefined) return { x, y, bounds: boundsOf(x, y) };
  const z = Float64Array.from(depth);
  return rotated(x, y, z, rotation);
}

function rotated(x: Float64Array, y: Float64Array, z: Float64Array, { yaw, pitch }: Rotation): Plane {
  const [flat, side] = [boundsOf(x, y), boundsOf(z, y)];
  if (flat === undefined || side === undefined) return { x, y, bounds: flat };
  const centre = { x: middle(flat.left, flat.right), y: middle(flat.low, flat.high) };
  const centreZ = middle(side.left, side.right);
  const [cosYaw, sinYaw] = [Math.cos(yaw), Math.sin(yaw)];
  const [cosPitch, sinPitch] = [Math.cos(pitch), Math.sin(pitch)];
  const [across, up, near] = [x.slice(), y.slice(), z.slice()];
  let radius = 0;
  for (let index = 0; index < x.length; index++) {
    const dx = (x[index] ?? NaN) - centre.x;
    const dy = (y[index] ?? NaN) - centre.y;
    const dz = (z[index] ?? NaN) - centreZ;
    const towards = dz * cosYaw - dx * sinYaw;
    across[index] = centre.x + dx * cosYaw + dz * sinYaw;
    up[index] = centre.y + dy * cosPitch - towards * sinPitch;
    near[index] = dy * sinPitch + towards * cosPitch;
    const distance = Math.hypot(dx, dy, dz);
    if (distance > radius) radius = distance;
  }
  const nearness = near.map((value) => (radius === 0 ? 0.5 : 0.5 + value / (2 * radius)));
  const bounds = {
    left: centre.x - radius,
    right: centre.x + radius,
    low: centre.y - radius,
    high: centre.y + radius,
  };
  return { x: across, y: up, nearness, bounds };
}

function boundsOf(x: Float64Array, y: Float64Array): Bounds | undefined {
  const [left, right] = rangeOf(x);
  const [low, high] = rangeOf(y);
  return left <= right && low <= high ? { left, right, low, high } : undefined;
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function middle(a: number, b: number): number {
  return (a + b) / 2;
}
