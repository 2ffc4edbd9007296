import { expect, it } from 'vitest';
import { PreviewMap } from '../../../src/core/explore/preview-map.ts';

/** Points on a line and a little beside it, turned into five dimensions. */
const rows = Array.from({ length: 40 }, (_, index) => {
  const [along, across] = [index - 20, (index % 3) - 1];
  return {
    id: String(index),
    vector: Float32Array.of(along, across, along, 0, -across).map((value) => value / 30),
  };
});

it('is due after the first dozen, and then each time half as many more are there', () => {
  const map = new PreviewMap();
  const due = rows.flatMap((row, index) => (map.add([row]) ? [index + 1] : []));
  expect(due).toEqual([12, 18, 27]);
});

it('shows what has come along its two principal axes', () => {
  const map = new PreviewMap();
  map.add(rows);
  const points = map.points();
  expect(points.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  const xs = points.map(({ x }) => x);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  expect((xs.at(-1) ?? 0) - (xs[0] ?? 0)).toBeCloseTo((39 * Math.SQRT2) / 30, 2);
  points.forEach(({ y }, index) => {
    const across = Math.abs((index % 3) - 1);
    expect(Math.abs(Math.abs(y) - (across * Math.SQRT2) / 30)).toBeLessThan(0.01);
  });
});

it('shows equal vectors in one place', () => {
  const map = new PreviewMap();
  map.add(
    Array.from({ length: 12 }, (_, index) => ({ id: String(index), vector: Float32Array.of(0.6, 0.8) })),
  );
  for (const { x, y } of map.points()) {
    expect(x).toBeCloseTo(0, 6);
    expect(y).toBeCloseTo(0, 6);
  }
});
