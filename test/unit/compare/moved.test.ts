import { describe, expect, it } from 'vitest';
import {
  meanMoved,
  mostMoved,
  movedImages,
  type Layout,
  type MovedImages,
} from '../../../src/core/compare/moved.ts';
import { seededRandom } from '../../../src/core/random.ts';

function randomLayout(count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count * 2 }, () => random());
}

const compare = (a: Layout, b: Layout): Promise<MovedImages> =>
  movedImages(a, b, { signal: new AbortController().signal, pause: () => Promise.resolve() });

/** The plainest way: all distances, sorted. */
function plainShares(a: Float64Array, b: Float64Array, k: number): number[] {
  const count = a.length / 2;
  const nearest = (xy: Float64Array, row: number): Set<number> => {
    const apart = (other: number): number =>
      ((xy[other * 2] ?? 0) - (xy[row * 2] ?? 0)) ** 2 +
      ((xy[other * 2 + 1] ?? 0) - (xy[row * 2 + 1] ?? 0)) ** 2;
    const others = [...Array(count).keys()].filter((other) => other !== row);
    return new Set(others.sort((one, two) => apart(one) - apart(two) || one - two).slice(0, k));
  };
  return [...Array(count).keys()].map((row) => {
    const before = nearest(a, row);
    return 1 - [...nearest(b, row)].filter((other) => before.has(other)).length / k;
  });
}

describe('who moved from one map to another', () => {
  it('is nobody where a map is turned, mirrored and stretched', async () => {
    const xy = randomLayout(200, 1);
    const turned = xy.map((_, at) => (at % 2 === 0 ? -3 * (xy[at + 1] ?? 0) + 7 : 3 * (xy[at - 1] ?? 0)));
    const moved = await compare({ xy }, { xy: turned });
    expect([moved.k, moved.compared, meanMoved(moved)]).toEqual([15, 200, 0]);
    expect(mostMoved(moved, 10)).toEqual([]);
  });

  it('is found by the share of the nearest that differ', async () => {
    const [a, b] = [randomLayout(120, 2), randomLayout(120, 3)];
    const moved = await compare({ xy: a }, { xy: b });
    plainShares(a, b, 15).forEach((share, row) => expect(moved.shares[row]).toBeCloseTo(share, 6));
  });

  it('is first the image that went to the other end', async () => {
    const xy = Float64Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? at / 2 : 0));
    const after = xy.slice();
    after[20 * 2] = 500;
    const moved = await compare({ xy }, { xy: after });
    expect(mostMoved(moved, 1)).toEqual([20]);
    expect(moved.shares[20]).toBe(1);
    expect(moved.shares[100]).toBe(0);
  });

  it('leaves out images that are not on both maps, and those in space count in space', async () => {
    const [a, b] = [randomLayout(80, 4), randomLayout(80, 4)];
    b[7 * 2] = NaN;
    const depth = Float64Array.from({ length: 80 }, () => 5);
    depth[9] = NaN;
    const moved = await compare({ xy: a }, { xy: b, depth });
    expect([moved.compared, moved.shares[7], moved.shares[9], moved.shares[8]]).toEqual([78, NaN, NaN, 0]);
    expect(meanMoved(moved)).toBe(0);
  });

  it.each([0, 1, 2])('compares nothing of %i images', async (count) => {
    const xy = randomLayout(count, 5);
    const moved = await compare({ xy }, { xy });
    expect([moved.k, mostMoved(moved, 10), meanMoved(moved)]).toEqual([0, [], NaN]);
  });

  it('looks at a quarter of few images', async () => {
    const xy = randomLayout(15, 6);
    expect((await compare({ xy }, { xy })).k).toBe(3);
  });

  it('lets others run, and stops when it is told', async () => {
    const controller = new AbortController();
    let pauses = 0;
    const xy = randomLayout(5000, 7);
    const pause = (): Promise<void> => {
      if (++pauses === 4) controller.abort();
      return Promise.resolve();
    };
    await expect(movedImages({ xy }, { xy }, { signal: controller.signal, pause })).rejects.toThrow('abort');
    expect(pauses).toBe(4);
  });

  it('is found among a hundred thousand', async () => {
    const moved = await compare({ xy: randomLayout(100_000, 8) }, { xy: randomLayout(100_000, 9) });
    expect(mostMoved(moved, 10)).toHaveLength(10);
  });
});
