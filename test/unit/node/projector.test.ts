import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LayoutFrame, ProjectionRequest, RunControl } from '../../../src/core/project/projector.ts';
import type { Progress } from '../../../src/core/signal.ts';
import { ThreadProjector } from '../../../src/node/projection/projector.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { clusteredVectors, layOut, plainGraph, requestOf } from '../../fakes/projection.ts';

/** Built by `npm run build`. */
const projector = new ThreadProjector(
  path.resolve(import.meta.dirname, '../../../dist/workers/projection.js'),
);
const quiet = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** Seconds of work, of many short steps. */
function long(parameters: ProjectionRequest['parameters']): ProjectionRequest {
  const vectors = clusteredVectors(1500, 6);
  return { vectors, dimension: 16, graph: plainGraph(vectors, 16, 30), parameters, seed: 42 };
}

describe.each([
  ['umap', { epochs: 5000 }],
  ['tsne', { perplexity: 10, iterations: 5000 }],
] as const)('the thread that lays out: %s', (method, parameters) => {
  it('gives the bits of a run on this thread, twice', async () => {
    const request = requestOf(80, method === 'umap' ? { epochs: 200 } : { iterations: 300 });
    const first = await projector.project(method, request, quiet);
    expect(first).toEqual(await projector.project(method, request, quiet));
    expect(first.layout).toEqual((await layOut(method, request)).layout);
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    let last: Progress | undefined;
    const onProgress = (progress: Progress): void => {
      last = progress;
      if (progress.done > 0) controller.abort();
    };
    const run = projector.project(method, long(parameters), { signal: controller.signal, onProgress });
    await expect(run).rejects.toThrow('abort');
    expect(last?.done).toBeLessThan(last?.total ?? 0);
  });

  it('shows itself on the way, starting with its start, and keeps what it is when it is stopped', async () => {
    const frames: LayoutFrame[] = [];
    let control: RunControl | undefined;
    const result = await projector.project(method, long(parameters), {
      ...quiet,
      onStart: (given) => {
        control = given;
      },
      onFrame: (frame) => {
        frames.push(frame);
        if (frames.length === 3) control?.stop();
      },
    });
    expect(frames.map(({ done }) => done)).toEqual([...frames.map(({ done }) => done)].sort((a, b) => a - b));
    expect(frames[0]).toMatchObject({ done: 0, total: 5000, dimensions: 2 });
    expect(frames.every(({ layout }) => layout.length === 3000)).toBe(true);
    expect(result.stopped).toBe(true);
    expect(result.steps).toBeGreaterThanOrEqual(frames[2]?.done ?? NaN);
    expect(result.steps).toBeLessThan(5000);
    expect(result.layout.every(Number.isFinite)).toBe(true);
  });

  it('goes on with other parameters while it runs', async () => {
    let control: RunControl | undefined;
    let frames = 0;
    const fewer = method === 'umap' ? { epochs: 20, neighbors: 500 } : { iterations: 250, perplexity: 5 };
    const { steps, stopped } = await projector.project(method, long(parameters), {
      ...quiet,
      onStart: (given) => {
        control = given;
      },
      onFrame: () => {
        if (++frames === 2) control?.change(fewer);
      },
    });
    expect(stopped).toBe(false);
    expect(steps).toBeLessThan(5000);
  });
});

describe('the thread that lays out', () => {
  it('says what went wrong', async () => {
    const request = { ...requestOf(20), parameters: { minDist: 1, spread: 0.5 } };
    expect(await failureOf(projector.project('umap', request, quiet))).toEqual({
      kind: 'projection-failed',
      method: 'UMAP',
      detail: 'the minimum distance must not be larger than the spread',
    });
  });

  it('leaves a run alone where new parameters cannot be used', async () => {
    const { stopped, steps } = await projector.project('umap', requestOf(60, { epochs: 3000 }), {
      ...quiet,
      onStart: ({ change }) => change({ minDist: 1, spread: 0.5 }),
    });
    expect([stopped, steps]).toEqual([false, 3000]);
  });

  it.each(['umap-js', 'tsne-js'] as const)('runs %s', async (method) => {
    const { layout } = await projector.project(method, requestOf(12), quiet);
    expect(layout).toHaveLength(24);
    expect(layout.every(Number.isFinite)).toBe(true);
  });
});
