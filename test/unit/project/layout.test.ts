import { describe, expect, it } from 'vitest';
import { fitParameters, layOut } from '../../../src/core/project/layout.ts';
import { seededRandom } from '../../../src/core/project/random.ts';

const dimension = 16;

/** Points around `clusters` directions, each of length 1. */
function vectorsOf(count: number, clusters: number): Float32Array {
  const random = seededRandom(7);
  const centres = Array.from({ length: clusters }, () =>
    Array.from({ length: dimension }, () => random() - 0.5),
  );
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const values = (centres[row % clusters] ?? []).map((value) => value + (random() - 0.5) * 0.2);
    const length = Math.hypot(...values);
    vectors.set(
      values.map((value) => value / length),
      row * dimension,
    );
  }
  return vectors;
}

const request = (
  count: number,
  seed = 42,
  parameters: Record<string, number> = {},
): Parameters<typeof layOut>[1] => ({
  vectors: vectorsOf(count, 3),
  dimension,
  seed,
  parameters,
});
const ignore = (): void => undefined;
const quick = { umap: { epochs: 100 }, tsne: { iterations: 250 } } as const;

describe.each(['umap', 'tsne'] as const)('%s', (method) => {
  it('gives the same bits for the same seed, and others for another', () => {
    const once = layOut(method, request(30, 42, quick[method]), ignore);
    expect(layOut(method, request(30, 42, quick[method]), ignore)).toEqual(once);
    expect(layOut(method, request(30, 43, quick[method]), ignore)).not.toEqual(once);
  });

  it('keeps clusters together', () => {
    const parameters = { umap: { epochs: 100 }, tsne: { perplexity: 8, iterations: 500 } }[method];
    const layout = layOut(method, request(60, 42, parameters), ignore);
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

  it.each([0, 1, 2, 3, 4, 5, 9])('lays out %i points', (count) => {
    const layout = layOut(method, request(count), ignore);
    expect(layout).toHaveLength(2 * count);
    expect(layout.every(Number.isFinite)).toBe(true);
  });

  it('lays out duplicates', () => {
    const one = vectorsOf(1, 1);
    const vectors = Float32Array.from({ length: 20 * dimension }, (_, index) => one[index % dimension] ?? 0);
    expect(
      layOut(method, { ...request(20, 42, quick[method]), vectors }, ignore).every(Number.isFinite),
    ).toBe(true);
  });

  it('tells its steps, up to the last or an early end', () => {
    const steps: number[] = [];
    layOut(method, request(30, 42, quick[method]), (done) => steps.push(done));
    expect(steps.length).toBeGreaterThan(20);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('refuses numbers that are not finite', () => {
    const vectors = vectorsOf(10, 2);
    vectors[3] = NaN;
    expect(() => layOut(method, { ...request(10), vectors }, ignore)).toThrow('not finite');
  });
});

it('does not leave Math.random seeded', () => {
  const before = Math.random;
  layOut('tsne', request(10, 1, quick.tsne), ignore);
  expect(Math.random).toBe(before);
});

it('asks for no more neighbours than there are', () => {
  expect(fitParameters('umap', {}, 8)['neighbors']).toBe(7);
  expect(fitParameters('umap', {}, 100)['neighbors']).toBe(15);
  expect(fitParameters('tsne', { perplexity: 5 }, 100)['perplexity']).toBe(5);
  expect(fitParameters('tsne', {}, 31)['perplexity']).toBe(10);
});
