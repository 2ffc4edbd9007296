import { UMAP } from 'umap-js';
import { describe, expect, it } from 'vitest';
import { fuzzySet } from '../../../../src/core/project/umap/fuzzy-set.ts';
import { clusteredVectors, plainGraph } from '../../../fakes/projection.ts';

const dimension = 16;

/** What umap-js makes of the same neighbours: weight by `row,column`. */
function umapJsSet(count: number, k: number, graph: ReturnType<typeof plainGraph>): Map<string, number> {
  const rows = Array.from({ length: count }, (_, row) => {
    const [from, to] = [row * graph.k, row * graph.k + k - 1];
    return {
      // umap-js counts a point among its neighbours.
      indices: [row, ...graph.indices.subarray(from, to)],
      distances: [0, ...graph.distances.subarray(from, to)],
    };
  });
  const umap = new UMAP({ nNeighbors: k, nEpochs: 1, random: () => 0.5 });
  umap.setPrecomputedKNN(
    rows.map(({ indices }) => indices),
    rows.map(({ distances }) => distances),
  );
  umap.initializeFit(rows.map(({ distances }) => distances));
  const { graph: set } = umap as unknown as {
    graph: { getAll(): { row: number; col: number; value: number }[] };
  };
  return new Map(
    set.getAll().flatMap(({ row, col, value }) => (value === 0 ? [] : [[`${row},${col}`, value]])),
  );
}

describe('the fuzzy set', () => {
  it.each([
    ['clusters', clusteredVectors(120, 4)],
    [
      'pairs of duplicates',
      Float32Array.from({ length: 80 * dimension }, (_, at) => clusteredVectors(40, 3)[at % 640] ?? 0),
    ],
  ])('is that of umap-js: %s', (_, vectors) => {
    const graph = plainGraph(vectors, dimension, 30);
    const theirs = umapJsSet(graph.count, 15, graph);
    const { offsets, columns, values, count } = fuzzySet(graph, 15, 'cosine');
    expect(values.length).toBe(theirs.size);
    for (let row = 0; row < count; row++)
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++)
        expect(values[at]).toBeCloseTo(theirs.get(`${row},${String(columns[at])}`) ?? NaN, 5);
  });

  it('is symmetric, with columns ascending', () => {
    const { offsets, columns, values, count } = fuzzySet(
      plainGraph(clusteredVectors(60, 3), dimension, 20),
      10,
      'euclidean',
    );
    const weights = new Map<string, number>();
    for (let row = 0; row < count; row++)
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++) {
        if (at > (offsets[row] ?? 0)) expect(columns[at]).toBeGreaterThan(columns[at - 1] ?? 0);
        weights.set(`${row},${String(columns[at])}`, values[at] ?? 0);
      }
    for (const [pair, weight] of weights)
      expect(weights.get(pair.split(',').reverse().join(','))).toBe(weight);
  });
});
