import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
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

  it('names the file and the place of what is damaged', async () => {
    const store = new MemoryStore();
    const collection = new Collection(store);
    await store.write('collection.json', '{"formatVersion": 1, "concepts": ["cat", 3]}');
    expect(await failureOf(collection.read())).toMatchObject({
      kind: 'corrupt-file',
      path: 'collection.json',
      detail: expect.stringContaining('concepts.1') as string,
    });
    await store.write('collection.json', '{"formatVersion"');
    expect(await failureOf(collection.read())).toMatchObject({
      kind: 'corrupt-file',
      detail: 'not valid JSON',
    });
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
    const images = await collection.images();
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
