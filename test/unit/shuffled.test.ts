import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/random.ts';
import { shuffledRows } from '../../src/core/shuffled.ts';

describe('rows in an order that means nothing', () => {
  it('are all there, once, in no order of their ids', () => {
    const ids = Array.from({ length: 5000 }, (_, row) => `image-${row}`);
    const rows = shuffledRows(ids);
    expect(Array.from(rows).sort((a, b) => a - b)).toEqual(Array.from(ids.keys()));
    const ascending = rows.filter((row, at) => at > 0 && row > (rows[at - 1] ?? 0)).length;
    expect(ascending).toBeGreaterThan(2000);
    expect(ascending).toBeLessThan(3000);
  });

  it('stand by their ids alone where hashes are equal, and ids that are equal by their rows', () => {
    // Some of 200,000 hashes of 32 bits are equal (about five pairs).
    const random = seededRandom(1);
    const ids = Array.from({ length: 200_000 }, () => `${random()}`);
    const order = Array.from(shuffledRows(ids), (row) => ids[row]);
    const reversed = [...ids].reverse();
    expect(Array.from(shuffledRows(reversed), (row) => reversed[row])).toEqual(order);
    expect(Array.from(shuffledRows(['a', 'a', 'a']))).toEqual([0, 1, 2]);
    expect(Array.from(shuffledRows([]))).toEqual([]);
  });
});
