import { describe, expect, it } from 'vitest';
import {
  fitAll,
  fitBox,
  panned,
  toCoordinates,
  toPixels,
  zoomed,
} from '../../../src/core/explore/viewport.ts';

const size = { width: 400, height: 200 };
const view = { centreX: 3, centreY: -2, scale: 0.05 };

it('shows everything with a margin, and distances alike along both axes', () => {
  const points = [
    { x: -1, y: 0 },
    { x: 9, y: 1 },
  ];
  const whole = fitAll({ left: -1, right: 9, low: 0, high: 1 }, size);
  for (const point of points) {
    const at = toPixels(point, whole, size);
    expect(at.x).toBeGreaterThanOrEqual(28);
    expect(at.x).toBeLessThanOrEqual(372);
    expect(at.y).toBeGreaterThanOrEqual(28);
    expect(at.y).toBeLessThanOrEqual(172);
  }
  const [origin, right, up] = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ].map((point) => toPixels(point, whole, size));
  expect((right?.x ?? NaN) - (origin?.x ?? NaN)).toBeCloseTo((origin?.y ?? NaN) - (up?.y ?? NaN), 9);
});

it('shows points without extent', () => {
  const whole = fitAll({ left: 5, right: 5, low: 5, high: 5 }, size);
  expect(toPixels({ x: 5, y: 5 }, whole, size)).toEqual({ x: 200, y: 100 });
});

it('finds the way back from pixels', () => {
  const at = toPixels({ x: 1.5, y: 0.25 }, view, size);
  const back = toCoordinates(at, view, size);
  expect(back.x).toBeCloseTo(1.5, 9);
  expect(back.y).toBeCloseTo(0.25, 9);
});

it('drags what is seen along with the hand', () => {
  const before = toPixels({ x: 1, y: 1 }, view, size);
  const after = toPixels({ x: 1, y: 1 }, panned(view, 10, -4), size);
  expect([after.x - before.x, after.y - before.y]).toEqual([expect.closeTo(10, 9), expect.closeTo(-4, 9)]);
});

describe('zooming', () => {
  it('keeps what is under the pointer', () => {
    const at = { x: 320, y: 40 };
    const under = toCoordinates(at, view, size);
    const closer = zoomed(view, 0.5, at, size, view);
    expect(closer.scale).toBeCloseTo(0.025, 12);
    const still = toPixels(under, closer, size);
    expect(still.x).toBeCloseTo(320, 9);
    expect(still.y).toBeCloseTo(40, 9);
  });

  it('ends 200 times closer and 4 times farther than everything', () => {
    const whole = { ...view, scale: 1 };
    const centre = { x: 200, y: 100 };
    expect(zoomed(whole, 1e-9, centre, size, whole).scale).toBeCloseTo(1 / 200, 12);
    expect(zoomed(whole, 1e9, centre, size, whole).scale).toBe(4);
  });

  it('to a box holds the whole box', () => {
    const boxed = fitBox(2, 4, 0, 8, size);
    expect(toPixels({ x: 3, y: 8 }, boxed, size)).toEqual({ x: 200, y: 0 });
    expect(toPixels({ x: 3, y: 0 }, boxed, size)).toEqual({ x: 200, y: 200 });
  });
});
