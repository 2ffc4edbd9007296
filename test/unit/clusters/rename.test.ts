import { beforeEach, describe, expect, it } from 'vitest';
import { readClusters, writeClusters } from '../../../src/core/clusters/clusters-file.ts';
import { renameCluster } from '../../../src/core/clusters/rename.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { storedClusters } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const PATH = 'clusters/m.json';
const CATS = { level: 'fine', id: 'fine-1' } as const;

let store: MemoryStore;
let collection: Collection;

beforeEach(async () => {
  store = new MemoryStore();
  collection = new Collection(store);
  await writeClusters(collection, 'm', storedClusters({ cats: ['a', 'b'], dogs: ['c'] }));
});

const rename = (name: string, reference: Parameters<typeof renameCluster>[2] = CATS): Promise<string> =>
  renameCluster(collection, 'm', reference, name);
const names = async (): Promise<unknown> =>
  (await readClusters(collection, 'm'))?.levels.map(({ clusters }) => clusters.map(({ name }) => name));

describe('a cluster', () => {
  it('is renamed in its file, where nothing else becomes another', async () => {
    const before = (await store.readText(PATH)) ?? '';
    expect(await rename('  My \n cats ')).toBe('My cats');
    expect(await store.readText(PATH)).toBe(before.replace('"name": "cats"', '"name": "My cats"'));
    expect(await names()).toEqual([['all'], ['My cats', 'dogs']]);
  });

  it('gets the suggested name back where none is given', async () => {
    const before = await store.readText(PATH);
    await rename('Felis');
    expect(await rename(' ')).toBe('cats');
    expect(await store.readText(PATH)).toBe(before);
  });

  it('is found by its id alone', async () => {
    await rename('everything', { id: 'coarse-1' });
    expect(await names()).toEqual([['everything'], ['cats', 'dogs']]);
  });

  it('keeps a name that it has, and its file its date', async () => {
    const before = store.files.get(PATH);
    await rename('cats');
    expect(store.files.get(PATH)).toBe(before);
  });

  it.each(['dogs', ' Dogs', 'DOGS'])('is not called as another of its level is: %j', async (name) => {
    expect(await failureOf(rename(name))).toMatchObject({
      kind: 'bad-argument',
      argument: `“${name.trim()}”`,
    });
    expect(await names()).toEqual([['all'], ['cats', 'dogs']]);
  });

  it('may be called as one of another level is', async () => {
    expect(await rename('all')).toBe('all');
  });

  it('does not get a suggested name back that another has by now', async () => {
    await rename('Felis');
    await rename('cats', { id: 'fine-2' });
    expect(await failureOf(rename(''))).toMatchObject({ kind: 'bad-argument', argument: '“cats”' });
  });

  it.each(['"},{"id":"x', '</script>', '$(check) [x](command:y)', '__proto__', '\u202e\ud800', '\u{1F431}'])(
    'may be called %j: in the file, it is a text',
    async (name) => {
      await rename(name);
      collection = new Collection(store);
      expect(await names()).toEqual([['all'], [JSON.parse(JSON.stringify(name)), 'dogs']]);
    },
  );

  it('is not called by a book', async () => {
    expect(await failureOf(rename('x'.repeat(1001)))).toMatchObject({ kind: 'bad-argument' });
  });

  it('that is not there cannot be renamed', async () => {
    const gone = { kind: 'no-such-cluster', cluster: 'fine-9' };
    expect(await failureOf(rename('x', { id: 'fine-9' }))).toEqual(gone);
    expect(await failureOf(rename('x', { level: 'coarse', id: 'fine-1' }))).toMatchObject({
      kind: 'no-such-cluster',
    });
    expect(await failureOf(renameCluster(collection, 'other', CATS, 'x'))).toEqual({ kind: 'no-clusters' });
  });

  it('of a damaged file cannot be renamed, and the file stays', async () => {
    const damaged = ((await store.readText(PATH)) ?? '').slice(0, 300);
    await store.write(PATH, damaged);
    expect(await failureOf(rename('x'))).toMatchObject({ kind: 'corrupt-file', path: PATH });
    expect(await store.readText(PATH)).toBe(damaged);
  });
});
