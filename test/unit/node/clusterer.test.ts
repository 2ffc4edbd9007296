import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { computeLevels } from '../../../src/core/clusters/clusterer.ts';
import { ThreadClusterer } from '../../../src/node/clusters/thread-clusterer.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

/** Built by `npm run build`. */
const entry = path.resolve(import.meta.dirname, '../../../dist/workers/projection.js');
const vectors = groupedVectors(300, 8);
const request = { vectors, dimension: 8, graph: plainNeighbours(vectors, 8, 15), seed: 42 };
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

describe('the thread that clusters', () => {
  it('answers what this thread would', async () => {
    expect(await new ThreadClusterer(entry).levels(request, task)).toEqual(computeLevels(request));
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const levels = new ThreadClusterer(entry).levels(request, { ...task, signal: controller.signal });
    controller.abort();
    await expect(levels).rejects.toThrow('abort');
    const late = new ThreadClusterer(entry).levels(request, { ...task, signal: AbortSignal.abort() });
    await expect(late).rejects.toThrow('abort');
  });

  it('that does not start is told as such', async () => {
    const failure = await failureOf(new ThreadClusterer('/no/such/file.js').levels(request, task));
    expect(failure.kind).toBe('clustering-failed');
  });
});
