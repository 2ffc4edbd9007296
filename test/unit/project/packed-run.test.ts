import { describe, expect, it } from 'vitest';
import { aligned } from '../../../src/core/project/align.ts';
import { drive } from '../../../src/core/project/drive.ts';
import { startRun } from '../../../src/core/project/layout.ts';
import type { Projection, ProjectionRequest, RunControl } from '../../../src/core/project/projector.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { stripsUsed } from '../../bench/strips.ts';
import { layOut, loadKernels, plainGraph } from '../../fakes/projection.ts';

const dimension = 32;
const SIZES = [60, 40, 25, 25, 20];
const quick = {
  umap: { epochs: 500 },
  tsne: { perplexity: 5, iterations: 500 },
};

/** Groups in directions that have nothing to do with each other: no edge of 15 neighbours leads out of one. */
function strangers(sizes: readonly number[]): Float32Array {
  const random = seededRandom(9);
  const vectors = sizes.flatMap((size, group) =>
    Array.from({ length: size }, () => {
      const values = Array.from({ length: dimension }, (_, at) => (at === group ? 3 : 0) + random() - 0.5);
      const length = Math.hypot(...values);
      return values.map((value) => value / length);
    }).flat(),
  );
  return Float32Array.from(vectors);
}

function requestOf(method: 'umap' | 'tsne', vectors = strangers(SIZES), more = {}): ProjectionRequest {
  const graph = plainGraph(vectors, dimension, 15);
  return { vectors, dimension, graph, seed: 42, parameters: { ...quick[method], ...more } };
}

describe.each(['umap', 'tsne'] as const)('%s of groups that nothing ties to each other', (method) => {
  it.each([
    { dimensions: 2, strips: 12 },
    { dimensions: 3, strips: 10 },
  ])('uses the space of $dimensions dimensions', async ({ dimensions, strips }) => {
    const { layout } = await layOut(method, requestOf(method, strangers(SIZES), { dimensions }));
    expect(stripsUsed(layout, dimensions)).toBeGreaterThanOrEqual(strips);
  });

  it('gives the same bits, however often it is looked at', async () => {
    const run = await startRun(method, requestOf(method), await loadKernels(), () => undefined);
    while (run.done < run.total) {
      run.step();
      if (run.done % 50 === 0) run.layout();
    }
    expect(Float64Array.from(run.layout())).toEqual((await layOut(method, requestOf(method))).layout);
  });

  it('ends as it was seen last, also where it is stopped', async () => {
    const run = await startRun(method, requestOf(method), await loadKernels(), () => undefined);
    let control: RunControl | undefined;
    let time = 0;
    let seen = new Float32Array();
    const projection: Projection = await drive(run, {
      dimensions: 2,
      onFrame: ({ layout, done }) => {
        seen = layout.slice();
        if (done >= 300) control?.stop();
      },
      onProgress: () => undefined,
      pause: () => Promise.resolve(),
      now: () => (time += 200),
      onStart: (given) => {
        control = given;
      },
    });
    expect(projection.stopped).toBe(true);
    expect(projection.layout).toEqual(Float64Array.from(seen));
    expect(stripsUsed(projection.layout, 2)).toBeGreaterThanOrEqual(12);
  });

  it('does not rearrange its groups at the end', async () => {
    const run = await startRun(method, requestOf(method), await loadKernels(), () => undefined);
    while (run.done < 0.96 * run.total) run.step();
    const before = run.layout();
    while (run.done < run.total) run.step();
    const after = run.layout();
    const reach = Math.max(...after) - Math.min(...after);
    after.forEach((value, at) => {
      expect(Math.abs(value - (before[at] ?? NaN))).toBeLessThan(0.1 * reach);
    });
  });

  it('keeps its arrangement when a tenth more images come', async () => {
    const vectors = strangers(SIZES);
    const isNew = (row: number): boolean => row % 10 === 9;
    const kept = vectors.filter((_, at) => !isNew(Math.floor(at / dimension)));
    const first = await layOut(method, requestOf(method, kept));
    let next = 0;
    const start = Float64Array.from({ length: (vectors.length / dimension) * 2 }, (_, at) =>
      isNew(Math.floor(at / 2)) ? NaN : (first.layout[next++] ?? NaN),
    );
    const refitted = aligned((await layOut(method, { ...requestOf(method), start })).layout, start, 2);
    const shifts = Array.from(start).flatMap((was, at) =>
      Number.isNaN(was) ? [] : [Math.abs((refitted[at] ?? NaN) - was)],
    );
    const reach = Math.max(...first.layout) - Math.min(...first.layout);
    expect(shifts.sort((a, b) => a - b)[Math.floor(shifts.length / 2)]).toBeLessThan(0.02 * reach);
    expect(shifts[Math.floor(0.95 * shifts.length)]).toBeLessThan(0.1 * reach);
    expect(stripsUsed(refitted, 2)).toBeGreaterThanOrEqual(12);
  });
});
