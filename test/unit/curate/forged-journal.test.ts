import { beforeEach, expect, it } from 'vitest';
import { completeChange, redoChange, undoChange } from '../../../src/core/curate/change.ts';
import type { CurateDependencies } from '../../../src/core/curate/edits.ts';
import { tagImages } from '../../../src/core/curate/tag-images.ts';
import { takeOut } from '../../../src/core/curate/take-out.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import type { MemoryStore } from '../../fakes/memory-store.ts';
import { filesOf, makeCollection, openAnew, task } from './curating.ts';

let store: MemoryStore;
let dependencies: CurateDependencies;

beforeEach(async () => {
  ({ store } = await makeCollection());
  dependencies = openAnew(store);
});

/** A journal that somebody passed on with a collection: it is under way, so that whoever writes next would complete it. */
async function forge(line: object): Promise<void> {
  const entry = { change: 1, title: 'x', at: '', images: 1, files: 1, parts: 1, kept: 1, bytes: 1 };
  const pending = { entry, to: 'after', isNew: true };
  await store.write('cache/undo/1-0.jsonl', `${JSON.stringify(line)}\n`);
  await store.write('cache/undo/1-0.image', 'forged');
  await store.write(
    'cache/undo/history.json',
    JSON.stringify({ formatVersion: 1, next: 2, undo: [], redo: [], pending }),
  );
}

it.each([
  '../outside.json',
  '/etc/passwd',
  'concepts/../../outside.json',
  'concepts/cat/../../../x.json',
  'concepts\\cat\\a.json',
  'C:/x.json',
  '.gitignore',
  'projections/umap.json',
  'cache/lock.json',
  'concepts/cat/a.json/b.json',
  'concepts/CAT/a.json',
  'images/a.webp',
])('a journal does not write %j', async (path) => {
  const before = filesOf(store);
  const line = { path, before: null, after: await sha256('forged'), at: 0, out: '', in: 'forged' };
  await forge(line);
  await completeChange(dependencies);
  expect(filesOf(store)).toEqual(before);
  expect([...store.files.keys()].filter((file) => !file.startsWith('cache/undo/')).sort()).toEqual(
    Object.keys(before),
  );
  expect(await completeChange(dependencies)).toBe(false);
});

it.each(['../x.webp', 'concepts/cat/a.json', 'images/../collection.json', '/x', 'images/.htaccess'])(
  'a journal does not move %j away, or something there',
  async (path) => {
    const before = filesOf(store);
    await forge({ path, kept: 0 });
    await completeChange(dependencies);
    expect(filesOf(store)).toEqual(before);
  },
);

it.each(['', '{', '{"path":"collection.json"}', '[]'])(
  'a damaged journal %j ends the change, not more',
  async (text) => {
    await tagImages(['a'], { rating: 2 }, dependencies, task);
    const before = filesOf(store);
    await store.write('cache/undo/1-0.jsonl', text === '' ? '' : `${text}\n`);
    expect(await failureOf(undoChange(dependencies, task))).toMatchObject({ kind: 'damaged-cache' });
    expect(filesOf(store)).toEqual(before);
    await tagImages(['a'], { rating: 3 }, dependencies, task);
    expect(filesOf(store)['concepts/cat/a.json']).toContain('"rating": 3');
  },
);

it('a history that is damaged is one without changes', async () => {
  await tagImages(['a'], { rating: 2 }, dependencies, task);
  await store.write('cache/undo/history.json', '{"formatVersion": 1}');
  expect(await failureOf(undoChange(openAnew(store), task))).toEqual({ kind: 'nothing-to-undo' });
  await tagImages(['a'], { rating: 3 }, dependencies, task);
  await undoChange(openAnew(store), task);
  expect(filesOf(store)['concepts/cat/a.json']).toContain('"rating": 2');
});

it('keeps a bounded number of changes, and no files of others', async () => {
  for (let at = 0; at < 110; at++) await tagImages(['a'], { rating: (at % 5) + 1 }, dependencies, task);
  const journals = [...store.files.keys()].filter(
    (path) => path.startsWith('cache/undo/') && path.endsWith('.jsonl'),
  );
  expect(journals).toHaveLength(100);
});

it('forgets what was undone where something else is done: images that were taken go with it', async () => {
  await takeOut(['a'], dependencies, task);
  await undoChange(dependencies, task);
  await tagImages(['a'], { rating: 2 }, dependencies, task);
  expect(await failureOf(redoChange(dependencies, task))).toEqual({ kind: 'nothing-to-redo' });
  expect([...store.files.keys()].filter((path) => path.startsWith('cache/undo/')).sort()).toEqual([
    'cache/undo/2-0.jsonl',
    'cache/undo/history.json',
  ]);
});
