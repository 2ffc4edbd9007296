import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MapQuality } from '../../../src/core/neighbours/comparer.ts';
import { MapPoints } from '../../../src/core/neighbours/map-points.ts';
import { mapQuality } from '../../../src/core/neighbours/quality.ts';
import { wasmProduct, type ProductKernels } from '../../../src/core/neighbours/wasm-product.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { loadWasm } from '../../../src/node/wasm.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { cosines, plainNeighbours } from './reference.ts';

/** Built by `npm run build`. */
const wasm = path.resolve(import.meta.dirname, '../../../dist/wasm/product.wasm');
let kernels: ProductKernels;

beforeAll(async () => {
  kernels = (await loadWasm(wasm)) as ProductKernels;
});

interface Case {
  readonly vectors: Float32Array;
  readonly dimension: number;
  readonly layout: Float64Array;
  readonly dimensions: number;
}

function quality(
  map: Case,
  k = 20,
  limits?: { readonly exact: number; readonly sample: number },
): Promise<MapQuality> {
  const { vectors, dimension } = map;
  const graph = plainNeighbours(vectors, dimension, Math.max(0, Math.min(k, vectors.length / dimension - 1)));
  const { signal } = new AbortController();
  return mapQuality({ ...map, graph }, wasmProduct(kernels, map), signal, () => undefined, limits);
}

/** All other rows of each, nearest first: as the definitions say. */
function orders(count: number, apart: (row: number) => readonly number[]): number[][] {
  return Array.from({ length: count }, (_, row) => {
    const distances = apart(row);
    const others = Array.from({ length: count }, (_, other) => other).filter((other) => other !== row);
    return others.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
  });
}

/** Venna and Kaski's formulas, written down. */
function textbook({ vectors, dimension, layout, dimensions }: Case, k: number): Record<string, number> {
  const n = vectors.length / dimension;
  const high = orders(n, (row) => cosines(vectors, dimension, row).map((cosine) => 1 - cosine));
  const low = orders(n, (row) =>
    Array.from({ length: n }, (_, other) => {
      let sum = 0;
      for (let at = 0; at < dimensions; at++)
        sum += ((layout[row * dimensions + at] ?? 0) - (layout[other * dimensions + at] ?? 0)) ** 2;
      return sum;
    }),
  );
  const measure = (shown: number[][], real: number[][]): number => {
    let sum = 0;
    for (let row = 0; row < n; row++)
      for (const other of shown[row]?.slice(0, k) ?? [])
        sum += Math.max(0, (real[row]?.indexOf(other) ?? 0) + 1 - k);
    return 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * sum;
  };
  const kept = low.map((list, row) =>
    list.slice(0, k).filter((other) => high[row]?.slice(0, k).includes(other)),
  );
  return {
    k,
    trustworthiness: measure(low, high),
    continuity: measure(high, low),
    neighboursKept: kept.reduce((sum, list) => sum + list.length, 0) / n / k,
  };
}

function scattered(count: number, dimensions: number, seed = 3): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count * dimensions }, () => random() * 10);
}

/** The first coordinates of vectors as a map: better than chance, far from right. */
function shadow(vectors: Float32Array, dimension: number, dimensions: number): Float64Array {
  return Float64Array.from({ length: (vectors.length / dimension) * dimensions }, (_, at) => {
    const row = Math.floor(at / dimensions);
    return vectors[row * dimension + (at % dimensions)] ?? 0;
  });
}

const close = (expected: Record<string, number>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 5) as unknown]),
  );

describe('the quality of a map', () => {
  it.each([
    [300, 2, 20],
    [300, 3, 20],
    [301, 2, 300],
    [120, 2, 15],
    [31, 2, 30],
  ])(
    'of %i points in %i dimensions is the textbook’s, with %i neighbours known',
    async (count, dimensions, k) => {
      const vectors = groupedVectors(count, 12);
      for (const layout of [shadow(vectors, 12, dimensions), scattered(count, dimensions)]) {
        const map = { vectors, dimension: 12, layout, dimensions };
        expect((await quality(map, k)).mark).toEqual(close(textbook(map, 15)));
      }
    },
  );

  it.each([
    [3, 1],
    [4, 1],
    [5, 2],
    [6, 2],
    [30, 14],
  ])('of %i points is of %i neighbours', async (count, k) => {
    const vectors = groupedVectors(count, 4);
    const map = { vectors, dimension: 4, layout: scattered(count, 2), dimensions: 2 };
    expect((await quality(map)).mark).toEqual(close(textbook(map, k)));
  });

  it.each([0, 1, 2])('of %i points is perfect: nothing can be wrong', async (count) => {
    const vectors = groupedVectors(count, 4);
    const { mark, distortion } = await quality({
      vectors,
      dimension: 4,
      layout: scattered(count, 2),
      dimensions: 2,
    });
    expect(mark).toEqual({ k: 1, trustworthiness: 1, continuity: 1, neighboursKept: 1 });
    expect([...distortion]).toEqual(new Array(count).fill(0));
  });

  it('is 1 where the map is what the vectors are', async () => {
    // On a half circle, cosine and distance order alike.
    const random = seededRandom(1);
    const angles = Array.from({ length: 200 }, () => random() * Math.PI);
    const layout = Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
    const { mark, distortion } = await quality({
      vectors: Float32Array.from(layout),
      dimension: 2,
      layout,
      dimensions: 2,
    });
    expect(mark).toMatchObject(close({ trustworthiness: 1, continuity: 1, neighboursKept: 1 }));
    expect(Math.max(...distortion)).toBe(0);
  });

  it('is about a half where the map is chance', async () => {
    const vectors = groupedVectors(600, 16);
    const { mark } = await quality({ vectors, dimension: 16, layout: scattered(600, 2), dimensions: 2 });
    expect(mark.trustworthiness).toBeGreaterThan(0.4);
    expect(mark.trustworthiness).toBeLessThan(0.6);
    expect(mark.neighboursKept).toBeLessThan(0.1);
  });

  it('tells which point is torn from its neighbours', async () => {
    const vectors = Float32Array.from(
      Array.from({ length: 60 }, (_, row) => [Math.cos(row / 30), Math.sin(row / 30)]).flat(),
    );
    const layout = Float64Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? at / 2 : 0));
    // Point 5 stands at the other end.
    layout[10] = 100;
    const { distortion } = await quality({ vectors, dimension: 2, layout, dimensions: 2 });
    expect(distortion.indexOf(Math.max(...distortion))).toBe(5);
    expect(distortion[5]).toBe(1);
    // The last of fifteen is one of two that are equally far.
    expect(distortion[30]).toBeLessThan(0.1);
  });

  it('takes the lower row of equals, on the map and among the vectors', async () => {
    const count = 100;
    const vectors = Float32Array.from({ length: count * 4 }, (_, at) => (at % 4 === 0 ? 1 : 0));
    const map = { vectors, dimension: 4, layout: new Float64Array(count * 2), dimensions: 2 };
    expect((await quality(map)).mark).toMatchObject({ trustworthiness: 1, continuity: 1, neighboursKept: 1 });
    const apart = { ...map, layout: scattered(count, 2) };
    expect((await quality(apart)).mark).toEqual(close(textbook(apart, 15)));
  });

  it('of more than 20,000 points is that of a sample', async () => {
    const count = 20_001;
    const vectors = Float32Array.from({ length: count * 2 }, (_, at) => {
      const angle = (Math.floor(at / 2) / count) * Math.PI;
      return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    const k = 2;
    const indices = Int32Array.from({ length: count * k }, (_, at) => {
      const middle = Math.min(Math.max(Math.floor(at / 2), 1), count - 2);
      return at % 2 === 0 ? middle - 1 : middle + 1;
    });
    const graph = { count, k, indices, distances: new Float32Array(count * k) };
    const map = { vectors, dimension: 2, layout: Float64Array.from(vectors), dimensions: 2 };
    const { signal } = new AbortController();
    const { mark } = await mapQuality({ ...map, graph }, wasmProduct(kernels, map), signal, () => undefined);
    expect(mark.sampled?.points).toBe(2000);
    expect(mark.k).toBe(2);
  });

  it('of a sample is close to the whole, by the error that it tells', async () => {
    const vectors = groupedVectors(900, 12);
    const map = { vectors, dimension: 12, layout: shadow(vectors, 12, 2), dimensions: 2 };
    const whole = await quality(map);
    const sampled = await quality(map, 20, { exact: 800, sample: 200 });
    const { points, standardErrors } = sampled.mark.sampled ?? {};
    expect(points).toBe(200);
    for (const figure of ['trustworthiness', 'continuity'] as const) {
      const error = standardErrors?.[figure] ?? NaN;
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(0.02);
      expect(Math.abs(sampled.mark[figure] - whole.mark[figure])).toBeLessThan(3 * error);
    }
    // Those need no sample.
    expect(sampled.mark.neighboursKept).toBe(whole.mark.neighboursKept);
    expect(sampled.distortion).toEqual(whole.distortion);
  });
});

describe('points on a map', () => {
  it.each([2, 3])('in %i dimensions find their nearest', (dimensions) => {
    // Whole numbers, so that many are equally far.
    const layout = scattered(500, dimensions).map(Math.round);
    const points = new MapPoints(layout, dimensions);
    const rows = Array.from({ length: 500 }, (_, row) => row);
    const plain = orders(500, (row) => rows.map((other) => points.apart(row, other)));
    expect([...points.nearest(9)]).toEqual(plain.flatMap((list) => list.slice(0, 9)));
  });
});
