import { describe, expect, it } from 'vitest';
import type { RunInput } from '../../../../src/core/project/run.ts';
import { TsneJsRun } from '../../../../src/core/project/reference/tsne-js.ts';
import type { TsneKernels } from '../../../../src/core/project/tsne/kernels.ts';
import { TsneRun } from '../../../../src/core/project/tsne/run.ts';
import { loadKernels } from '../../../fakes/projection.ts';
import {
  clusteredVectors,
  graphOf,
  plainAffinities,
  plainDivergence,
  randomLayout,
  rowsOf,
} from './fixture.ts';

const defaults = { perplexity: 10, iterations: 300, learningRate: 0, exaggeration: 12 };

function inputOf(vectors: number[][], input: Partial<RunInput> = {}): RunInput {
  const dimensions = input.dimensions ?? 2;
  return {
    graph: graphOf(vectors, Math.min(vectors.length - 1, 60)),
    dimensions,
    parameters: defaults,
    seed: 42,
    start: randomLayout(vectors.length, dimensions, 1),
    isRefit: false,
    ...input,
  };
}

async function started(input: RunInput): Promise<TsneRun> {
  return new TsneRun(input, (await loadKernels()).tsne);
}

async function finished(input: RunInput): Promise<TsneRun> {
  const run = await started(input);
  while (run.done < run.total) run.step();
  return run;
}

describe('t-SNE', () => {
  it('minimises what tsne-js minimises, no less well', { timeout: 60_000 }, async () => {
    const vectors = clusteredVectors(80, 4, 0.8);
    // So large that no pair is left out.
    const perplexity = 27;
    const affinities = plainAffinities(vectors, perplexity);
    const parameters = { ...defaults, perplexity, iterations: 500 };
    const ours = await finished({ ...inputOf(vectors), graph: graphOf(vectors, 79), parameters });
    const reference = new TsneJsRun(
      { rows: vectors, parameters: { perplexity, iterations: 500, learningRate: 50 }, seed: 42 },
      () => undefined,
    );
    reference.step();
    const theirs = rowsOf(reference.layout(), 2);
    const divergence = plainDivergence(affinities, rowsOf(ours.layout(), 2));
    expect(divergence).toBeLessThan(plainDivergence(affinities, theirs) * 1.01);
    expect(ours.loss()).toBeCloseTo(divergence, 4);
  });

  it('reaches by the grid what exact gradients reach', { timeout: 60_000 }, async () => {
    const parameters = { ...defaults, iterations: 500 };
    const input = inputOf(clusteredVectors(1500, 12, 0.8), { parameters });
    const [byGrid, exact] = [(await loadKernels()).tsne, (await loadKernels()).tsne];
    let onGrid = 0;
    const repelExactly: TsneKernels['repelOnGrid'] = (points, count, forces) => {
      onGrid++;
      return exact.repel2(points, count, forces);
    };
    const losses = [byGrid, { ...exact, repelOnGrid: repelExactly }].map((kernels) => {
      const run = new TsneRun(input, kernels);
      while (run.done < run.total) run.step();
      return run.loss();
    });
    expect(onGrid).toBeGreaterThan(100);
    // Two descents end in two minima.
    expect(losses[0]).toBeLessThan((losses[1] ?? NaN) * 1.03);
  });

  it('keeps clusters together, in two and three dimensions', async () => {
    const vectors = clusteredVectors(90, 3, 0.3);
    for (const dimensions of [2, 3]) {
      const rows = rowsOf((await finished(inputOf(vectors, { dimensions }))).layout(), dimensions);
      expect(rows[0]).toHaveLength(dimensions);
      const distance = (a: number, b: number): number =>
        Math.hypot(...(rows[a] ?? []).map((value, axis) => value - (rows[b]?.[axis] ?? NaN)));
      for (const point of rows.keys()) {
        const nearest = [...rows.keys()]
          .filter((other) => other !== point)
          .reduce((best, other) => (distance(point, other) < distance(point, best) ? other : best));
        expect(nearest % 3).toBe(point % 3);
      }
    }
  });

  it('gives the same bits for the same input, and others for another seed', async () => {
    const input = inputOf(clusteredVectors(700, 5), { parameters: { ...defaults, iterations: 120 } });
    const once = (await finished(input)).layout();
    expect((await finished(input)).layout()).toEqual(once);
    expect((await finished({ ...input, seed: 43 })).layout()).not.toEqual(once);
  });

  it('gives the same bits on a memory that was used before, and whoever asks for the loss', async () => {
    const kernels = (await loadKernels()).tsne;
    const input = inputOf(clusteredVectors(700, 5), { parameters: { ...defaults, iterations: 120 } });
    const layouts = [0, 1].map((asked) => {
      const run = new TsneRun(input, kernels);
      while (run.done < run.total) {
        run.step();
        if (asked) expect(run.loss()).toBeGreaterThan(0);
      }
      return run.layout();
    });
    expect(layouts[0]).toEqual(layouts[1]);
  });

  it('leaves points that may not move where they are, to the bit, and moves the others', async () => {
    const movable = Uint8Array.from({ length: 200 }, (_, point) => (point % 3 === 0 ? 1 : 0));
    for (const dimensions of [2, 3]) {
      const start = randomLayout(200, dimensions, 40);
      start[dimensions] = -0;
      const run = await finished(
        inputOf(clusteredVectors(200, 4), { dimensions, start, movable, isRefit: true }),
      );
      const [before, after] = [rowsOf(start, dimensions), rowsOf(run.layout(), dimensions)];
      for (const [point, mayMove] of movable.entries()) {
        if (mayMove) expect(after[point]).not.toEqual(before[point]);
        else expect(after[point]).toEqual(before[point]);
      }
    }
  });

  it('goes on from a map as it is', async () => {
    const vectors = clusteredVectors(150, 4);
    const map = (await finished(inputOf(vectors))).layout();
    const refit = await started(inputOf(vectors, { start: map, isRefit: true }));
    expect(refit.layout()).toEqual(map);
    const before = refit.loss();
    for (let step = 0; step < 50; step++) refit.step();
    expect(refit.loss()).toBeLessThan(before + 0.01);
    expect(Math.max(...refit.layout().map((value, at) => Math.abs(value - (map[at] ?? 0))))).toBeLessThan(10);
  });

  it('goes on from where it is with other parameters', async () => {
    const run = await finished(inputOf(clusteredVectors(150, 4)));
    const before = run.layout();
    run.change({ ...defaults, perplexity: 20, iterations: 400 });
    expect([run.done, run.total]).toEqual([0, 400]);
    expect(run.layout()).toEqual(before);
    const loss = run.loss();
    run.step();
    expect(Math.max(...run.layout().map((value, at) => Math.abs(value - (before[at] ?? 0))))).toBeLessThan(
      5.01,
    );
    while (run.done < run.total) run.step();
    expect(run.loss()).toBeLessThan(loss);
    expect(run.layout()).not.toEqual(before);
  });

  it('keeps a map of weak structure from contracting to a point early', async () => {
    // Noise alone: exaggerated twelve times, attraction is stronger than repulsion in every direction.
    const vectors = clusteredVectors(400, 1, 40);
    const run = await started(inputOf(vectors, { parameters: { ...defaults, iterations: 1000 } }));
    for (let step = 0; step < 250; step++) run.step();
    expect(Math.max(...run.layout())).toBeGreaterThan(1e-5);
  });

  it('is centred', async () => {
    const layout = (await finished(inputOf(clusteredVectors(150, 4)))).layout();
    for (const axis of [0, 1]) {
      const sum = layout.reduce((total, value, at) => (at % 2 === axis ? total + value : total), 0);
      expect(Math.abs(sum / 150)).toBeLessThan(1e-4);
    }
  });

  it.each([1, 2, 3, 4, 5, 9])('lays out %i points', async (count) => {
    const parameters = { ...defaults, perplexity: Math.max(1, (count - 1) / 3) };
    for (const dimensions of [2, 3]) {
      const layout = (
        await finished(inputOf(clusteredVectors(count, 2), { dimensions, parameters }))
      ).layout();
      expect(layout).toHaveLength(count * dimensions);
      expect(layout.every(Number.isFinite)).toBe(true);
    }
  });

  it('lays out points that are all the same, and tells duplicates apart', async () => {
    const same = Array.from({ length: 30 }, () => [1, 0, 0]);
    const start = new Float32Array(60);
    const layout = (await finished(inputOf(same, { start }))).layout();
    expect(layout.every(Number.isFinite)).toBe(true);
    expect(new Set(rowsOf(layout, 2).map(String)).size).toBe(30);
    const pairs = clusteredVectors(40, 4).flatMap((vector) => [vector, vector]);
    const twins = (await finished(inputOf(pairs))).layout();
    expect(twins.every(Number.isFinite)).toBe(true);
  });
});
