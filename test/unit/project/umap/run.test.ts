import { UMAP } from 'umap-js';
import { describe, expect, it } from 'vitest';
import type { RunInput } from '../../../../src/core/project/run.ts';
import { startingLayout } from '../../../../src/core/project/start.ts';
import { fitCurve } from '../../../../src/core/project/umap/curve.ts';
import { fuzzySet } from '../../../../src/core/project/umap/fuzzy-set.ts';
import { umapLoss } from '../../../../src/core/project/umap/loss.ts';
import { UmapRun } from '../../../../src/core/project/umap/run.ts';
import { seededRandom } from '../../../../src/core/random.ts';
import { clusteredVectors, loadKernels, plainGraph } from '../../../fakes/projection.ts';

const dimension = 16;
const parameters = { neighbors: 10, minDist: 0.1, spread: 1, metric: 'cosine', epochs: 200 };

function inputOf(count: number, more: Partial<RunInput> = {}): RunInput {
  const vectors = clusteredVectors(count, 6);
  const graph = plainGraph(vectors, dimension, 30);
  const start = startingLayout('pca', { vectors, dimension }, 2, 42);
  return { graph, dimensions: 2, parameters, seed: 42, start, isRefit: false, ...more };
}

async function run(input: RunInput): Promise<UmapRun> {
  return new UmapRun(input, (await loadKernels()).umap);
}

async function finished(input: RunInput): Promise<UmapRun> {
  const started = await run(input);
  while (started.done < started.total) started.step();
  return started;
}

describe('UMAP', () => {
  it('reaches a loss not above that of umap-js on the same neighbours', async () => {
    const input = inputOf(200);
    const { graph } = input;
    const set = fuzzySet(graph, 10, 'cosine');
    const curve = fitCurve(0.1, 1);
    const umap = new UMAP({ nNeighbors: 10, nEpochs: 200, minDist: 0.1, random: seededRandom(42) });
    const rows = Array.from({ length: graph.count }, (_, row) => row);
    umap.setPrecomputedKNN(
      rows.map((row) => [row, ...graph.indices.subarray(row * graph.k, row * graph.k + 9)]),
      rows.map((row) => [0, ...graph.distances.subarray(row * graph.k, row * graph.k + 9)]),
    );
    const theirs = umapLoss(set, Float32Array.from(umap.fit(rows.map(() => [0])).flat()), 2, curve);
    const ours = umapLoss(set, (await finished(input)).layout(), 2, curve);
    // Both draw at random; a difference of 3 % is none.
    expect(ours).toBeLessThan(theirs * 1.03);
  });

  it('lowers its loss', async () => {
    const started = await run(inputOf(120));
    const before = started.loss();
    for (let step = 0; step < 200; step++) started.step();
    expect(started.loss()).toBeLessThan(before);
  });

  it('starts from where it is told, brought to a size of 10', async () => {
    const input = inputOf(60);
    const largest = Math.max(...input.start.map(Math.abs));
    (await run(input))
      .layout()
      .forEach((value, at) => expect(value).toBeCloseTo(((input.start[at] ?? 0) * 10) / largest, 3));
  });

  it('takes as many epochs as umap-learn where none are asked for', async () => {
    expect((await run(inputOf(60, { parameters: { ...parameters, epochs: 0 } }))).total).toBe(500);
  });

  it('leaves points alone that may not move', async () => {
    const first = (await finished(inputOf(60))).layout();
    const movable = Uint8Array.from({ length: 60 }, (_, row) => (row % 10 === 9 ? 1 : 0));
    const placed = (await finished(inputOf(60, { start: first, isRefit: true, movable }))).layout();
    placed.forEach((value, at) => {
      if (movable[Math.floor(at / 2)] === 0) expect(value).toBe(first[at]);
    });
    expect(placed).not.toEqual(first);
  });

  it('goes on with other parameters from where it is', async () => {
    const started = await run(inputOf(60));
    for (let step = 0; step < 50; step++) started.step();
    const before = started.layout();
    started.change({ ...parameters, minDist: 0.9, neighbors: 20, epochs: 100 });
    expect(started.layout()).toEqual(before);
    expect([started.done, started.total]).toEqual([50, 150]);
    while (started.done < started.total) started.step();
    expect(started.layout().every(Number.isFinite)).toBe(true);
    expect(started.layout()).not.toEqual(before);
  });

  it('refuses parameters that do not go together, and stays as it was', async () => {
    const started = await run(inputOf(60));
    expect(() => started.change({ minDist: 1, spread: 0.5 })).toThrow('larger than the spread');
    started.step();
    expect([started.done, started.total]).toEqual([1, 200]);
  });
});
