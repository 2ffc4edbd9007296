import { expect, it } from 'vitest';
import { adjustedRandIndex } from '../../bench/adjusted-rand-index.ts';

it.each([
  // The last three are scikit-learn's, of `adjusted_rand_score`'s documentation.
  [[0, 0, 1, 1], ['a', 'a', 'b', 'b'], 1],
  [[0, 0, 0, 0], [1, 1, 1, 1], 1],
  [[0, 0, 1, 2], [0, 0, 1, 1], 0.571],
  [[0, 0, 1, 1], [0, 0, 1, 2], 0.571],
  [[0, 0, 0, 0], [0, 1, 2, 3], 0],
])('the adjusted Rand index of %j and %j is %d', (a, b, expected) => {
  expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 2);
});
