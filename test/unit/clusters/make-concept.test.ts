import { beforeEach, describe, expect, it } from 'vitest';
import { writeClusters } from '../../../src/core/clusters/clusters-file.ts';
import { makeConcept } from '../../../src/core/clusters/make-concept.ts';
import { CollectionIndex } from '../../../src/core/collection/collection-index.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { LONGEST_CONCEPT } from '../../../src/core/concepts.ts';
import type { ClusterReference, MadeConcept } from '../../../src/core/reports.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, storedClusters } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

let store: MemoryStore;
let collection: Collection;

beforeEach(async () => {
  store = new MemoryStore();
  collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], { a: { prompt: 'one', seed: '7', mine: [1] } });
  await addImages(collection, 'dog', ['c', 'b']);
  collection.index.expire();
  await writeClusters(
    collection,
    'm',
    storedClusters({ soft: ['c', 'a', 'gone'], hard: ['b'], lost: ['gone'] }),
  );
});

const make = (name = '', reference: ClusterReference = { id: 'fine-1' }, own = task): Promise<MadeConcept> =>
  makeConcept(reference, name, { collection, vectors: 'm', clock: new FixedClock(), sha256 }, own);

/** As another process finds the collection. */
async function found(): Promise<Record<string, readonly string[]>> {
  const { concepts } = await new CollectionIndex(new Collection(store), () => Promise.resolve()).view();
  return Object.fromEntries(concepts.map(({ name, images }) => [name, images.map(({ id }) => id)]));
}

describe('a concept that is made of a cluster', () => {
  it('has its images, which stay where they were, too', async () => {
    expect(await make('Furry  ones')).toEqual({ name: 'Furry ones', images: 2 });
    expect(await found()).toEqual({ cat: ['a', 'b'], dog: ['c', 'b'], 'Furry ones': ['a', 'c'] });
    const view = await collection.view();
    expect(view.image('a')?.concepts).toEqual([0, 2]);
    // The first concept that found an image is still the one whose prompt file is shown.
    expect(view.image('a')?.path).toBe('concepts/cat/a.json');
    expect(view.images.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('is called as the cluster where no name is given', async () => {
    expect(await make()).toEqual({ name: 'soft', images: 2 });
  });

  it('keeps what the prompt files say, and where each image comes from', async () => {
    await make('furry');
    const before = await collection.readPrompt('cat', 'a');
    expect(await collection.readPrompt('furry', 'a')).toEqual({
      ...before,
      lexiclip: { ...before?.lexiclip, concept: 'furry' },
    });
    const text = await store.readText('concepts/cat/a.json');
    expect(await store.readText('concepts/furry/a.json')).toBe(
      text?.replace('"concept": "cat"', '"concept": "furry"'),
    );
    expect(await collection.readConcept('furry')).toMatchObject({
      query: 'furry',
      source: 'cluster',
      requested: 2,
      images: ['a', 'c'],
      missing: [],
    });
  });

  it('keeps what was written into prompt files of a concept that is no more', async () => {
    await addImages(collection, 'furry', ['a'], { a: { prompt: 'mine' } });
    await store.write('collection.json', '{"formatVersion": 1, "concepts": ["cat", "dog"]}');
    collection.index.expire();
    await make('furry');
    expect(await collection.readPrompt('furry', 'a')).toMatchObject({ prompt: 'mine' });
    expect((await found())['furry']).toEqual(['a', 'c']);
  });

  it('may be one of a coarser level', async () => {
    expect(await make('whole', { level: 'coarse', id: 'coarse-1' })).toEqual({ name: 'whole', images: 3 });
  });

  it.each(['cat', ' CAT', 'Cat  '])('is refused the name of one that there is: %j', async (name) => {
    expect(await failureOf(make(name))).toMatchObject({
      kind: 'bad-argument',
      problem: expect.stringContaining('is a concept already') as string,
    });
    expect(await found()).toEqual({ cat: ['a', 'b'], dog: ['c', 'b'] });
  });

  it.each([
    '../../x',
    'con',
    '.',
    'a, b',
    'x = y | z',
    '__proto__',
    '\u202e$(check)',
    '\u{1F431}',
    'concept',
  ])('may be called %j: its folder is a safe name', async (name) => {
    await make(name);
    expect((await found())[name]).toEqual(['a', 'c']);
    for (const path of store.files.keys()) expect(path).toMatch(/^[a-z0-9._/-]+$/);
    expect([...store.files.keys()].filter((path) => path.includes('..'))).toEqual([]);
  });

  it('is not called by a book, and not of no images', async () => {
    expect(await failureOf(make('x'.repeat(LONGEST_CONCEPT + 1)))).toMatchObject({ kind: 'bad-argument' });
    expect(await failureOf(make('none', { id: 'fine-3' }))).toEqual({
      kind: 'bad-argument',
      argument: '“lost”',
      problem: 'has no images in this collection',
    });
    expect(await failureOf(make('none', { id: 'fine-9' }))).toMatchObject({ kind: 'no-such-cluster' });
  });

  it('is not there before all of it is: where it was cancelled, nothing is', async () => {
    const before = new Map(store.files);
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 0) controller.abort();
    };
    const cancelled = make('furry', { id: 'fine-1' }, { signal: controller.signal, onProgress });
    await expect(cancelled).rejects.toThrow(/abort/i);
    expect([...store.files.keys()].filter((path) => !path.startsWith('cache/'))).toEqual([...before.keys()]);
    expect(Object.keys(await found())).toEqual(['cat', 'dog']);
    expect(await make('furry')).toEqual({ name: 'furry', images: 2 });
    expect((await found())['furry']).toEqual(['a', 'c']);
  });
});
