import { describe, expect, it } from 'vitest';
import { Representatives } from '../../../src/core/explore/representatives.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { shuffledRows } from '../../../src/core/shuffled.ts';

/** Clusters in a square of side 10, and points that lie on each other. */
function cloud(count: number): { x: Float64Array; y: Float64Array; order: Uint32Array } {
  const random = seededRandom(3);
  const near = (): number => (random() + random() + random() - 1.5) * 0.6;
  const x = Float64Array.from({ length: count }, (_, row) => (row % 7) * 1.5 + near());
  const y = Float64Array.from({ length: count }, (_, row) => ((row * 3) % 7) * 1.5 + near());
  for (let row = 10; row < count; row += 10) [x[row], y[row]] = [x[row - 1] ?? 0, y[row - 1] ?? 0];
  return { x, y, order: shuffledRows(Array.from(x, (_, row) => `image-${row}`)) };
}

const separations = [20, 5, 2, 1.3, 1, 0.7, 0.31, 0.1, 0.03, 0.004];

describe('the images that are drawn as pictures', () => {
  const { x, y, order } = cloud(3000);
  const apart = (a: number, b: number): number =>
    Math.max(Math.abs((x[a] ?? 0) - (x[b] ?? 0)), Math.abs((y[a] ?? 0) - (y[b] ?? 0)));

  it('do not overlap', () => {
    const representatives = new Representatives({ x, y }, order);
    for (const separation of separations) {
      const rows = representatives.at(separation);
      let least = Infinity;
      for (const [at, row] of rows.entries())
        for (const other of rows.subarray(at + 1)) least = Math.min(least, apart(row, other));
      expect(least, `${rows.length} images`).toBeGreaterThanOrEqual(separation);
    }
  });

  it('stay while one comes closer, and become more', () => {
    const representatives = new Representatives({ x, y }, order);
    let before: Uint32Array = new Uint32Array();
    for (const separation of separations) {
      const now = representatives.at(separation);
      expect(now.subarray(0, before.length)).toEqual(before);
      before = now;
    }
    expect(before.length).toBeGreaterThan(1000);
  });

  it('leave no room unused: every image has one of them near it', () => {
    const rows = new Representatives({ x, y }, order).at(0.5);
    // Distances are rounded up by at most a quarter of an octave.
    for (const row of order)
      expect(
        rows.some((other) => apart(row, other) < 0.5 * 2 ** 0.25),
        `${row} has none`,
      ).toBe(true);
  });

  it('are the same however one came to look there', () => {
    const direct = new Representatives({ x, y }, order).at(0.2);
    const other = new Representatives({ x, y }, order);
    for (const separation of [0.01, 3, 0.5]) other.at(separation);
    expect(other.at(0.2)).toEqual(direct);
  });

  it('take the first of those that lie on each other', () => {
    const here = { x: Float64Array.of(1, 1, 1), y: Float64Array.of(2, 2, 2) };
    expect([...new Representatives(here, Uint32Array.of(2, 0, 1)).at(0.001)]).toEqual([2]);
  });

  it('are one where all are closer to each other than pictures are large', () => {
    const two = { x: Float64Array.of(0, 1), y: Float64Array.of(0, 0.5) };
    const representatives = new Representatives(two, Uint32Array.of(1, 0));
    expect([1, 1.01, 100].map((separation) => [...representatives.at(separation)])).toEqual([
      [1, 0],
      [1],
      [1],
    ]);
  });

  it('are none that has no place, and none where there is nothing', () => {
    const some = { x: Float64Array.of(NaN, 1), y: Float64Array.of(0, 1) };
    expect([...new Representatives(some, Uint32Array.of(0, 1)).at(1)]).toEqual([1]);
    expect([...new Representatives(some, new Uint32Array()).at(1)]).toEqual([]);
    expect([...new Representatives(some, Uint32Array.of(0, 1)).at(NaN)]).toEqual([]);
  });

  it('are found without comparing all with all', () => {
    const looks = (count: number): number => {
      const some = cloud(count);
      let reads = 0;
      const counted = new Proxy(some.x, {
        get: (target, key) => {
          reads++;
          return Reflect.get(target, key) as unknown;
        },
      });
      const representatives = new Representatives({ x: counted, y: some.y }, some.order);
      for (const separation of [10, 0.4]) representatives.at(separation);
      return reads;
    };
    // Four times as many images: were all compared with all, it would be sixteen times as much.
    expect(looks(16_000) / looks(4000)).toBeLessThan(6);
  });
});

it('has an order of ids in which each keeps its place among the others', () => {
  const ids = Array.from({ length: 200 }, (_, at) => `photo-${at}.jpg`);
  const order = Array.from(shuffledRows(ids), (row) => ids[row]);
  expect(new Set(order).size).toBe(200);
  expect(order).not.toEqual(ids);
  const fewer = ids.filter((_, at) => at % 3 > 0).reverse();
  expect(Array.from(shuffledRows(fewer), (row) => fewer[row])).toEqual(
    order.filter((id) => fewer.includes(id ?? '')),
  );
});
