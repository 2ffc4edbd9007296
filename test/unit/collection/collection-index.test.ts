import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { writeIndex } from '../../../src/core/collection/index-file.ts';
import { INDEX_PATH, promptPath } from '../../../src/core/collection/paths.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

/** Notes which files are read. */
class WatchedStore extends MemoryStore {
  readonly reads: string[] = [];

  override read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    this.reads.push(path);
    return super.read(path);
  }

  /** The prompt files that were read since this was last asked. */
  promptsRead(): string[] {
    return this.reads.splice(0).filter((path) => /^concepts\/[^/]+\/(?!concept\.json)/.test(path));
  }
}

const pauses: number[] = [];
const indexing = {
  sha256,
  pause: (): Promise<void> => {
    pauses.push(1);
    return Promise.resolve();
  },
};

let store: WatchedStore;
let problems: Failure[];
const open = (): Collection => new Collection(store, (failure) => problems.push(failure), indexing);
const keep = async (collection: Collection): Promise<void> => {
  await collection.view();
  await writeIndex(collection, collection.index.entries, indexing);
};

/** An index with these lines between its first and its last. */
async function signed(body: string): Promise<string> {
  return `${JSON.stringify({ formatVersion: 1, reads: 3 })}\n${body}${JSON.stringify({ sha256: await sha256(body) })}\n`;
}

/** Changes a file as another program does. */
async function edit(path: string, from: string, to: string): Promise<void> {
  await store.write(path, ((await store.readText(path)) ?? '').replace(from, to));
}

beforeEach(async () => {
  store = new WatchedStore();
  problems = [];
  pauses.length = 0;
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], { b: { nsfw: true } });
  await addImages(collection, 'dog', ['b', 'c']);
  store.reads.length = 0;
});

describe('the index of a collection', () => {
  it('holds each image once, with all concepts that found it, in the order served', async () => {
    const { images, concepts, exists } = await open().view();
    expect(exists).toBe(true);
    expect(images.map(({ id, concepts: of, path }) => [id, of, path])).toEqual([
      ['a', [0], 'concepts/cat/a.json'],
      ['b', [0, 1], 'concepts/cat/b.json'],
      ['c', [1], 'concepts/dog/c.json'],
    ]);
    expect(images[1]).toMatchObject({
      prompt: 'a cat',
      nsfw: true,
      grid: false,
      image: 'images/b.webp',
      sha256: 'digest of b',
    });
    expect(concepts.map(({ name, images: of }) => [name, of.map(({ id }) => id)])).toEqual([
      ['cat', ['a', 'b']],
      ['dog', ['b', 'c']],
    ]);
  });

  it('reads no file a second time, whatever is asked and however often', async () => {
    const collection = open();
    await Promise.all([collection.view(), collection.view()]);
    expect(store.promptsRead()).toHaveLength(4);
    expect((await collection.view()).image('c')?.prompt).toBe('a dog');
    collection.index.expire();
    await collection.view();
    expect(store.promptsRead()).toEqual([]);
  });

  it('is the very same where nothing has changed', async () => {
    const collection = open();
    const before = await collection.view();
    collection.index.expire();
    collection.index.changed(promptPath('cat', 'a'));
    collection.index.changed('concepts/cat/concept.json');
    expect(await collection.view()).toBe(before);
  });

  it.each(['told of it', 'not told of it'])('reads one file where one was changed, %s', async (told) => {
    const collection = open();
    await collection.view();
    store.reads.length = 0;
    await edit(promptPath('dog', 'c'), 'a dog', 'a wolf');
    store.reads.length = 0;
    if (told === 'told of it') collection.index.changed(promptPath('dog', 'c'));
    else collection.index.expire();
    expect((await collection.view()).image('c')?.prompt).toBe('a wolf');
    expect(store.promptsRead()).toEqual(['concepts/dog/c.json']);
  });

  it('is the same for all who ask while it is looked over', async () => {
    const collection = open();
    await collection.view();
    await edit(promptPath('dog', 'c'), 'a dog', 'a wolf');
    collection.index.changed(promptPath('dog', 'c'));
    const both = await Promise.all([collection.view(), collection.view(), collection.index.recentView()]);
    expect(both.map((view) => view.image('c')?.prompt)).toEqual(['a wolf', 'a wolf', 'a wolf']);
    await store.write('collection.json', '{"formatVersion": 2, "concepts": []}');
    collection.index.changed('collection.json');
    const asked = [collection.view(), collection.index.recentView(), collection.index.recentView()];
    const failures = await Promise.all(asked.map((one) => failureOf(one)));
    expect(failures.map((failure) => failure.kind)).toEqual(['newer-format', 'newer-format', 'newer-format']);
  });

  it('follows what the collection itself writes and removes', async () => {
    const collection = open();
    await collection.view();
    await addImages(collection, 'owl', ['d']);
    expect((await collection.view()).images.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    await collection.removePrompt('cat', 'a');
    expect((await collection.view()).images.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  });

  it('follows images and concepts that come and go by other hands', async () => {
    const collection = open();
    await collection.view();
    store.files.delete(promptPath('cat', 'b'));
    collection.index.changed(promptPath('cat', 'b'));
    expect((await collection.view()).image('b')?.path).toBe('concepts/dog/b.json');
    await edit('concepts/dog/concept.json', '"b",', '');
    collection.index.changed('concepts/dog/concept.json');
    expect((await collection.view()).images.map(({ id }) => id)).toEqual(['a', 'c']);
    await edit('collection.json', '"cat",', '');
    collection.index.changed('collection.json');
    expect((await collection.view()).images.map(({ id, concepts }) => [id, concepts])).toEqual([['c', [0]]]);
  });

  it.each(['', 'concepts', 'concepts/cat'])('notices that the folder “%s” is gone', async (gone) => {
    const collection = open();
    await collection.view();
    for (const path of store.files.keys())
      if (gone === '' || path.startsWith(`${gone}/`)) store.files.delete(path);
    collection.index.changed(gone);
    const { exists, images } = await collection.view();
    expect(exists).toBe(gone !== '');
    expect(images.map(({ id }) => id)).toEqual(gone === 'concepts/cat' ? ['b', 'c'] : []);
  });

  it('finds a concept that appears without being listed, as where the list is damaged', async () => {
    const collection = open();
    await store.write('collection.json', '{');
    await collection.view();
    await addImages(new Collection(store), 'owl', ['d']);
    await store.write('collection.json', '{');
    collection.index.changed(promptPath('owl', 'd'));
    expect((await collection.view()).image('d')?.prompt).toBe('a owl');
  });

  it('tells of a file that cannot be used until it is repaired or gone', async () => {
    const collection = open();
    const whole = (await store.readText(promptPath('cat', 'a'))) ?? '';
    const paths = (): string[] => collection.problems.all().map(({ path }) => path);
    for (const isRepaired of [true, false]) {
      await store.write(promptPath('cat', 'a'), whole.slice(0, 20));
      collection.index.expire();
      expect((await collection.view()).image('a')).toBeUndefined();
      expect(paths()).toEqual(['concepts/cat/a.json']);
      if (isRepaired) await store.write(promptPath('cat', 'a'), whole);
      else store.files.delete(promptPath('cat', 'a'));
      collection.index.changed(promptPath('cat', 'a'));
      expect((await collection.view()).image('a') !== undefined).toBe(isRepaired);
      expect(paths()).toEqual([]);
    }
  });

  it('lets others run while it goes through very many images', async () => {
    const ids = Array.from({ length: 9000 }, (_, index) => `i${index}`);
    await addImages(new Collection(store), 'many', ids);
    await open().view();
    expect(pauses.length).toBeGreaterThan(5);
  });
});

describe('an index that was kept', () => {
  beforeEach(async () => {
    await keep(open());
    store.reads.length = 0;
  });

  it('saves reading what has not changed', async () => {
    const collection = open();
    const { images } = await collection.view();
    expect(images).toEqual((await new Collection(store).view()).images);
    store.reads.length = 0;
    const again = open();
    await again.view();
    expect(store.promptsRead()).toEqual([]);
    await edit(promptPath('cat', 'a'), 'a cat', 'a tiger');
    store.reads.length = 0;
    expect((await open().view()).image('a')?.prompt).toBe('a tiger');
    expect(store.promptsRead()).toEqual(['concepts/cat/a.json']);
  });

  it('tells at once what it knows, before any file is looked at', async () => {
    await edit(promptPath('cat', 'a'), 'a cat', 'a tiger');
    store.reads.length = 0;
    const { index } = open();
    expect((await index.lastView()).image('a')?.prompt).toBe('a cat');
    expect(store.reads).toEqual([INDEX_PATH]);
  });

  it('is shown with what is known to have changed, and looked over when somebody asks for certainty', async () => {
    await edit(promptPath('cat', 'a'), 'a cat', 'a tiger');
    const { index } = open();
    expect((await index.recentView()).image('a')?.prompt).toBe('a cat');
    expect((await index.view()).image('a')?.prompt).toBe('a tiger');
    await edit(promptPath('cat', 'a'), 'a tiger', 'a lynx');
    index.changed(promptPath('cat', 'a'));
    expect((await index.recentView()).image('a')?.prompt).toBe('a lynx');
  });

  it('is not shown where a newer version has the collection by now', async () => {
    const { index } = open();
    await index.view();
    await store.write('collection.json', '{"formatVersion": 2, "concepts": []}');
    index.changed('collection.json');
    const refusal = { kind: 'newer-format', found: 2 };
    expect(await failureOf(index.recentView())).toMatchObject(refusal);
    expect(await failureOf(index.recentView())).toMatchObject(refusal);
  });

  it('is not shown where there is none', async () => {
    store.files.delete(INDEX_PATH);
    expect((await open().index.recentView()).image('a')?.prompt).toBe('a cat');
  });

  it('loses nothing where it is deleted', async () => {
    const before = await open().view();
    store.files.delete(INDEX_PATH);
    expect((await open().view()).images).toEqual(before.images);
  });

  it.each([
    ['empty', (): string => ''],
    ['cut off', (text: string): string => text.slice(0, text.length / 2)],
    ['another by one letter', (text: string): string => text.replace('a cat', 'a bat')],
    ['without its first line', (text: string): string => text.slice(text.indexOf('\n') + 1)],
    ['without its last line', (text: string): string => text.slice(0, text.lastIndexOf('\n{') + 1)],
    [
      'longer than it says',
      (text: string): string => `${text}["a","1","",false,false,"images/a.webp","00"]\n`,
    ],
    ['no JSON', (): string => '<<<<<<< HEAD\n'],
  ])('counts as none where it is %s', async (_how, damage) => {
    await store.write(INDEX_PATH, damage((await store.readText(INDEX_PATH)) ?? ''));
    store.reads.length = 0;
    const collection = open();
    expect((await collection.view()).images.map(({ prompt }) => prompt)).toEqual(['a cat', 'a cat', 'a dog']);
    expect(store.promptsRead()).toHaveLength(4);
    expect(problems).toMatchObject([{ kind: 'damaged-cache', path: INDEX_PATH }]);
    await keep(collection);
    expect(collection.problems.all()).toEqual([]);
  });

  it('counts as none, and stays, where a newer version wrote it', async () => {
    const newer = '{"formatVersion": 2}\n';
    await store.write(INDEX_PATH, newer);
    await keep(open());
    expect(await store.readText(INDEX_PATH)).toBe(newer);
    expect(problems).toMatchObject([{ kind: 'newer-format' }]);
  });

  it.each([
    ['ends in the middle of a line', '{"name":"x","stamp":"1","file":FILE}x'],
    ['begins with an image', '["a","1","",false,false,"images/a.webp","00"]\n'],
  ])('counts as none where it is signed and %s', async (_how, template) => {
    const file = (await store.readText('concepts/cat/concept.json')) ?? '';
    const body = template.replace('FILE', JSON.stringify(JSON.parse(file)));
    await store.write(INDEX_PATH, await signed(body));
    expect((await open().view()).images).toHaveLength(3);
    expect(problems).toMatchObject([{ kind: 'damaged-cache' }]);
  });

  it('names no file outside of the collection, whatever it says', async () => {
    const lines = ((await store.readText(INDEX_PATH)) ?? '').split('\n').slice(1, -2);
    const body = lines.map((line) => `${line}\n`).join('');
    await store.write(
      INDEX_PATH,
      await signed(body.replaceAll('"name":"cat"', '"name":"cat","slug":"../../.."')),
    );
    const { images } = await open().index.lastView();
    expect(images.map(({ path }) => path)).toEqual([
      'concepts/cat/a.json',
      'concepts/cat/b.json',
      'concepts/dog/c.json',
    ]);
  });

  it('counts as none where its lines are signed and still no index', async () => {
    const body = '["a", 1]\n';
    await store.write(INDEX_PATH, await signed(body));
    expect((await open().view()).images).toHaveLength(3);
    expect(problems).toMatchObject([{ kind: 'damaged-cache' }]);
  });
});

it('reads a map again only when its file has changed', async () => {
  const collection = open();
  await collection.writeProjection(projection('umap', ['a']));
  const seeds = async (): Promise<number[]> => (await collection.projections()).map(({ seed }) => seed);
  expect(await seeds()).toEqual([42]);
  store.reads.length = 0;
  expect(await seeds()).toEqual([42]);
  expect(store.reads).toEqual([]);
  await edit('projections/umap.json', '"seed": 42', '"seed": 43');
  expect(await seeds()).toEqual([43]);
  await store.write('projections/umap.json', '{');
  expect(await seeds()).toEqual([]);
  expect(collection.problems.has('projections/umap.json')).toBe(true);
  store.files.delete('projections/umap.json');
  expect(await seeds()).toEqual([]);
  expect(collection.problems.all()).toEqual([]);
});
