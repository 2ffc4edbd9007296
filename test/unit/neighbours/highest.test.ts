import { expect, it } from 'vitest';
import { highest } from '../../../src/core/neighbours/highest.ts';
import { seededRandom } from '../../../src/core/random.ts';

it.each([0, 1, 7, 100, 500])('gives the same %i rows as sorting does, equal ones in their order', (limit) => {
  const random = seededRandom(3);
  const scores = Float64Array.from({ length: 300 }, () => Math.floor(random() * 40));
  const sorted = Array.from(scores, (score, row) => ({ score, row })).sort(
    (a, b) => b.score - a.score || a.row - b.row,
  );
  expect(highest(scores, limit)).toEqual(sorted.slice(0, limit).map(({ row }) => row));
});
