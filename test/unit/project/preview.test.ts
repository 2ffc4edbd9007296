import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { Comparer, NearestRequest } from '../../../src/core/neighbours/comparer.ts';
import { MapPreviews, sampledRows, type PreviewFrame } from '../../../src/core/project/preview.ts';
import type { ProjectionRequest, Projector } from '../../../src/core/project/projector.ts';
import type { ProjectRequest } from '../../../src/core/reports.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { plainGraph } from '../../fakes/projection.ts';

const map: ProjectRequest = { name: 'umap', method: 'umap', parameters: {}, seed: 42 };
const idsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `image-${at}`);

describe('the images of a preview', () => {
  it('are all of them, in their order, where there are few', () =>
    expect(sampledRows(idsOf(4), 10)).toEqual(Uint32Array.of(0, 1, 2, 3)));

  it('are so many of a large collection, from all of it, in its order', () => {
    const rows = sampledRows(idsOf(10_000), 500);
    expect(rows).toHaveLength(500);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
    // Each tenth of the collection has about a tenth of the sample.
    for (let from = 0; from < 10_000; from += 1000) {
      const share = rows.filter((row) => row >= from && row < from + 1000).length;
      expect(share).toBeGreaterThan(20);
      expect(share).toBeLessThan(90);
    }
  });

  it('are mostly the same ones when others come', () => {
    const named = (ids: readonly string[]): Set<string> =>
      new Set(Array.from(sampledRows(ids, 500), (row) => ids[row] ?? ''));
    const [before, after] = [named(idsOf(5000)), named(['new', ...idsOf(5000)])];
    expect([...before].filter((id) => after.has(id)).length).toBeGreaterThanOrEqual(499);
  });
});

interface Bench {
  readonly store: MemoryStore;
  readonly previews: MapPreviews;
  readonly compared: readonly NearestRequest[];
  readonly laidOut: readonly ProjectionRequest[];
  /** @returns The frames that were told. */
  readonly run: (request?: Partial<ProjectRequest>, signal?: AbortSignal) => Promise<readonly PreviewFrame[]>;
}

/** A collection of cats, then dogs, of which the first dog is a pet, too. @param vectors Of all images, unless it is none. */
async function bench(cats: number, dogs: number, hasVectors = true): Promise<Bench> {
  const store = new MemoryStore();
  const collection = new Collection(store);
  const ids = idsOf(cats + dogs);
  await addImages(collection, 'cat', ids.slice(0, cats));
  await addImages(collection, 'dog', ids.slice(cats));
  await addImages(collection, 'pet', ids.slice(cats, cats + 1));
  const vectors = ids.map((id, at) => [id, [Math.cos(at / 10), Math.sin(at / 10)]] as const);
  if (hasVectors) await embed(collection, vectors);
  const [compared, laidOut]: [NearestRequest[], ProjectionRequest[]] = [[], []];
  const comparer: Comparer = {
    nearest: (request) => {
      compared.push(request);
      return Promise.resolve(plainGraph(request.vectors, request.dimension, request.k));
    },
    quality: () => Promise.reject(new Error('a preview measures nothing')),
    agreement: () => Promise.reject(new Error('a preview measures nothing')),
  };
  const projector: Projector = {
    project: (_method, request, { signal, onFrame }) => {
      laidOut.push(request);
      signal.throwIfAborted();
      const count = request.vectors.length / request.dimension;
      onFrame?.({ layout: new Float32Array(2 * count), dimensions: 2, done: 1, total: 5 });
      const layout = new Float64Array(2 * count).fill(9);
      return Promise.resolve({ layout, dimensions: 2, steps: 5, stopped: false });
    },
  };
  const vectorsOf = (name: string): Promise<string> => Promise.resolve(name === 'other' ? name : model.id);
  const previews = new MapPreviews({ collection, projector, comparer, sha256, vectorsOf });
  const run: Bench['run'] = async (request = {}, signal = new AbortController().signal) => {
    const frames: PreviewFrame[] = [];
    await previews.run({ ...map, ...request }, signal, (frame) => frames.push(frame));
    return frames;
  };
  return { store, previews, compared, laidOut, run };
}

describe('a preview', () => {
  it('shows the layout on its way and at its end, with the concept of each image', async () => {
    const { run, laidOut } = await bench(2, 2);
    const concepts = Uint32Array.of(0, 0, 2, 1);
    expect(await run({ seed: 7, parameters: { neighbors: 3 } })).toEqual([
      { layout: new Float32Array(8), dimensions: 2, done: 1, total: 5, concepts, of: 4 },
      { layout: new Float32Array(8).fill(9), dimensions: 2, done: 5, total: 5, concepts, of: 4 },
    ]);
    expect(laidOut).toMatchObject([{ seed: 7, parameters: { neighbors: 3 }, dimension: 2 }]);
  });

  it('is of a sample, whose vectors are those of its images', async () => {
    const { run, laidOut } = await bench(1000, 900);
    const [frame] = await run();
    expect(frame?.of).toBe(1900);
    expect(frame?.concepts).toHaveLength(1500);
    const rows = sampledRows(idsOf(1900), 1500);
    const [{ vectors } = { vectors: new Float32Array() }] = laidOut;
    for (const at of [0, 700, 1499]) {
      expect(vectors[2 * at]).toBeCloseTo(Math.cos((rows[at] ?? NaN) / 10), 5);
      expect(frame?.concepts[at]).toBe((rows[at] ?? 0) < 1000 ? 0 : rows[at] === 1000 ? 2 : 1);
    }
  });

  it('writes nothing', async () => {
    const { store, run } = await bench(20, 20);
    const before = new Map(store.files);
    await run();
    await run({ method: 'tsne' });
    expect(store.files).toEqual(before);
  });

  it('looks for neighbours once, as long as they are enough', async () => {
    const { run, compared } = await bench(100, 100);
    await run();
    await run({ method: 'tsne' });
    await run({ parameters: { neighbors: 60 } });
    expect(compared.map(({ k }) => k)).toEqual([90]);
    await run({ parameters: { neighbors: 150 } });
    await run();
    expect(compared.map(({ k }) => k)).toEqual([90, 149]);
  });

  it('is of the vectors that the map would be made of', async () => {
    const { run } = await bench(2, 2);
    await run();
    expect(await failureOf(run({ name: 'other' }))).toEqual({ kind: 'no-vectors' });
  });

  it.each([
    [0, 1],
    [1, 1],
  ])('is made of %i and %i images', async (cats, dogs) =>
    expect(await (await bench(cats, dogs)).run()).toHaveLength(2),
  );

  it('ends when it is cancelled', async () => {
    const { run } = await bench(5, 5);
    await expect(run({}, AbortSignal.abort())).rejects.toThrow('aborted');
  });

  it('says what cannot be', async () => {
    expect(await failureOf((await bench(2, 2, false)).run())).toEqual({ kind: 'no-vectors' });
    const { run } = await bench(2, 2);
    expect(await failureOf(run({ parameters: { neighbors: 1 } }))).toMatchObject({ kind: 'bad-argument' });
  });
});
