import { describe, expect, it } from 'vitest';
import { nearestWithin, neighbourTowards } from '../../../src/core/explore/navigation.ts';

/* A cross of points around (100, 100), one farther to the right, and one that is behind no arrow but up. */
const places = [
  { x: 100, y: 100, index: 0 },
  { x: 60, y: 100, index: 1 },
  { x: 140, y: 110, index: 2 },
  { x: 180, y: 100, index: 3 },
  { x: 105, y: 60, index: 4 },
  { x: 100, y: 150, index: 5 },
];
const [centre = { x: 0, y: 0, index: -1 }] = places;

describe('the nearest image', () => {
  it('is found within reach, and not beyond', () => {
    expect(nearestWithin(places, { x: 135, y: 100 }, 14)).toBe(2);
    expect(nearestWithin(places, { x: 120, y: 130 }, 14)).toBeUndefined();
    expect(nearestWithin([], { x: 0, y: 0 }, Infinity)).toBeUndefined();
  });
});

describe('an arrow key', () => {
  it.each([
    ['left', 1],
    ['right', 2],
    ['up', 4],
    ['down', 5],
  ] as const)('%s leads to the next image there', (direction, index) =>
    expect(neighbourTowards(places, centre, direction)).toBe(index),
  );

  it('leads nowhere at the edge', () => {
    const [, leftmost = centre] = places;
    expect(neighbourTowards(places, leftmost, 'left')).toBeUndefined();
  });
});
