import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { ConceptFile } from '../../../src/core/collection/schema.ts';
import { LONGEST_CONCEPT } from '../../../src/core/concepts.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { ImageSource, SourceRecord } from '../../../src/core/fetch/source.ts';
import { fetchConcepts } from '../../../src/core/fetch/stage.ts';
import { speak, type Translations } from '../../../src/core/language.ts';
import type { ConceptReport } from '../../../src/core/reports.ts';
import type { Progress } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock, silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { root } from '../sources.ts';

const GIF = Uint8Array.from(Buffer.from('GIF89a'));
const unreachable = (): LexiclipError =>
  new LexiclipError({ kind: 'unreachable', url: 'https://service/a', detail: 'ECONNREFUSED' });

let store: MemoryStore;
let warnings: string[];
let queries: string[];
let progress: Progress[];
let controller: AbortController;

beforeEach(() => {
  store = new MemoryStore();
  [warnings, queries, progress] = [[], [], []];
  controller = new AbortController();
});

const recordsOf = (...ids: readonly string[]): readonly SourceRecord[] =>
  ids.map((id) => ({ id, raw: { id, prompt: `a ${id}` }, locations: [id] }));

/** A service that answers each query with the records under it. */
function service(
  answers: Readonly<Record<string, readonly SourceRecord[]>>,
  more: Partial<ImageSource> = {},
): ImageSource {
  return {
    id: 'fake',
    keepsAnswers: true,
    search: (query) => {
      queries.push(query);
      return Promise.resolve(answers[query] ?? []);
    },
    image: () => Promise.resolve(GIF),
    ...more,
  };
}

/** Fetches as a process of its own. */
async function fetch(
  source: ImageSource,
  concepts: readonly string[],
  count: number,
): Promise<readonly ConceptReport[]> {
  const logger = { ...silentLogger, warn: (line: string) => void warnings.push(line) };
  const collection = new Collection(store);
  const dependencies = { collection, source, clock: new FixedClock(), logger, sha256 };
  const task = { signal: controller.signal, onProgress: (one: Progress) => void progress.push(one) };
  return await fetchConcepts(concepts, count, dependencies, task);
}

async function json<T>(path: string): Promise<T> {
  return JSON.parse((await store.readText(path)) ?? '') as T;
}

describe('a concept that is fetched', () => {
  it('has as many images as were wanted, in the order served, and a file that says where they come from', async () => {
    const reports = await fetch(service({ cat: recordsOf('b', 'a', 'c') }), ['cat'], 2);
    expect(reports).toEqual([{ name: 'cat', requested: 2, available: 3, fetched: 2, cached: 0, failed: [] }]);
    expect(await json<ConceptFile>('concepts/cat/concept.json')).toMatchObject({
      query: 'cat',
      source: 'fake',
      requested: 2,
      available: 3,
      images: ['b', 'a'],
      missing: [],
    });
    expect(await json('concepts/cat/a.json')).toMatchObject({ prompt: 'a a', lexiclip: { concept: 'cat' } });
    expect(store.files.get('images/c.gif')).toBeUndefined();
  });

  it('asks a further phrasing only where the first has too few, and takes what both have once', async () => {
    const source = service({ cat: recordsOf('a', 'b'), kitten: recordsOf('b', 'c', 'd') });
    await fetch(source, ['cat | kitten'], 3);
    expect((await json<ConceptFile>('concepts/cat/concept.json')).images).toEqual(['a', 'b', 'c']);
    await fetch(service({ dog: recordsOf('e', 'f', 'g') }), ['dog | puppy'], 3);
    expect(queries).toEqual(['cat', 'kitten', 'dog']);
  });

  it('is asked for once: the answer is kept, and serves a larger count where it was whole', async () => {
    const source = service({ cat: recordsOf('a', 'b', 'c') });
    await fetch(source, ['cat'], 1);
    expect(await fetch(source, ['cat'], 3)).toMatchObject([{ fetched: 2, cached: 1 }]);
    expect(queries).toEqual(['cat']);
  });

  it('is asked for again where the service pages and more is wanted than the kept answer has', async () => {
    const source = service({ cat: recordsOf('a', 'b') }, { isPaged: true });
    await fetch(source, ['cat'], 2);
    await fetch(source, ['cat'], 3);
    expect(queries).toEqual(['cat', 'cat']);
    await fetch(source, ['cat'], 1);
    // Now it is known that there are no more.
    await fetch(source, ['cat'], 3);
    expect(queries).toHaveLength(2);
  });

  it('is not asked for again for fewer, and remembers how many were wanted at most', async () => {
    const source = service({ cat: recordsOf('a', 'b', 'c') }, { isPaged: true });
    await fetch(source, ['cat'], 3);
    await fetch(source, ['cat'], 2);
    expect(queries).toEqual(['cat']);
    expect(await json('concepts/cat/concept.json')).toMatchObject({ requested: 3, images: ['a', 'b', 'c'] });
  });

  it('is asked for again where the kept answer is damaged, which is told', async () => {
    const source = service({ cat: recordsOf('a') });
    await fetch(source, ['cat'], 1);
    const [kept = ''] = [...store.files.keys()].filter((path) => path.startsWith('cache/'));
    await store.write(kept, '{ "count": 1, "records": [');
    expect(await fetch(source, ['cat'], 1)).toMatchObject([{ cached: 1, failed: [] }]);
    expect(queries).toHaveLength(2);
  });

  it('keeps images that the service has no more', async () => {
    await fetch(service({ cat: recordsOf('a', 'b') }, { keepsAnswers: false }), ['cat'], 2);
    await fetch(service({ cat: recordsOf('c') }, { keepsAnswers: false }), ['cat'], 2);
    expect((await json<ConceptFile>('concepts/cat/concept.json')).images).toEqual(['c', 'a', 'b']);
  });
});

describe('what fails', () => {
  it('costs that image alone, is told with its reason, and is asked for next time', async () => {
    let isBroken = true;
    const source = service(
      { cat: recordsOf('a', 'b') },
      { image: (at) => (isBroken && at === 'b' ? Promise.reject(unreachable()) : Promise.resolve(GIF)) },
    );
    const [first] = await fetch(source, ['cat'], 2);
    expect(first).toMatchObject({ fetched: 1, failed: [{ id: 'b' }] });
    expect(first?.failed[0]?.reason).toContain('service cannot be reached');
    expect(warnings.join()).toContain('cat, image b: service cannot be reached');
    const { images, missing } = await json<ConceptFile>('concepts/cat/concept.json');
    expect([images, missing.map(({ id }) => id)]).toEqual([['a'], ['b']]);
    isBroken = false;
    expect(await fetch(source, ['cat'], 2)).toMatchObject([{ fetched: 1, cached: 1, failed: [] }]);
  });

  it('is told in the language of the user, and kept in English, as others read the files, too', async () => {
    const key = /^.*cannot be reached.*$/;
    const translations = JSON.parse(
      await readFile(path.join(root, 'l10n/bundle.l10n.de.json'), 'utf8'),
    ) as Translations;
    speak({ tag: 'de', translations });
    const source = service({ cat: recordsOf('b') }, { image: () => Promise.reject(unreachable()) });
    const [report] = await fetch(source, ['cat'], 1).finally(() => speak(undefined));
    expect(report?.failed[0]?.reason).not.toMatch(key);
    expect((await json<ConceptFile>('concepts/cat/concept.json')).missing[0]?.reason).toMatch(key);
  });

  it('is a whole concept, and the others come', async () => {
    const source = service({ dog: recordsOf('a') });
    const reports = await fetch(source, ['nothing', 'dog'], 1);
    expect(reports).toMatchObject([{ available: 0, unanswered: false }, { fetched: 1 }]);
    expect(reports[0]?.failed[0]?.reason).toContain('Nothing was found for “nothing” (fake)');
    expect(await store.list('concepts')).toEqual(['dog']);
  });

  it('is told as unanswered where the service could not say what it has', async () => {
    const source = service({}, { search: () => Promise.reject(unreachable()) });
    expect(await fetch(source, ['cat'], 1)).toMatchObject([{ unanswered: true, failed: [{ id: 'cat' }] }]);
  });

  it('is a name longer than any', async () => {
    const run = fetch(service({}), ['x'.repeat(LONGEST_CONCEPT + 1)], 1);
    expect(await failureOf(run)).toMatchObject({ kind: 'bad-argument' });
    expect(queries).toEqual([]);
  });

  it('stops everything where the disk is full, and keeps what has come', async () => {
    store.failWrites = (path) =>
      path === 'images/b.gif' ? new LexiclipError({ kind: 'disk-full', path }) : undefined;
    const run = fetch(service({ cat: recordsOf('a', 'b'), dog: recordsOf('c') }), ['cat', 'dog'], 2);
    expect(await failureOf(run)).toMatchObject({ kind: 'disk-full' });
    expect((await json<ConceptFile>('concepts/cat/concept.json')).images).toEqual(['a']);
    expect(queries).toEqual(['cat']);
  });

  it('is a file of the concept that cannot be used: it is written anew, and what was there is kept', async () => {
    await fetch(service({ cat: recordsOf('a') }), ['cat'], 1);
    await store.write('concepts/cat/concept.json', '<<<<<<< ours');
    expect(await fetch(service({ cat: recordsOf('a') }), ['cat'], 1)).toMatchObject([{ cached: 1 }]);
    expect((await json<ConceptFile>('concepts/cat/concept.json')).images).toEqual(['a']);
    const copies = [...store.files].filter(([path]) => path.startsWith('cache/set-aside/'));
    expect(copies.map(([, bytes]) => new TextDecoder().decode(bytes))).toEqual(['<<<<<<< ours']);
  });

  it('is a folder of a concept that cannot be written, and the others come', async () => {
    store.failWrites = (path) =>
      path.startsWith('concepts/cat/')
        ? new LexiclipError({ kind: 'not-a-plain-file', path, found: 'link' })
        : undefined;
    const source = service({ cat: recordsOf('a'), dog: recordsOf('b') });
    expect(await fetch(source, ['cat', 'dog'], 1)).toMatchObject([
      { fetched: 0, failed: [{ id: 'cat' }] },
      { fetched: 1 },
    ]);
  });
});

it('a run that is cancelled keeps what it has, and says so to nobody as a failure', async () => {
  const source = service(
    { cat: recordsOf('a', 'b', 'c', 'd', 'e', 'f') },
    {
      image: (at) => {
        if (at === 'c') controller.abort();
        return Promise.resolve(GIF);
      },
    },
  );
  await expect(fetch(source, ['cat', 'dog'], 6)).rejects.toThrow('abort');
  const { images, missing } = await json<ConceptFile>('concepts/cat/concept.json');
  expect(images.length).toBeGreaterThan(0);
  expect(images.length).toBeLessThan(6);
  expect(missing).toEqual([]);
  expect(queries).toEqual(['cat']);
});

it('how far it is counts all concepts, and a pause says why', async () => {
  const source = service(
    {},
    {
      search: (query, _count, { onWait }) => {
        if (query === 'dog') onWait('the service asks for a pause');
        return Promise.resolve(recordsOf(`${query}1`, `${query}2`));
      },
    },
  );
  await fetch(source, ['cat', 'dog'], 2);
  expect(progress.map(({ done, total }) => `${done}/${total}`)).toEqual([
    ...['0/4', '1/4', '2/4'],
    ...['2/4', '2/4', '3/4', '4/4'],
  ]);
  expect(progress.find(({ isPaused }) => isPaused)?.message).toBe('dog: the service asks for a pause');
  expect(progress.at(-1)?.message).toBe('dog: 2 of 2 images');
});

describe('images that stay where they are', () => {
  const folder = (files: readonly string[]): ImageSource =>
    service(
      {
        pets: files.map((file) => ({
          id: file,
          raw: { id: file },
          locations: [],
          reference: `/pets/${file}`,
        })),
      },
      { keepsAnswers: false, hasExactNames: true, covers: (image) => image.startsWith('/pets/') },
    );

  it('leave the collection when they are gone, and no copy is made', async () => {
    await store.write('/pets/a', GIF);
    await store.write('/pets/b', GIF);
    await fetch(folder(['a', 'b']), ['pets'], 10);
    expect(await store.list('images')).toEqual([]);
    await store.remove('/pets/b');
    await fetch(folder(['a']), ['pets'], 10);
    expect((await json<ConceptFile>('concepts/pets/concept.json')).images).toEqual(['a']);
    expect(store.files.has('concepts/pets/b.json')).toBe(false);
  });
});
