import { describe, expect, it } from 'vitest';
import { CoverMask } from '../../../src/core/explore/cover-mask.ts';
import { Places } from '../../../src/core/explore/places.ts';
import { PointIndex } from '../../../src/core/explore/point-index.ts';
import { stackAt } from '../../../src/core/explore/stack.ts';
import type { Point } from '../../../src/core/explore/viewport.ts';
import { LruCache } from '../../../webview/scatter/pictures/lru.ts';

const size = { width: 200, height: 100 };
/** A coordinate is a pixel, and the middle of the surface is (0, 0). */
const view = { viewport: { centreX: 0, centreY: 0, scale: 1 }, size };

/** Images at these pixels of the surface; those in `pictured` are pictures of 40 by 20 pixels. */
function surroundings(
  points: readonly Point[],
  pictured: readonly number[] = [],
): { chart: Parameters<typeof stackAt>[1]; places: Places } {
  const x = Float64Array.from(points, (point) => point.x - 100);
  const y = Float64Array.from(points, (point) => 50 - point.y);
  const bounds = { left: -100, right: 100, low: -50, high: 50 };
  const index = new PointIndex({ x, y, bounds }, Uint32Array.from(points.keys()));
  const places = new Places(index, undefined, view);
  const mask = new CoverMask(size);
  const pictures = pictured.map((row, at) => {
    const point = points[row] ?? { x: 0, y: 0 };
    mask.add(at, point, 24, 14);
    return { row, ...point, width: 40, height: 20 };
  });
  return { chart: { pictures, dot: 8, coverAt: ({ x: left, y: top }) => mask.at(left, top) }, places };
}

describe('the images at a place', () => {
  it('are the nearest, then those that lie on it', () => {
    const { chart, places } = surroundings([
      { x: 50, y: 50 },
      { x: 58, y: 50 },
      { x: 51, y: 51 },
      { x: 90, y: 50 },
    ]);
    expect(stackAt({ x: 51, y: 52 }, chart, places)).toEqual([2, 0]);
    expect(stackAt({ x: 60, y: 50 }, chart, places)).toEqual([1]);
    expect(stackAt({ x: 150, y: 90 }, chart, places)).toEqual([]);
  });

  it('are a picture, wherever on it the pointer is, then all that it leaves no room for', () => {
    const { chart, places } = surroundings(
      [
        { x: 50, y: 50 },
        { x: 60, y: 55 },
        { x: 72, y: 50 },
        { x: 90, y: 50 },
      ],
      [0],
    );
    for (const at of [
      { x: 50, y: 50 },
      { x: 31, y: 59 },
      { x: 60, y: 55 },
    ])
      expect(stackAt(at, chart, places)).toEqual([0, 1, 2]);
  });

  it('are none that cannot be seen: dots that a picture leaves no room for', () => {
    const { chart, places } = surroundings(
      [
        { x: 50, y: 50 },
        { x: 72, y: 50 },
        { x: 86, y: 50 },
      ],
      [0],
    );
    expect(stackAt({ x: 76, y: 50 }, chart, places)).toEqual([2]);
  });
});

it('keeps the bitmaps that were used last, and gives the memory of others back', () => {
  const closed: number[] = [];
  const bitmap = (key: number): { close: () => void } => ({ close: () => closed.push(key) });
  const bitmaps = new LruCache<{ close: () => void }>(2);
  bitmaps.set(1, bitmap(1));
  bitmaps.set(2, bitmap(2));
  bitmaps.get(1);
  bitmaps.set(3, bitmap(3));
  expect(closed).toEqual([2]);
  expect([1, 2, 3].map((key) => bitmaps.has(key))).toEqual([true, false, true]);
  bitmaps.clear();
  expect(closed).toEqual([2, 1, 3]);
});
