import { describe, expect, it } from 'vitest';
import { planeOf, rotatedBy, unrotated } from '../../../src/core/explore/rotation.ts';

/** Four corners around (1, 2, 3), one image that the map lacks. */
const space = {
  xy: Float32Array.of(0, 2, 2, 2, 1, 1, 1, 3, NaN, NaN),
  depth: Float32Array.of(3, 3, 2, 4, NaN),
};

function rounded(values: ArrayLike<number> | undefined): number[] {
  return Array.from(values ?? [], (value) => Math.round(value * 1e9) / 1e9 + 0);
}

it('leaves a flat map as it is', () => {
  const plane = planeOf({ xy: Float32Array.of(1, 2, NaN, NaN, -3, 4) }, { yaw: 1, pitch: 1 });
  expect([...plane.x]).toEqual([1, NaN, -3]);
  expect([...plane.y]).toEqual([2, NaN, 4]);
  expect(plane.nearness).toBeUndefined();
  expect(plane.bounds).toEqual({ left: -3, right: 1, low: 2, high: 4 });
});

it('has no bounds where it has no points', () => {
  expect(planeOf({ xy: Float32Array.of(NaN, NaN) }, unrotated).bounds).toBeUndefined();
  expect(
    planeOf({ xy: Float32Array.of(NaN, NaN), depth: Float32Array.of(NaN) }, unrotated).bounds,
  ).toBeUndefined();
});

describe('a map in space', () => {
  it('shows x and y as they are until it is turned, what has more depth nearer', () => {
    const { x, y, nearness } = planeOf(space, unrotated);
    expect(rounded(x).slice(0, 4)).toEqual([0, 2, 1, 1]);
    expect(rounded(y).slice(0, 4)).toEqual([2, 2, 1, 3]);
    expect(nearness?.[3]).toBeGreaterThan(nearness?.[0] ?? NaN);
    expect(nearness?.[2]).toBeLessThan(nearness?.[0] ?? NaN);
    expect([x[4], y[4], nearness?.[4]]).toEqual([NaN, NaN, NaN]);
  });

  it('turns what is near to the right', () => {
    const { x, y } = planeOf(space, rotatedBy(unrotated, Math.PI / 2, 0));
    expect(rounded(x).slice(0, 4)).toEqual([1, 1, 0, 2]);
    expect(rounded(y).slice(0, 4)).toEqual([2, 2, 1, 3]);
  });

  it('turns what is near down', () => {
    const { x, y } = planeOf(space, rotatedBy(unrotated, 0, Math.PI / 2));
    expect(rounded(x).slice(0, 4)).toEqual([0, 2, 1, 1]);
    expect(rounded(y).slice(0, 4)).toEqual([2, 2, 3, 1]);
  });

  it('keeps all distances from its middle, and its bounds hold it however it is turned', () => {
    const { bounds } = planeOf(space, unrotated);
    for (const rotation of [
      { yaw: 0.3, pitch: -0.7 },
      { yaw: 2.5, pitch: 1.2 },
    ]) {
      const plane = planeOf(space, rotation);
      expect(plane.bounds).toEqual(bounds);
      const radius = ((bounds?.right ?? NaN) - (bounds?.left ?? NaN)) / 2;
      for (let index = 0; index < 4; index++) {
        const [x, y] = [(plane.x[index] ?? NaN) - 1, (plane.y[index] ?? NaN) - 2];
        const z = ((plane.nearness?.[index] ?? NaN) - 0.5) * 2 * radius;
        const [dx, dy] = [(space.xy[index * 2] ?? NaN) - 1, (space.xy[index * 2 + 1] ?? NaN) - 2];
        const dz = (space.depth[index] ?? NaN) - 3;
        expect(Math.hypot(x, y, z)).toBeCloseTo(Math.hypot(dx, dy, dz), 9);
        expect(Math.abs(x)).toBeLessThanOrEqual(radius + 1e-9);
      }
    }
  });
});

it('turns around without end to the side, and never upside down', () => {
  const around = rotatedBy(rotatedBy(unrotated, 3, 0), 3, 0);
  expect(around.yaw).toBeCloseTo(6 - 2 * Math.PI, 9);
  expect(rotatedBy(unrotated, 0, 5).pitch).toBe(Math.PI / 2);
  expect(rotatedBy(unrotated, 0, -5).pitch).toBe(-Math.PI / 2);
});
