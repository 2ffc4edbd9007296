import { beforeEach, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { ConceptFile } from '../../../src/core/collection/schema.ts';
import { tagImages } from '../../../src/core/curate/tag-images.ts';
import { takeOut } from '../../../src/core/curate/take-out.ts';
import { fetchConcepts } from '../../../src/core/fetch/stage.ts';
import type { ConceptReport } from '../../../src/core/reports.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { FixedClock, silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const GIF = Uint8Array.from(Buffer.from('GIF89a'));
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

let store: MemoryStore;
let asked: number[];

beforeEach(() => {
  store = new MemoryStore();
  asked = [];
});

/** Fetches as a process of its own, from a service that finds `a` to `f` for everything and pages. */
async function fetch(concept: string, count: number): Promise<ConceptReport | undefined> {
  const source = {
    id: 'fake',
    keepsAnswers: false,
    isPaged: true,
    search: (_query: string, wanted: number) => {
      asked.push(wanted);
      const ids = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, wanted);
      return Promise.resolve(ids.map((id) => ({ id, raw: { id, seed: 7 }, locations: [id] })));
    },
    image: () => Promise.resolve(GIF),
  };
  const dependencies = {
    collection: new Collection(store),
    source,
    clock: new FixedClock(),
    logger: silentLogger,
    sha256,
  };
  const [report] = await fetchConcepts([concept], count, dependencies, task);
  return report;
}

const curating = (): Parameters<typeof takeOut>[1] => ({
  collection: new Collection(store),
  sha256,
  clock: new FixedClock(),
});

async function json<T>(path: string): Promise<T> {
  return JSON.parse((await store.readText(path)) ?? '') as T;
}

it('an image that is fetched again keeps its tags, its rating and the keys of the user', async () => {
  await fetch('cat', 2);
  await tagImages(['a'], { add: ['keep'], rating: 3 }, curating(), task);
  const path = 'concepts/cat/a.json';
  const before = ((await store.readText(path)) ?? '').replace('"seed"', '"mine": 1,\n  "seed"');
  await store.write(path, before.replace('"rating": 3', '"rating": 3,\n    "note": "own"'));
  // As in a clone: images are not versioned.
  await store.remove('images/a.gif');
  expect(await fetch('cat', 2)).toMatchObject({ fetched: 1, cached: 1 });
  expect(await json(path)).toMatchObject({
    mine: 1,
    seed: 7,
    lexiclip: { tags: ['keep'], rating: 3, note: 'own', image: 'images/a.gif' },
  });
});

it('an image that another concept finds, too, has its tags there as well', async () => {
  await fetch('cat', 2);
  await tagImages(['a'], { add: ['keep'], rating: 3 }, curating(), task);
  await fetch('dog', 2);
  expect(await json('concepts/dog/a.json')).toMatchObject({
    lexiclip: { concept: 'dog', tags: ['keep'], rating: 3 },
  });
  expect(await store.readText('concepts/dog/b.json')).not.toContain('tags');
});

it('an image that was taken out does not come again, and others come in its place', async () => {
  await fetch('cat', 3);
  await takeOut(['b'], curating(), task);
  expect(await fetch(' CAT ', 3)).toMatchObject({ fetched: 1, cached: 2 });
  expect(asked).toEqual([3, 4]);
  expect(await json<ConceptFile>('concepts/cat/concept.json')).toMatchObject({
    images: ['a', 'c', 'd'],
    removed: ['b'],
  });
  // Elsewhere it may.
  expect(await fetch('dog', 2)).toMatchObject({ fetched: 1, cached: 1 });
});
