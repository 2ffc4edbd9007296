import { expect, it } from 'vitest';
import { Collection } from '../../src/core/collection/collection.ts';
import { explore } from '../../src/core/pipeline.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { device, model } from '../fakes/collections.ts';
import { silentLogger } from '../fakes/fixed-clock.ts';
import { JumpingClock } from '../fakes/jumping-clock.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { plainGraph } from '../fakes/projection.ts';

const GIF = Uint8Array.from(Buffer.from('GIF89a'));

it.each([
  ['back', '2026-06-01T12:00:00Z', '2026-06-01T11:00:00Z', '1970-01-01T00:00:00Z'],
  ['forward', '2026-06-01T12:00:00Z', '2026-06-01T13:00:00Z', '2099-01-01T00:00:00Z'],
])('reports how long the stages took, also where the clock is set %s meanwhile', async (_way, ...shown) => {
  const clock = new JumpingClock(...shown);
  const { signal } = new AbortController();
  const { seconds, embedded } = await explore(
    { concepts: ['cat'], count: 4, methods: ['pca'], seed: 42 },
    {
      collection: new Collection(new MemoryStore()),
      source: {
        id: 'fake',
        keepsAnswers: true,
        search: async () => {
          await clock.sleep(2000);
          return ['a', 'b', 'c', 'd'].map((id) => ({ id, raw: { id }, locations: [id] }));
        },
        image: () => Promise.resolve(GIF),
      },
      embedder: {
        preprocessing: 'as it is',
        candidates: () => Promise.resolve([model]),
        load: () =>
          Promise.resolve({
            ...{ model, device },
            async *embed(images) {
              await clock.sleep(3000);
              yield images.map(({ id }, at) => ({ id, vector: Float32Array.of(Math.cos(at), Math.sin(at)) }));
            },
          }),
      },
      decoder: {
        async *thumbnails(images) {
          await Promise.resolve();
          yield images.map(() => ({ failure: 'none is wanted' }));
        },
        texts: () => Promise.resolve([]),
      },
      projector: {
        project: async () => {
          await clock.sleep(4000);
          return { layout: new Float64Array(8), dimensions: 2, steps: 1, stopped: false };
        },
      },
      comparer: {
        nearest: ({ vectors, dimension, k }) => Promise.resolve(plainGraph(vectors, dimension, k)),
        quality: () =>
          Promise.resolve({
            mark: { k: 2, trustworthiness: 1, continuity: 1, neighboursKept: 1 },
            distortion: new Float32Array(4),
          }),
        agreement: () => Promise.resolve(1),
      },
      clock,
      logger: silentLogger,
      sha256,
      run: 'r',
    },
    { signal, onProgress: () => undefined },
  );
  expect(embedded).toBe(4);
  expect(seconds).toEqual({ fetch: 2, embed: 3, project: 4 });
});
