import { describe, expect, it } from 'vitest';
import { duplicatePairs, duplicateSets, outlierScores } from '../../../src/core/neighbours/findings.ts';
import { plainNeighbours } from './reference.ts';

/** Points on the unit circle, at these degrees. */
function circle(...degrees: number[]): Float32Array {
  return Float32Array.from(
    degrees.flatMap((degree) => [Math.cos((degree * Math.PI) / 180), Math.sin((degree * Math.PI) / 180)]),
  );
}

describe('duplicates', () => {
  it('are the pairs above a cosine, once each, the most similar first', () => {
    const graph = plainNeighbours(circle(0, 90, 2, 91, 180, 5), 2, 5);
    const pairs = duplicatePairs(graph, Math.cos((5.5 * Math.PI) / 180));
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [1, 3],
      [0, 2],
      [2, 5],
      [0, 5],
    ]);
    expect(pairs[0]?.similarity).toBeCloseTo(Math.cos(Math.PI / 180), 6);
    expect(duplicateSets(pairs)).toEqual([
      [1, 3],
      [0, 2, 5],
    ]);
  });

  it('are one set where all are equal, though no row knows all others', () => {
    const count = 3000;
    const vectors = { count, k: 5 };
    const indices = Int32Array.from({ length: count * 5 }, (_, at) => {
      const row = Math.floor(at / 5);
      return at % 5 < row ? at % 5 : (at % 5) + 1;
    });
    const graph = { ...vectors, indices, distances: new Float32Array(count * 5) };
    const sets = duplicateSets(duplicatePairs(graph, 0.99));
    expect(sets.map(({ length }) => length)).toEqual([count]);
  });

  it('are none where nothing is so similar', () => {
    expect(duplicatePairs(plainNeighbours(circle(0, 90, 180), 2, 2), 0.9)).toEqual([]);
    expect(duplicateSets([])).toEqual([]);
  });
});

describe('outliers', () => {
  it('are far from their nearest', () => {
    const graph = plainNeighbours(circle(0, 1, 2, 3, 180), 2, 3);
    const scores = outlierScores(graph, 2);
    expect(scores.indexOf(Math.max(...scores))).toBe(4);
    // The nearest of it are at 177 and 178 degrees.
    expect(scores[4]).toBeCloseTo(1 + (Math.cos(Math.PI / 60) + Math.cos(Math.PI / 90)) / 2, 6);
    expect(scores[1]).toBeCloseTo(1 - Math.cos(Math.PI / 180), 6);
  });

  it('are none among fewer than two', () => {
    expect([
      ...outlierScores({ count: 1, k: 0, indices: new Int32Array(), distances: new Float32Array() }, 15),
    ]).toEqual([]);
  });
});
