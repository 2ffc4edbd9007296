import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { PointColumns } from '../../../src/core/collection/stored-map.ts';
import { vectorOutline } from '../../../src/core/collection/vector-outline.ts';
import { describeOutdated, describeState, outdatedMark } from '../../../src/core/explore/describe-state.ts';
import { stateFacts, type ChosenVectors } from '../../../src/core/explore/state-facts.ts';
import { collectionState, isComplete, type CollectionState } from '../../../src/core/explore/state.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, device, model, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const pause = (): Promise<void> => Promise.resolve();
const preprocessing = 'as it is';
const chosen = [{ name: 'model', preprocessing }];
const idle = { isRunning: false };
const cancelled = { how: 'cancelled' } as const;
const failed = { how: 'failed', sentence: 'No network.', isModel: true } as const;

async function counted(
  collection: Collection,
  hopeless: readonly string[] = [],
  of: readonly ChosenVectors[] = chosen,
): ReturnType<typeof stateFacts> {
  return stateFacts({
    view: await collection.view(),
    maps: await collection.projections(),
    chosen: of,
    outline: (name) => vectorOutline(collection, name, pause),
    isHopeless: ({ id }) => hopeless.includes(id),
    pause,
  });
}

async function embed(collection: Collection, ids: readonly string[], name = 'model'): Promise<void> {
  const rows = ids.map(
    (id) => [id, { id, sha256: `digest of ${id}`, vector: Float32Array.of(1, 0) }] as const,
  );
  const origin = { model: { ...model, id: name }, device, plan: undefined, preprocessing, dimension: 2 };
  await new EmbeddingFiles(collection, sha256, name).write({ ...origin, rows: new Map(rows) });
}

async function withImages(...ids: string[]): Promise<Collection> {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ids);
  return collection;
}

describe('what is counted of a collection', () => {
  it('is nothing where there is none', async () => {
    expect(await counted(new Collection(new MemoryStore()))).toEqual({ images: 0, embedded: 0, maps: [] });
  });

  it('is which images have a vector of the chosen model', async () => {
    const collection = await withImages('a', 'b', 'c');
    expect(await counted(collection)).toMatchObject({ images: 3, embedded: 0 });
    await embed(collection, ['a', 'gone'], 'other');
    expect(await counted(collection)).toMatchObject({ images: 3, embedded: 0 });
    await embed(collection, ['a', 'b', 'gone']);
    expect(await counted(collection)).toMatchObject({ images: 3, embedded: 2 });
    expect(await counted(collection, [], [{ name: 'model', preprocessing: 'another' }])).toMatchObject({
      embedded: 0,
    });
    expect(await counted(collection, [], [{ name: 'model', preprocessing, sha256: 'x' }])).toMatchObject({
      embedded: 0,
    });
  });

  it('takes any id as it is', async () => {
    const ids = ['"},{"id":"x', 'a\\b', 'ü\n', '}'];
    const collection = await withImages(...ids);
    await embed(collection, ids);
    expect(await counted(collection)).toMatchObject({ images: 4, embedded: 4 });
  });

  it('counts what a journal has', async () => {
    const collection = await withImages('a', 'b', 'c');
    await embed(collection, ['a']);
    const files = new EmbeddingFiles(collection, sha256, 'model');
    const journal = await files.startJournal('r', { model, device, preprocessing, dimension: 2 });
    await journal.append([{ id: 'b', sha256: 'digest of b', vector: Float32Array.of(0, 1) }]);
    expect(await counted(collection)).toMatchObject({ images: 3, embedded: 2 });
  });

  it('is what maps lack and have too much, of images that can be on them', async () => {
    const collection = await withImages('a', 'b', 'c', 'd');
    await collection.writeProjection(projection('umap', ['a', 'gone']));
    await collection.writeProjection(projection('pca', ['a', 'b', 'c', 'd']));
    expect((await counted(collection, ['d'])).maps).toEqual([
      { name: 'pca', missing: 0, gone: 0, isOther: false },
      { name: 'umap', missing: 2, gone: 1, isOther: false },
    ]);
  });

  it('expects no images on a map of another model but those that it has vectors of', async () => {
    const collection = await withImages('a', 'b', 'c');
    const other = { ...model, id: 'other' };
    await collection.writeProjection({ ...projection('umap', ['a']), model: other });
    expect((await counted(collection)).maps).toEqual([{ name: 'umap', missing: 0, gone: 0, isOther: true }]);
    await embed(collection, ['a', 'b'], 'other');
    expect((await counted(collection)).maps).toEqual([{ name: 'umap', missing: 1, gone: 0, isOther: true }]);
  });

  it('takes a description that is written in another way, and none that is damaged', async () => {
    const collection = await withImages('a', 'b');
    await embed(collection, ['a', 'b']);
    const path = 'cache/embeddings/model.json';
    const text = (await collection.store.readText(path)) ?? '';
    const file = JSON.parse(text) as { rows: { id: string; sha256: string }[] };
    const rows = file.rows.map(({ id, sha256: digest }) => ({ sha256: digest, more: 1, id }));
    await collection.store.write(path, JSON.stringify({ ...file, rows }));
    expect(await counted(collection)).toMatchObject({ embedded: 2 });
    await collection.store.write(path, text.slice(0, -20));
    expect(await counted(collection)).toMatchObject({ embedded: 0 });
    expect(collection.problems.has(path)).toBe(true);
  });

  it('lets others run while it counts a large collection', async () => {
    const ids = Array.from({ length: 6000 }, (_, at) => `image-${at}`);
    const collection = await withImages(...ids);
    await embed(collection, ids);
    let pauses = 0;
    const view = await collection.view();
    const resting = (): Promise<void> => {
      pauses++;
      return Promise.resolve();
    };
    const { points, ...header } = projection('umap', ids);
    const facts = await stateFacts({
      view,
      maps: [PointColumns.from(points).of(header)],
      chosen,
      pause: resting,
      outline: (name) => vectorOutline(collection, name, resting),
      isHopeless: () => false,
    });
    expect(facts).toEqual({
      images: 6000,
      embedded: 6000,
      maps: [{ name: 'umap', missing: 0, gone: 0, isOther: false }],
    });
    expect(pauses).toBeGreaterThanOrEqual(15);
  });
});

describe('the state of a collection', () => {
  const none = { images: 0, embedded: 0, maps: [] };
  const umap = { name: 'umap', missing: 0, gone: 0, isOther: false };

  it.each([
    ['empty', none],
    ['fetched', { images: 60, embedded: 0, maps: [] }],
    ['partlyEmbedded', { images: 60, embedded: 24, maps: [] }],
    ['embedded', { images: 60, embedded: 60, maps: [] }],
    ['mapped', { images: 60, embedded: 0, maps: [umap] }],
  ] as const)('is %s', (kind, facts) => {
    const state = collectionState(facts, idle);
    expect(state.kind).toBe(kind);
    expect(isComplete(state)).toBe(kind === 'mapped');
  });

  it('is complete once there is nothing that a run left', () => {
    const facts = { images: 3, embedded: 3, maps: [umap] };
    const left = (run: object, changed: object = {}): boolean =>
      !isComplete(collectionState({ ...facts, ...changed }, { ...idle, ...run }));
    expect(left({})).toBe(false);
    expect(left({ ended: cancelled, wanted: ['umap'] })).toBe(false);
    expect(left({ ended: cancelled, wanted: ['umap', 'tsne'] })).toBe(true);
    expect(left({ wanted: ['umap', 'tsne'] })).toBe(false);
    expect(left({ ended: cancelled }, { embedded: 2 })).toBe(false);
    const other = [{ ...umap, isOther: true }];
    expect(left({ ended: cancelled }, { embedded: 2, maps: other })).toBe(true);
    expect(left({}, { embedded: 2, maps: other })).toBe(false);
    expect(left({}, { maps: [{ ...umap, missing: 1 }] })).toBe(true);
    expect(left({}, { maps: [{ ...umap, gone: 1 }] })).toBe(true);
  });

  it('does not say how the run before ended while another is going on', () => {
    const state = collectionState({ images: 3, embedded: 1, maps: [] }, { isRunning: true, ended: failed });
    expect(state.ended).toBeUndefined();
    expect(describeState(state)).toEqual({
      title: 'At work',
      label: 'At work on 3 images.',
      paragraphs: ['At work on 3 images.'],
      action: 'Cancel',
    });
  });
});

describe('what people read of a state', () => {
  const told = (facts: object, run: object = {}): ReturnType<typeof describeState> =>
    describeState(collectionState({ images: 60, embedded: 0, maps: [], ...facts }, { ...idle, ...run }));

  it.each<[string, object, object, Partial<ReturnType<typeof describeState> & object>]>([
    [
      'fetched only',
      {},
      {},
      {
        label: '60 images have no vectors yet.',
        title: 'No map yet',
        action: 'Embed and Map',
        alone: 'Embed Only',
      },
    ],
    ['one image', { images: 1 }, {}, { label: '1 image has no vector yet.' }],
    [
      'without a model',
      {},
      { ended: failed },
      {
        title: 'No model yet',
        action: 'Try Again',
        paragraphs: [
          'No network.',
          '60 images have no vectors yet. Once they are embedded, they become maps.',
        ],
      },
    ],
    [
      'cancelled in the middle',
      { embedded: 24 },
      { ended: cancelled },
      {
        title: 'Stopped',
        action: 'Continue',
        alone: 'Embed Only',
        label: '24 of 60 images are embedded.',
        paragraphs: [
          '24 of 60 images are embedded. Nothing is lost.',
          'Continue embeds the other 36 and makes the maps.',
        ],
      },
    ],
    ['embedded only', { embedded: 60 }, {}, { label: '60 images, no map yet.', action: 'Make Maps' }],
    [
      'without a map that was wanted',
      { embedded: 60, maps: [{ name: 'umap', missing: 0, gone: 0 }] },
      { ended: cancelled, wanted: ['umap', 'tsne'] },
      { label: 'The map t-SNE was not made.', action: 'Continue' },
    ],
  ])('%s', (_name, facts, run, expected) => expect(told(facts, run)).toMatchObject(expected));

  it('is nothing where there is nothing, or all', () => {
    expect(told({ images: 0 })).toBeUndefined();
    expect(told({ embedded: 60, maps: [{ name: 'umap', missing: 3, gone: 0 }] })).toBeUndefined();
  });

  it.each([
    [3, 0, '3 images are not on this map.', '3 images missing'],
    [1, 0, '1 image is not on this map.', '1 image missing'],
    [0, 2, '2 images on this map are gone from the collection.', '2 images gone'],
    [
      3,
      1,
      '3 images are not on this map. 1 image on this map is gone from the collection.',
      '3 images missing, 1 gone',
    ],
  ])('of a map: %i missing, %i gone', (missing, gone, sentence, mark) => {
    expect(describeOutdated({ missing, gone })).toBe(sentence);
    expect(outdatedMark({ missing, gone })).toBe(mark);
  });

  it('is the same for the sidebar and the page, which get it as plain data', () => {
    const state = collectionState({ images: 3, embedded: 1, maps: [] }, { ...idle, ended: failed });
    expect(JSON.parse(JSON.stringify(state)) as CollectionState).toEqual(state);
  });
});
