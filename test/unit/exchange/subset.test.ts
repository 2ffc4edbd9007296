import { describe, expect, it } from 'vitest';
import type { VectorSet } from '../../../src/core/collection/vector-set.ts';
import { farthestPoints } from '../../../src/core/exchange/subset/farthest.ts';
import { kMeansPoints } from '../../../src/core/exchange/subset/k-means.ts';
import { seededRandom } from '../../../src/core/random.ts';

const DIMENSION = 8;
const GROUPS = [400, 60, 30, 8, 2];

/** Groups of very different sizes around axes. */
function groups(): { readonly set: VectorSet; readonly groupOf: readonly number[] } {
  const random = seededRandom(7);
  const groupOf = GROUPS.flatMap((size, group) => Array.from({ length: size }, () => group));
  const vectors = new Float32Array(groupOf.length * DIMENSION);
  groupOf.forEach((group, row) => {
    const vector = Float32Array.from({ length: DIMENSION }, (_, axis) =>
      axis === group ? 1 : (random() - 0.5) * 0.2,
    );
    const length = Math.hypot(...vector);
    vectors.set(
      vector.map((value) => value / length),
      row * DIMENSION,
    );
  });
  return { set: { vectors, dimension: DIMENSION }, groupOf };
}

const { set, groupOf } = groups();
const all = Int32Array.from(groupOf, (_, row) => row);
const task = { pause: () => Promise.resolve(), onStep: () => undefined };

describe.each([
  // What is rare is among the farthest; a centre for two of 500 would be luck.
  ['farthest points', farthestPoints, 5],
  ['k-means centres', kMeansPoints, 4],
])('%s', (_, pick, found) => {
  it('have one of each group', async () => {
    const rows = await pick(set, all, GROUPS.length, 1, task);
    expect(new Set(Array.from(rows, (row) => groupOf[row]))).toEqual(new Set(Array(found).keys()));
  });

  it('are the same for the same seed, and each once', async () => {
    const [a, b] = [await pick(set, all, 40, 5, task), await pick(set, all, 40, 5, task)];
    expect(a).toEqual(b);
    expect(new Set(a).size).toBe(40);
  });

  it('are of the rows that are given, all where there are fewer', async () => {
    const some = Int32Array.from([3, 450, 499]);
    expect([...(await pick(set, some, 10, 1, task))].sort((x, y) => x - y)).toEqual([3, 450, 499]);
    const two = await pick(set, some, 2, 1, task);
    expect(Array.from(two).every((row) => some.includes(row))).toBe(true);
  });

  it('have equal images more than once only where there is no other', async () => {
    const twins: VectorSet = { dimension: 2, vectors: Float32Array.from([1, 0, 1, 0, 0, 1, 1, 0]) };
    const rows = Int32Array.from([0, 1, 2, 3]);
    const two = await pick(twins, rows, 2, 3, task);
    expect(Array.from(two)).toContain(2);
    expect(new Set(await pick(twins, rows, 4, 3, task)).size).toBe(4);
  });

  it('end where they are cancelled', async () => {
    const large = new Int32Array(20_000).map((row) => row % groupOf.length);
    const pause = (): Promise<void> => Promise.reject(new Error('cancelled'));
    await expect(pick(set, large, 5, 1, { ...task, pause })).rejects.toThrow('cancelled');
  });
});

it('farther points cover all with smaller balls than as many that are drawn', async () => {
  const rows = await farthestPoints(set, all, 12, 1, task);
  const radius = (picked: Int32Array): number =>
    Math.max(
      ...Array.from(all, (row) =>
        Math.min(
          ...Array.from(picked, (other) => {
            let dot = 0;
            for (let axis = 0; axis < DIMENSION; axis++)
              dot +=
                (set.vectors[row * DIMENSION + axis] ?? 0) * (set.vectors[other * DIMENSION + axis] ?? 0);
            return 1 - dot;
          }),
        ),
      ),
    );
  expect(radius(rows)).toBeLessThan(radius(all.subarray(0, 12)) / 2);
});
