import { expect, it } from 'vitest';
import { fitCurve } from '../../../../src/core/project/umap/curve.ts';

/** umap-learn 0.5's `find_ab_params(spread, min_dist)`, with SciPy's `curve_fit`. */
it('is the curve that umap-learn fits', () => {
  const { a, b } = fitCurve(0.1, 1);
  expect(a).toBeCloseTo(1.576943460405378, 3);
  expect(b).toBeCloseTo(0.8950608781227859, 3);
});

it.each([
  [0, 1],
  [0.5, 1],
  [1, 1],
  [0.1, 0.1],
  [0.1, 5],
])('is finite for a minimum distance of %d and a spread of %d', (minDist, spread) => {
  const { a, b } = fitCurve(minDist, spread);
  expect(a).toBeGreaterThan(0);
  expect(b).toBeGreaterThan(0);
  expect(Number.isFinite(a * b)).toBe(true);
});

it('refuses a minimum distance above the spread', () =>
  expect(() => fitCurve(1, 0.1)).toThrow('larger than the spread'));
