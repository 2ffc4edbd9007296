import { describe, expect, it } from 'vitest';
import type { SparseMatrix } from '../../../../src/core/project/sparse.ts';
import { affinities } from '../../../../src/core/project/tsne/affinities.ts';
import { clusteredVectors, graphOf, plainAffinities } from './fixture.ts';

function dense({ count, offsets, columns, values }: SparseMatrix): number[][] {
  return Array.from({ length: count }, (_, row) => {
    const filled = new Array<number>(count).fill(0);
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++) {
      filled[columns[at] ?? 0] = values[at] ?? 0;
    }
    return filled;
  });
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('affinities', () => {
  it.each([5, 10, 25])('are those of the textbook for a perplexity of %i', (perplexity) => {
    const vectors = clusteredVectors(60, 4);
    const expected = plainAffinities(vectors, perplexity);
    // Neighbours beyond 3 · perplexity are left out, so that only those of 20 and more are all pairs.
    const graph = graphOf(vectors, 59);
    const found = dense(affinities(graph, perplexity));
    const largest = Math.max(...expected.flat());
    const tolerance = perplexity >= 20 ? 1e-5 : 0.05;
    for (const [i, row] of expected.entries()) {
      for (const [j, value] of row.entries()) {
        expect(Math.abs((found[i]?.[j] ?? 0) - value)).toBeLessThan(tolerance * largest);
      }
    }
  });

  it('are symmetric, of each pair once, and sum to 1', () => {
    const found = affinities(graphOf(clusteredVectors(200, 5), 30), 8);
    const matrix = dense(found);
    expect(sum(found.values)).toBeCloseTo(1, 5);
    for (const [i, row] of matrix.entries()) {
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(matrix[j]?.[i] ?? 0, 9);
      const columns = found.columns.subarray(found.offsets[i], found.offsets[i + 1]);
      expect(new Set(columns).size).toBe(columns.length);
      expect(columns).not.toContain(i);
    }
  });

  it('reach no farther than 3 · perplexity, nor than the graph', () => {
    const vectors = clusteredVectors(200, 5);
    const entries = (k: number, perplexity: number): number =>
      affinities(graphOf(vectors, k), perplexity).columns.length;
    expect(entries(40, 5)).toBe(entries(15, 5));
    expect(entries(6, 5)).toBeLessThan(entries(15, 5));
  });

  it('are all the same among duplicates', () => {
    const vectors = Array.from({ length: 20 }, () => [1, 0, 0]);
    const { values } = affinities(graphOf(vectors, 19), 5);
    expect(sum(values)).toBeCloseTo(1, 5);
    const bound = affinities(graphOf(vectors, 19), 30);
    expect(Math.max(...bound.values)).toBeCloseTo(1 / (20 * 19), 9);
    expect(Math.min(...bound.values)).toBeCloseTo(1 / (20 * 19), 9);
  });

  it('are finite where some are duplicates and others far', () => {
    const vectors = [...Array.from({ length: 12 }, () => [1, 0, 0]), ...clusteredVectors(12, 3, 0.6, 3)];
    const { values } = affinities(graphOf(vectors, 23), 3);
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(sum(values)).toBeCloseTo(1, 5);
  });

  it('are none for one point', () => expect(affinities(graphOf([[1, 0]], 0), 5).values).toHaveLength(0));
});
