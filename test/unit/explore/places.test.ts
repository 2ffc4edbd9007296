import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWithin, neighbourTowards, type PlacedImage } from '../../../src/core/explore/navigation.ts';
import { Places } from '../../../src/core/explore/places.ts';
import { PointIndex } from '../../../src/core/explore/point-index.ts';
import type { Bounds } from '../../../src/core/explore/rotation.ts';
import { seededRandom } from '../../../src/core/random.ts';

const size = { width: 640, height: 480 };
const directions = ['left', 'right', 'up', 'down'] as const;
const HIDDEN_SHARE = 5;

/** Points on a coarse grid, so that many lie on each other, none to several leaves of a tree; some have no place, and every fifth is hidden. */
const points = fc.array(
  fc.record({
    x: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -8, max: 8 }) }, fc.constant(NaN)),
    y: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -8, max: 8 }) }, fc.constant(NaN)),
  }),
  { maxLength: 400, size: 'max' },
);
/** A coordinate has a whole number of pixels: nothing is rounded, and equal distances are equal. */
const views = fc.record({
  centreX: fc.integer({ min: -8, max: 8 }),
  centreY: fc.integer({ min: -8, max: 8 }),
  scale: fc.constantFrom(1, 1 / 8, 1 / 32, 1 / 256),
});
const somewhere = fc.record({ x: fc.integer({ min: -50, max: 700 }), y: fc.integer({ min: -50, max: 500 }) });

interface Cloud {
  readonly places: Places;
  /** Those that are shown, preferred first: what a scan looks at. */
  readonly all: readonly PlacedImage[];
}

function cloudOf(
  x: Float64Array,
  y: Float64Array,
  viewport: { centreX: number; centreY: number; scale: number },
): Cloud {
  const order = Uint32Array.from(x.keys()).reverse();
  const hidden = Uint8Array.from(x, (_, row) => (row % HIDDEN_SHARE === 0 ? 1 : 0));
  const places = new Places(new PointIndex({ x, y, bounds: boundsOf(x, y) }, order), hidden, {
    viewport,
    size,
  });
  return { places, all: Array.from(order).flatMap((row) => places.shown(row) ?? []) };
}

function boundsOf(x: Float64Array, y: Float64Array): Bounds | undefined {
  const [xs, ys] = [x, y].map((values) => values.filter((value) => !Number.isNaN(value)));
  if (xs === undefined || ys === undefined || xs.length === 0 || ys.length === 0) return undefined;
  return { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
}

const clouds = fc.tuple(points, views).map(([all, viewport]) =>
  cloudOf(
    Float64Array.from(all, (point) => point.x),
    Float64Array.from(all, (point) => point.y),
    viewport,
  ),
);

describe('places', () => {
  it('finds in a rectangle what a scan finds, in the same order', () =>
    fc.assert(
      fc.property(clouds, somewhere, fc.nat(300), fc.nat(300), ({ places, all }, at, across, down) => {
        const scanned = all.filter(({ x, y }) => Math.abs(x - at.x) <= across && Math.abs(y - at.y) <= down);
        expect(places.within(at, across, down)).toEqual(scanned);
      }),
    ));

  it('finds the nearest that a scan finds', () =>
    fc.assert(
      fc.property(
        clouds,
        somewhere,
        fc.constantFrom(0, 5, 14, 100, Infinity),
        ({ places, all }, at, most) => {
          expect(places.nearest(at, most)).toBe(nearestWithin(all, at, most));
          const counts = ({ index }: PlacedImage): boolean => index % 2 === 1;
          expect(places.nearest(at, most, counts)).toBe(nearestWithin(all.filter(counts), at, most));
        },
      ),
    ));

  it('prefers who is near along an axis to who is in a corner of the square that is looked at first', () => {
    const viewport = { centreX: 0, centreY: 0, scale: 1 };
    const { places } = cloudOf(Float64Array.of(0, 5, 6), Float64Array.of(0, 5, 0), viewport);
    expect(places.nearest({ x: 320, y: 240 })).toBe(2);
  });

  it('leads with an arrow key where a scan leads', () =>
    fc.assert(
      fc.property(clouds, fc.nat(), fc.constantFrom(...directions), ({ places, all }, which, direction) => {
        const from = all[which % Math.max(1, all.length)];
        if (from === undefined) return;
        expect(places.neighbour(from, direction)).toBe(neighbourTowards(all, from, direction));
      }),
    ));

  it('finds nothing where there is nothing, and the only one everywhere', () => {
    const viewport = { centreX: 0, centreY: 0, scale: 1 };
    const at = { x: 3, y: 4 };
    const none = cloudOf(new Float64Array(), new Float64Array(), viewport).places;
    expect([none.nearest(at), none.within(at, 1e9, 1e9)]).toEqual([undefined, []]);
    const nowhere = cloudOf(Float64Array.of(NaN, NaN), Float64Array.of(1, NaN), viewport).places;
    expect([nowhere.nearest(at), nowhere.within(at, 1e9, 1e9)]).toEqual([undefined, []]);
    const one = cloudOf(Float64Array.of(NaN, 7), Float64Array.of(0, 7), viewport).places;
    expect(one.nearest(at)).toBe(1);
    expect(directions.map((direction) => one.neighbour({ ...at, index: 1 }, direction))).not.toContain(0);
  });

  it('looks at few of many images for what is at a place, or next to another', () => {
    const [count, random] = [20_000, seededRandom(5)];
    let reads = 0;
    const x = new Proxy(
      Float64Array.from({ length: count }, () => random()),
      {
        get: (column, key: string) => {
          reads++;
          return Reflect.get(column, key) as unknown;
        },
      },
    );
    const y = Float64Array.from({ length: count }, () => random());
    const index = new PointIndex(
      { x, y, bounds: { left: 0, right: 1, low: 0, high: 1 } },
      Uint32Array.from(y.keys()),
    );
    const view = { viewport: { centreX: 0.5, centreY: 0.5, scale: 1 / 480 }, size };
    const places = new Places(index, undefined, view);
    const middle = { x: 320, y: 240 };
    const found = places.nearest(middle) ?? -1;
    reads = 0;
    places.nearest(middle);
    places.within(middle, 14, 14);
    const from = places.shown(found);
    if (from !== undefined) for (const direction of directions) places.neighbour(from, direction);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(count / 20);
  });
});
