import { describe, expect, it } from 'vitest';
import { principalCoordinates } from '../../../src/core/project/pca.ts';
import { startingLayout, withPlaces } from '../../../src/core/project/start.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { clusteredVectors, plainGraph } from '../../fakes/projection.ts';

describe('principal coordinates', () => {
  it('are those along the axes of a cloud that is longest in known directions', () => {
    const random = seededRandom(5);
    const lengths = [0.1, 3, 0.2, 10, 1];
    const vectors = Float32Array.from(
      { length: 500 * 5 },
      (_, at) => (random() - 0.5) * (lengths[at % 5] ?? 0) + 7,
    );
    const coordinates = principalCoordinates(vectors, 5, 2);
    const mean = (axis: number): number =>
      vectors.reduce((sum, value, at) => sum + (at % 5 === axis ? value : 0), 0) / 500;
    const [first, second] = [mean(3), mean(1)];
    for (let row = 0; row < 500; row++) {
      expect(coordinates[row * 2]).toBeCloseTo((vectors[row * 5 + 3] ?? 0) - first, 0);
      expect(coordinates[row * 2 + 1]).toBeCloseTo((vectors[row * 5 + 1] ?? 0) - second, 0);
    }
  });

  it('are all there for vectors of one dimension, and none for equal ones', () => {
    expect(principalCoordinates(Float32Array.of(1, 2, 3), 1, 2)).toEqual(Float32Array.of(-1, 0, 0, 0, 1, 0));
    expect(
      principalCoordinates(new Float32Array(12).fill(1), 3, 2).every((value) => Math.abs(value) < 1e-6),
    ).toBe(true);
  });
});

it.each(['pca', 'random'] as const)('a start (%s) has no two points in one place', (kind) => {
  const vectors = new Float32Array(20 * 4).fill(0.5);
  const start = startingLayout(kind, { vectors, dimension: 4 }, 2, 1);
  const places = new Set(
    Array.from({ length: 20 }, (_, row) => `${String(start[row * 2])} ${String(start[row * 2 + 1])}`),
  );
  expect(places.size).toBe(20);
});

describe('points without a place', () => {
  const graph = plainGraph(clusteredVectors(30, 3), 16, 5);

  it('come to their neighbours', () => {
    // Three clusters at three places; the last of each has none.
    const layout = Float64Array.from({ length: 60 }, (_, at) => {
      const row = Math.floor(at / 2);
      return row >= 27 ? NaN : (row % 3) * 10;
    });
    const places = withPlaces(layout, 2, graph, 1);
    for (const row of [27, 28, 29]) expect(places[row * 2]).toBeCloseTo((row % 3) * 10, 1);
    for (let at = 0; at < 54; at++) expect(places[at]).toBe(layout[at]);
  });

  it('come to the middle where nobody near them has one', () => {
    const places = withPlaces(new Float64Array(60).fill(NaN), 2, graph, 1);
    expect(places.every(Number.isFinite)).toBe(true);
    expect(new Set(places).size).toBeGreaterThan(50);
  });
});
