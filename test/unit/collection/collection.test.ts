import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { promptPath } from '../../../src/core/collection/paths.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const mark = {
  concept: 'cat',
  source: 'lexica',
  image: 'images/a.jpg',
  sha256: '00',
  fetchedAt: '2026-01-01',
};

describe('Collection', () => {
  it('writes collection.json and .gitignore with the first concept, and keeps the order of concepts', async () => {
    const store = new MemoryStore();
    const collection = new Collection(store);
    expect(await collection.read()).toBeUndefined();
    await collection.addConcept('cat');
    await collection.addConcept('dog');
    await collection.addConcept('Cat');
    expect(await store.readText('.gitignore')).toBe('images/\ncache/\n');
    expect(await store.readText('collection.json')).toBe(
      '{\n  "formatVersion": 1,\n  "concepts": [\n    "cat",\n    "dog"\n  ]\n}\n',
    );
  });

  it('refuses a collection of a newer version and changes nothing', async () => {
    const store = new MemoryStore();
    await store.write('collection.json', '{"formatVersion": 2, "concepts": {"new": "shape"}}');
    const failure = await failureOf(new Collection(store).addConcept('cat'));
    expect(failure).toEqual({ kind: 'newer-format', path: 'collection.json', found: 2, supported: 1 });
    expect([...store.files.keys()]).toEqual(['collection.json']);
  });

  it('reads no more prompt files than there are, however many a damaged list names', async () => {
    const store = new MemoryStore();
    const collection = new Collection(store);
    await addImages(collection, 'cat', ['a', 'b']);
    const concept = await collection.readConcept('cat');
    if (concept === undefined) throw new Error('it was just made');
    const images = Array.from({ length: 100_000 }, (_, index) => `other-${index}`);
    await collection.writeConcept('cat', { ...concept, images: [...images, 'b'] });
    const reading = vi.spyOn(store, 'readText');
    expect((await collection.view()).images.map(({ id }) => id)).toEqual(['b']);
    expect(reading.mock.calls.length).toBeLessThan(10);
  });

  it('says that a file is damaged which names a version a million times', async () => {
    const store = new MemoryStore();
    await store.write('collection.json', '"formatVersion": 1,'.repeat(800_000));
    const collection = new Collection(store);
    expect(await collection.read()).toMatchObject({ concepts: [] });
    expect(collection.problems.all()).toMatchObject([{ failure: { kind: 'corrupt-file' } }]);
  });

  it('names the file and the place of what is damaged', async () => {
    const store = new MemoryStore();
    const collection = new Collection(store);
    const problem = async (text: string): Promise<unknown> => {
      await store.write('collection.json', text);
      await collection.read();
      return collection.problems.failureOf('collection.json');
    };
    expect(await problem('{"formatVersion": 1, "concepts": ["cat", 3]}')).toMatchObject({
      kind: 'corrupt-file',
      path: 'collection.json',
      detail: expect.stringContaining('concepts.1') as string,
    });
    expect(await problem('{"formatVersion"')).toMatchObject({ detail: 'not valid JSON' });
    expect(await problem(' \n')).toMatchObject({ detail: 'it is empty' });
    expect(await problem('{\n<<<<<<< HEAD\n')).toMatchObject({
      detail: expect.stringContaining('line 2 has a conflict marker') as string,
    });
    expect(await problem('\uFEFF{"formatVersion": 1, "concepts": []}')).toBeUndefined();
  });

  it('reads no file of a newer version as a damaged one, whatever else is wrong with it', async () => {
    const store = new MemoryStore();
    await store.write('collection.json', '<<<<<<< HEAD\n{"formatVersion": 2}\n=======\n{"formatVersion": 1}');
    expect(await failureOf(new Collection(store).read())).toMatchObject({ kind: 'newer-format', found: 2 });
  });

  it('keeps a record as it came, keys in their order, and adds one key', async () => {
    const store = new MemoryStore();
    const raw = { id: 'a', seed: '3994773032', prompt: ' a cat  ', nsfw: false, odd: { deep: [1, null] } };
    await new Collection(store).writePrompt('cat', 'a', raw, mark);
    const text = (await store.readText('concepts/cat/a.json')) ?? '';
    expect(text).toBe(`${JSON.stringify({ ...raw, lexiclip: mark }, undefined, 2)}\n`);
  });

  it('lists an image once, though two concepts found it', async () => {
    const collection = new Collection(new MemoryStore());
    const concept = { query: '', source: 'lexica', requested: 1, fetchedAt: '', available: 1, missing: [] };
    for (const [name, images] of [
      ['cat', ['a', 'b']],
      ['pet', ['b', 'c']],
    ] as const) {
      await collection.addConcept(name);
      await collection.writeConcept(name, { ...concept, images: [...images] });
      for (const id of images) await collection.writePrompt(name, id, { id }, mark);
    }
    const { images } = await collection.view();
    expect(images.map(({ id, concepts }) => [id, concepts])).toEqual([
      ['a', [0]],
      ['b', [0, 1]],
      ['c', [1]],
    ]);
  });

  it('leaves a file that would not change untouched', async () => {
    const store = new MemoryStore();
    const collection = new Collection(store);
    await collection.writePrompt('cat', 'a', { id: 'a' }, mark);
    store.failWrites = () => new Error('it was written again');
    await collection.writePrompt('cat', 'a', { id: 'a' }, mark);
  });
});

describe('a damaged file', () => {
  let store: MemoryStore;
  let told: Failure[];
  let collection: Collection;
  beforeEach(async () => {
    store = new MemoryStore();
    told = [];
    collection = new Collection(store, (failure) => told.push(failure));
    for (const concept of ['cat', 'sea lion'])
      await addImages(collection, concept, [`${concept} 1`, `${concept} 2`]);
    for (const name of ['umap', 'tsne'] as const)
      await collection.writeProjection(projection(name, ['cat 1']));
  });
  const ids = async (): Promise<string[]> => (await collection.view()).images.map(({ id }) => id);
  const everything = ['cat 1', 'cat 2', 'sea lion 1', 'sea lion 2'];

  it.each(['', '<<<<<<< HEAD', '[]', 'null', '{"formatVersion": 0}'])(
    'collection.json (%j) costs nothing: the concepts have folders',
    async (text) => {
      await store.write('collection.json', text);
      expect((await collection.read())?.concepts).toEqual(['cat', 'sea lion']);
      expect(await ids()).toEqual(everything);
      expect(told).toMatchObject([{ kind: 'corrupt-file', path: 'collection.json' }]);
    },
  );

  it('collection.json is written anew with the next concept, and the damaged one is kept', async () => {
    await store.write('collection.json', '<<<<<<< HEAD');
    await collection.addConcept('dog');
    expect(JSON.parse((await store.readText('collection.json')) ?? '')).toEqual({
      formatVersion: 1,
      concepts: ['cat', 'sea lion', 'dog'],
    });
    expect(await store.readText('cache/set-aside/collection.json')).toBe('<<<<<<< HEAD');
    expect(told.map(({ kind }) => kind)).toEqual(['corrupt-file', 'set-aside']);
    expect(collection.problems.all()).toEqual([]);
  });

  it('collection.json may be deleted, and comes back', async () => {
    await store.remove('collection.json');
    expect(await ids()).toEqual(everything);
    await collection.addConcept('cat');
    expect(await store.readText('collection.json')).toContain('sea lion');
  });

  it('concept.json costs no image: the prompt files tell', async () => {
    await store.write('concepts/sea-lion/concept.json', '{"images": 3}');
    expect(await ids()).toEqual(everything);
    expect(told).toMatchObject([{ kind: 'corrupt-file', path: 'concepts/sea-lion/concept.json' }]);
    await store.write('collection.json', '');
    expect((await collection.read())?.concepts).toEqual(['cat', 'sea lion']);
  });

  it('prompt file costs that image', async () => {
    const path = promptPath('cat', 'cat 1');
    await store.write(path, '{"lexiclip": {}}');
    expect(await ids()).toEqual(everything.slice(1));
    expect(told).toMatchObject([{ kind: 'corrupt-file', path }]);
  });

  it.each([
    ['', 'it is empty'],
    ['{"name":"umap"}', 'method'],
    ['{"name": "other"', 'not valid JSON'],
  ])('map (%j) costs that map', async (text, detail) => {
    await store.write('projections/umap.json', text);
    expect((await collection.projections()).map(({ name }) => name)).toEqual(['tsne']);
    expect(told).toMatchObject([{ kind: 'damaged-map', name: 'umap', path: 'projections/umap.json' }]);
    expect(JSON.stringify(told)).toContain(detail);
    await collection.writeProjection(projection('umap', ['cat 1']));
    expect(await collection.projections()).toHaveLength(2);
    expect(await store.readText('cache/set-aside/projections-umap.json')).toBe(text);
  });

  it.each([1e308, -1e13])('map with a place of %s is none', async (x) => {
    const map = projection('umap', ['cat 1']);
    await collection.writeProjection({ ...map, points: [{ id: 'cat 1', x, y: 0 }] });
    expect((await collection.projections()).map(({ name }) => name)).toEqual(['tsne']);
  });

  it('map under another name than its file’s is none', async () => {
    await store.write('projections/other.json', (await store.readText('projections/umap.json')) ?? '');
    expect((await collection.projections()).map(({ name }) => name)).toEqual(['tsne', 'umap']);
    expect(told).toMatchObject([{ kind: 'damaged-map', name: 'other' }]);
  });

  it('is told once, however often it is met', async () => {
    await store.write('projections/umap.json', '');
    for (let time = 0; time < 3; time++) await collection.projections();
    expect(told).toHaveLength(1);
  });
});
