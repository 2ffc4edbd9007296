import { expect, it } from 'vitest';
import { computeLevels } from '../../src/core/clusters/clusterer.ts';
import { Collection } from '../../src/core/collection/collection.ts';
import { LexiclipError } from '../../src/core/errors.ts';
import { explore, finish, type PipelineDependencies } from '../../src/core/pipeline.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { addImages, device, model, projection } from '../fakes/collections.ts';
import { silentLogger } from '../fakes/fixed-clock.ts';
import { JumpingClock } from '../fakes/jumping-clock.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { plainGraph } from '../fakes/projection.ts';

const GIF = Uint8Array.from(Buffer.from('GIF89a'));

function dependencies(collection: Collection, clock = new JumpingClock()): PipelineDependencies {
  return {
    collection,
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
          model,
          device,
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
      sheet: () => Promise.reject(new Error('there is no thumbnail')),
      texts: () => Promise.resolve([]),
    },
    projector: {
      project: async (_method, { vectors, dimension }) => {
        await clock.sleep(4000);
        return {
          layout: new Float64Array((2 * vectors.length) / dimension),
          dimensions: 2,
          steps: 1,
          stopped: false,
        };
      },
    },
    comparer: {
      nearest: ({ vectors, dimension, k }) => Promise.resolve(plainGraph(vectors, dimension, k)),
      quality: ({ layout, dimensions }) =>
        Promise.resolve({
          mark: { k: 2, trustworthiness: 1, continuity: 1, neighboursKept: 1 },
          distortion: new Float32Array(layout.length / dimensions),
        }),
      agreement: () => Promise.resolve(1),
    },
    clusterer: { levels: (request) => Promise.resolve(computeLevels(request)) },
    clock,
    logger: silentLogger,
    sha256,
    run: 'r',
  };
}

const task = { signal: new AbortController().signal, onProgress: () => undefined };

it.each([
  ['back', '2026-06-01T12:00:00Z', '2026-06-01T11:00:00Z', '1970-01-01T00:00:00Z'],
  ['forward', '2026-06-01T12:00:00Z', '2026-06-01T13:00:00Z', '2099-01-01T00:00:00Z'],
])('reports how long the stages took, also where the clock is set %s meanwhile', async (_way, ...shown) => {
  const clock = new JumpingClock(...shown);
  const { seconds, embedded } = await explore(
    { concepts: ['cat'], count: 4, methods: ['pca'], seed: 42 },
    dependencies(new Collection(new MemoryStore()), clock),
    task,
  );
  expect(embedded).toBe(4);
  expect(seconds).toEqual({ fetch: 2, embed: 3, project: 4 });
});

it('goes on from the images that there are: vectors that are missing, maps that are, and maps that stand', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c', 'd']);
  await collection.writeProjection({ ...projection('pca', ['a', 'b']), name: 'mine', seed: 7 });
  const given = dependencies(collection);
  const { embedded, projections } = await finish({ methods: ['pca'], seed: 42 }, given, task);
  expect([embedded?.embedded, projections]).toEqual([4, ['mine', 'pca']]);
  const maps = await collection.projections();
  expect(maps.map(({ seed, ids }) => [seed, ids.length])).toEqual([
    [7, 4],
    [42, 4],
  ]);
  const again = await finish({ methods: ['pca'], seed: 42 }, given, task);
  expect(again.embedded?.embedded).toBe(0);
  expect(await collection.projections()).toEqual(maps);
});

it('brings the maps that are named up to date, and no others', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c', 'd']);
  for (const name of ['one', 'two'])
    await collection.writeProjection({ ...projection('pca', ['a', 'b']), name });
  await finish({ methods: ['pca'], only: ['two'], seed: 42 }, dependencies(collection), task);
  const maps = await collection.projections();
  expect(maps.map(({ name, ids }) => [name, ids.length])).toEqual([
    ['one', 2],
    ['two', 4],
  ]);
});

it('updates a map of another model from the vectors that it has, and loads no model', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c', 'd']);
  const given = dependencies(collection);
  await finish({ methods: ['pca'], seed: 42 }, given, task);
  await collection.writeProjection(projection('pca', ['a']));
  const chosen = { ...model, id: 'another' };
  const load = (): Promise<never> => Promise.reject(new Error('a model was loaded'));
  const embedder = { ...given.embedder, candidates: () => Promise.resolve([chosen]), load };
  const { embedded } = await finish({ methods: [], seed: 42 }, { ...given, embedder }, task);
  expect(embedded).toBeUndefined();
  expect((await collection.readProjection('pca'))?.ids).toHaveLength(4);
});

it('has the maps also where clustering fails, and tells', async () => {
  const told: string[] = [];
  const given = dependencies(new Collection(new MemoryStore()));
  const failure = new LexiclipError({ kind: 'clustering-failed', detail: 'out of memory' });
  const { projections } = await explore(
    { concepts: ['cat'], count: 4, methods: ['pca'], seed: 42 },
    {
      ...given,
      clusterer: { levels: () => Promise.reject(failure) },
      logger: { ...silentLogger, warn: (line) => told.push(line) },
    },
    task,
  );
  expect(projections).toEqual(['pca']);
  expect(told).toEqual(['The images could not be clustered (out of memory).']);
});
