import { describe, expect, it } from 'vitest';
import { aligned } from '../../../src/core/project/align.ts';
import { seededRandom } from '../../../src/core/random.ts';

function cloud(count: number, dimensions: number): Float64Array {
  const random = seededRandom(3);
  return Float64Array.from({ length: count * dimensions }, () => random() * 10);
}

/** Turns by an angle in the first two axes, mirrors the first, doubles, and shifts. */
function moved(layout: Float64Array, dimensions: number, angle: number, mirror: boolean): Float64Array {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return layout.map((value, at) => {
    const row = at - (at % dimensions);
    const [x, y] = [(mirror ? -1 : 1) * (layout[row] ?? 0), layout[row + 1] ?? 0];
    const turned = [cos * x - sin * y, sin * x + cos * y, value];
    return 2 * (turned[at % dimensions] ?? NaN) + 5;
  });
}

describe('aligning a layout', () => {
  it.each([
    [2, 0.4, false],
    [2, 3, true],
    [3, 1, false],
    [3, -2, true],
  ])('undoes a turn, a mirror, a scale and a shift in %i dimensions', (dimensions, angle, mirror) => {
    const before = cloud(20, dimensions);
    const back = aligned(moved(before, dimensions, angle, mirror), before, dimensions);
    back.forEach((value, at) => expect(value).toBeCloseTo(before[at] ?? NaN, 9));
  });

  it('goes by the points that had a place, and takes the others along', () => {
    const before = cloud(20, 2);
    const partly = before.map((value, at) => (at >= 30 ? NaN : value));
    const back = aligned(moved(before, 2, 1, true), partly, 2);
    back.forEach((value, at) => expect(value).toBeCloseTo(before[at] ?? NaN, 9));
  });

  it('keeps distances in proportion, also where the layouts are not alike', () => {
    const layout = cloud(10, 2);
    const back = aligned(layout, cloud(11, 2).subarray(2), 2);
    const distance = (of: Float64Array, one: number, other: number): number =>
      Math.hypot(
        (of[one * 2] ?? 0) - (of[other * 2] ?? 0),
        (of[one * 2 + 1] ?? 0) - (of[other * 2 + 1] ?? 0),
      );
    const scale = distance(back, 0, 1) / distance(layout, 0, 1);
    for (let other = 2; other < 10; other++)
      expect(distance(back, 0, other)).toBeCloseTo(scale * distance(layout, 0, other), 9);
  });

  it('leaves alone what has no direction: one point, points on a line, all in one place', () => {
    const line = Float64Array.of(0, 0, 1, 1, 2, 2);
    expect(aligned(line, line, 2)).toEqual(line);
    expect(aligned(new Float64Array(6), new Float64Array(6), 2)).toEqual(new Float64Array(6));
    expect(aligned(Float64Array.of(1, 2), Float64Array.of(3, 4), 2)).toEqual(Float64Array.of(1, 2));
  });
});
