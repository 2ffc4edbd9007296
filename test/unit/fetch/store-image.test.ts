import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { imagePath, promptPath, thumbnailPath } from '../../../src/core/collection/paths.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import { MovedImages } from '../../../src/core/fetch/moved-images.ts';
import type { SourceRecord } from '../../../src/core/fetch/source.ts';
import { storeImage } from '../../../src/core/fetch/store-image.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock, silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const GIF = Uint8Array.from(Buffer.from('GIF89a'));
const OTHER_GIF = Uint8Array.from(Buffer.from('GIF87a other'));
const task = { signal: new AbortController().signal, onWait: (): void => undefined };

let store: MemoryStore;
let asked: string[];
/** What is had from each place; an error is thrown. */
let places: Record<string, Uint8Array | Error>;

beforeEach(() => {
  store = new MemoryStore();
  asked = [];
  places = {};
});

const unreachable = (url: string): LexiclipError =>
  new LexiclipError({ kind: 'unreachable', url, detail: 'ECONNREFUSED' });

/** Keeps an image of a concept as a process of its own. */
async function keep(record: SourceRecord, slug = 'cat'): ReturnType<typeof storeImage> {
  const collection = new Collection(store);
  await collection.addConcept(slug);
  const source = {
    id: 'fake',
    keepsAnswers: false,
    covers: (image: string) => image.startsWith('/pets/'),
    search: () => Promise.resolve([]),
    image: (location: string) => {
      asked.push(location);
      const answer = places[location] ?? unreachable(location);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const dependencies = { collection, source, clock: new FixedClock(), logger: silentLogger, sha256 };
  await collection.view();
  const moved = new MovedImages(dependencies);
  const outcome = await storeImage(record, slug, slug, { ...dependencies, moved }, task);
  const concept = { query: slug, source: 'fake', requested: 1, fetchedAt: '', available: 1, missing: [] };
  if (typeof outcome === 'string') await collection.writeConcept(slug, { ...concept, images: [record.id] });
  return outcome;
}

const at = (...locations: readonly string[]): SourceRecord => ({
  id: 'a',
  raw: { id: 'a', seed: 7 },
  locations,
});
const prompt = async (slug = 'cat', id = 'a'): Promise<unknown> =>
  JSON.parse((await store.readText(promptPath(slug, id))) ?? 'null');

describe('an image that is downloaded', () => {
  it('is named by what its bytes are, and its prompt file vouches for them', async () => {
    places['one'] = GIF;
    expect(await keep(at('one'))).toBe('fetched');
    expect(store.files.get('images/a.gif')).toEqual(GIF);
    expect(await prompt()).toEqual({
      id: 'a',
      seed: 7,
      lexiclip: {
        concept: 'cat',
        source: 'fake',
        image: 'images/a.gif',
        sha256: await sha256(GIF),
        fetchedAt: '2026-01-02T03:04:05.000Z',
      },
    });
  });

  it('comes from the next place where one has none, or no image', async () => {
    places = { one: unreachable('https://one/a'), two: Uint8Array.from(Buffer.from('<html>')), three: GIF };
    expect(await keep(at('one', 'two', 'three', 'four'))).toBe('fetched');
    expect(asked).toEqual(['one', 'two', 'three']);
  });

  it('is missing where no place has it, for the reason of the first', async () => {
    places = { one: Uint8Array.from(Buffer.from('<html>')), two: unreachable('https://two/a') };
    expect(await keep(at('one', 'two'))).toMatchObject({
      id: 'a',
      error: { failure: { subject: 'one' } },
    });
    expect(await prompt()).toBeNull();
    expect(await store.list('images')).toEqual([]);
  });

  it('is not asked for again while it stands, nor for another concept that has it', async () => {
    places['one'] = GIF;
    await keep(at('one'));
    expect(await keep(at('one'))).toBe('cached');
    expect(await keep(at('one'), 'pet')).toBe('cached');
    expect(asked).toEqual(['one']);
    expect(await prompt('pet')).toMatchObject({ lexiclip: { concept: 'pet', image: 'images/a.gif' } });
  });

  it('stands when the run ended before its prompt file, and is not asked for again', async () => {
    places['one'] = GIF;
    store.failWrites = (path) =>
      path.startsWith('concepts/cat/') ? new LexiclipError({ kind: 'disk-full', path }) : undefined;
    expect(await failureOf(keep(at('one')))).toMatchObject({ kind: 'disk-full' });
    store.failWrites = () => undefined;
    expect(await keep(at('one'))).toBe('cached');
    expect(asked).toEqual(['one']);
  });

  it.each([
    ['is gone, as in a clone', undefined],
    ['is what a version control system left in its place', 'version https://git-lfs.github.com/spec/v1'],
    ['is empty', ''],
  ])('is fetched again where it %s', async (_, content) => {
    places['one'] = GIF;
    await keep(at('one'));
    if (content === undefined) await store.remove('images/a.gif');
    else await store.write('images/a.gif', content);
    expect(await keep(at('one'))).toBe('fetched');
    expect(store.files.get('images/a.gif')).toEqual(GIF);
  });

  it('is left alone where its prompt file cannot be read: somebody may have written into it', async () => {
    places['one'] = GIF;
    await keep(at('one'));
    await store.write(promptPath('cat', 'a'), '<<<<<<< ours');
    expect(await keep(at('one'))).toMatchObject({ id: 'a' });
    expect(await store.readText(promptPath('cat', 'a'))).toBe('<<<<<<< ours');
  });
});

describe('an image that stays where it is', () => {
  const file = (id: string, reference = `/pets/${id}`): SourceRecord => ({
    id,
    raw: { id, prompt: 'a pet' },
    locations: [],
    reference,
  });

  it('is not copied, and is read anew only when its bytes or its record differ', async () => {
    await store.write('/pets/a', GIF);
    expect(await keep(file('a'))).toBe('fetched');
    expect(await keep(file('a'))).toBe('cached');
    expect(await store.list('images')).toEqual([]);
    expect(await keep({ ...file('a'), raw: { id: 'a', prompt: 'another' } })).toBe('fetched');
    expect(await prompt()).toMatchObject({ prompt: 'another', lexiclip: { image: '/pets/a' } });
  });

  it('loses the thumbnail of the picture that it was, and no other', async () => {
    await store.write('/pets/a', GIF);
    await keep(file('a'));
    await store.write(thumbnailPath('a'), 'thumbnail');
    await keep({ ...file('a'), raw: { id: 'a', prompt: 'another' } });
    expect(store.files.has(thumbnailPath('a'))).toBe(true);
    await store.write('/pets/a', OTHER_GIF);
    expect(await keep(file('a'))).toBe('fetched');
    expect(store.files.has(thumbnailPath('a'))).toBe(false);
    expect(await prompt()).toMatchObject({ lexiclip: { sha256: await sha256(OTHER_GIF) } });
  });

  it('keeps what people wrote when its file is renamed', async () => {
    await store.write('/pets/a', GIF);
    await keep(file('a'));
    const before = (await store.readText(promptPath('cat', 'a'))) ?? '';
    await store.write(
      promptPath('cat', 'a'),
      before.replace('"lexiclip": {', '"mine": 1,\n  "lexiclip": {\n    "tags": ["keep"],'),
    );
    await store.remove('/pets/a');
    await store.write('/pets/b', GIF);
    expect(await keep(file('b'))).toBe('fetched');
    expect(await prompt('cat', 'b')).toMatchObject({
      mine: 1,
      lexiclip: { tags: ['keep'], image: '/pets/b' },
    });
  });

  it('does not take the name of another that is still there', async () => {
    await store.write('/pets/a', GIF);
    await store.write('/pets/old/a', OTHER_GIF);
    await keep(file('a', '/pets/old/a'));
    expect(await keep(file('a'))).toMatchObject({ error: { failure: { by: '/pets/old/a' } } });
    expect(await prompt()).toMatchObject({ lexiclip: { image: '/pets/old/a' } });
    await store.remove('/pets/old/a');
    expect(await keep(file('a'))).toBe('fetched');
  });

  it('is refused where it is no image, or not there', async () => {
    await store.write('/pets/a', 'text');
    expect(await keep(file('a'))).toMatchObject({
      error: { failure: { kind: 'not-an-image' } },
    });
    expect(await keep(file('b'))).toMatchObject({ id: 'b' });
    expect(store.files.has(imagePath('a', 'gif'))).toBe(false);
  });
});
