import { describe, expect, it } from 'vitest';
import type { ProjectionMethod } from '../../../src/core/collection/schema.ts';
import { fitParameters, neighboursNeeded } from '../../../src/core/project/requirements.ts';
import { clusteredVectors, layOut, requestOf } from '../../fakes/projection.ts';

const quick: Readonly<Record<ProjectionMethod, Record<string, number>>> = {
  umap: { epochs: 100 },
  tsne: { perplexity: 8, iterations: 400 },
  pca: {},
  'umap-js': { epochs: 100 },
  'tsne-js': { perplexity: 8, iterations: 400 },
};

describe.each(['umap', 'tsne', 'pca', 'umap-js', 'tsne-js'] as const)('%s', (method) => {
  const request = (count: number, seed = 42): ReturnType<typeof requestOf> =>
    requestOf(count, quick[method], seed);

  it('gives the same bits for the same seed', async () => {
    const { layout } = await layOut(method, request(30));
    expect((await layOut(method, request(30))).layout).toEqual(layout);
  });

  it('keeps clusters together', async () => {
    const { layout } = await layOut(method, request(60));
    const distance = (a: number, b: number): number =>
      Math.hypot(
        (layout[2 * a] ?? 0) - (layout[2 * b] ?? 0),
        (layout[2 * a + 1] ?? 0) - (layout[2 * b + 1] ?? 0),
      );
    for (let point = 0; point < 60; point++) {
      const others = Array.from({ length: 60 }, (_, other) => other).filter((other) => other !== point);
      const nearest = others.reduce((best, other) =>
        distance(point, other) < distance(point, best) ? other : best,
      );
      expect(nearest % 3).toBe(point % 3);
    }
  });

  it.each([0, 1, 2, 3, 4, 5, 9])('lays out %i points', async (count) => {
    const { layout } = await layOut(method, request(count));
    expect(layout).toHaveLength(2 * count);
    expect(layout.every(Number.isFinite)).toBe(true);
  });

  it('lays out vectors that are all equal', async () => {
    const one = clusteredVectors(1, 1);
    const vectors = Float32Array.from({ length: 20 * 16 }, (_, index) => one[index % 16] ?? 0);
    const { layout } = await layOut(method, requestOf(20, quick[method], 42, vectors));
    expect(layout.every(Number.isFinite)).toBe(true);
  });

  it('lays out pairs of duplicates', async () => {
    const single = clusteredVectors(20, 3);
    const vectors = Float32Array.from({ length: 40 * 16 }, (_, at) => single[at % single.length] ?? 0);
    const { layout } = await layOut(method, requestOf(40, quick[method], 42, vectors));
    expect(layout.every(Number.isFinite)).toBe(true);
  });

  it('tells its steps up to the last', async () => {
    const steps: [number, number][] = [];
    await layOut(method, request(30), (done, total) => steps.push([done, total]));
    const [done, total] = steps.at(-1) ?? [0, 1];
    expect(done).toBe(total);
    expect(steps.length).toBeGreaterThan(method === 'pca' ? 0 : 20);
  });

  it('refuses numbers that are not finite', async () => {
    const vectors = clusteredVectors(10, 2);
    vectors[3] = NaN;
    await expect(layOut(method, { ...request(10), vectors })).rejects.toThrow('not finite');
  });
});

describe.each(['umap', 'tsne', 'pca'] as const)('%s in space', (method) => {
  it('fills three dimensions', async () => {
    const { layout, dimensions } = await layOut(method, requestOf(60, { ...quick[method], dimensions: 3 }));
    expect(dimensions).toBe(3);
    expect(layout).toHaveLength(180);
    const spread = [0, 1, 2].map((axis) => {
      const values = layout.filter((_, at) => at % 3 === axis);
      return Math.max(...values) - Math.min(...values);
    });
    expect(Math.min(...spread)).toBeGreaterThan(Math.max(...spread) / 20);
  });
});

describe.each(['umap', 'tsne'] as const)('%s from a map that stands', (method) => {
  /** Every tenth point of a map is new. */
  async function standing(): Promise<{ request: ReturnType<typeof requestOf>; start: Float64Array }> {
    const request = requestOf(60, quick[method]);
    const { layout } = await layOut(method, request);
    return { request, start: layout.map((value, at) => (Math.floor(at / 2) % 10 === 9 ? NaN : value)) };
  }

  it('places new points and leaves the others where they were', async () => {
    const { request, start } = await standing();
    const { layout } = await layOut(method, { ...request, start, placesOnly: true });
    expect(layout.every(Number.isFinite)).toBe(true);
    const kept = layout.filter((value, at) => Number.isNaN(start[at]) || Object.is(value, start[at]));
    expect(kept).toHaveLength(layout.length);
  });

  it('does not start from nothing when it refits', async () => {
    const { request, start } = await standing();
    const { layout } = await layOut(method, { ...request, start });
    const reach = Math.max(...layout) - Math.min(...layout);
    const shifts = layout.map((value, at) => Math.abs(value - (start[at] ?? 0))).filter(Number.isFinite);
    expect(shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length).toBeLessThan(reach / 10);
    expect(layout).not.toEqual(start);
  });
});

it.each(['umap', 'tsne', 'umap-js', 'tsne-js'] as const)(
  '%s: another map for another seed',
  async (method) => {
    const { layout } = await layOut(method, requestOf(30, quick[method], 42));
    expect((await layOut(method, requestOf(30, quick[method], 43))).layout).not.toEqual(layout);
  },
);

it('does not leave Math.random seeded', async () => {
  const before = Math.random;
  await layOut('tsne-js', requestOf(10, quick['tsne-js']));
  expect(Math.random).toBe(before);
});

it('asks for no more neighbours than there are', () => {
  expect(fitParameters('umap', {}, 8)['neighbors']).toBe(7);
  expect(fitParameters('umap', {}, 100)['neighbors']).toBe(15);
  expect(fitParameters('umap', { neighbors: 100 }, 1000, 90)['neighbors']).toBe(91);
  expect(fitParameters('tsne', { perplexity: 5 }, 100)['perplexity']).toBe(5);
  expect(fitParameters('tsne', {}, 31)['perplexity']).toBe(10);
});

it('knows how many neighbours a method needs', () => {
  expect(neighboursNeeded('umap', {})).toBe(14);
  expect(neighboursNeeded('tsne', { perplexity: 40 })).toBe(120);
});
