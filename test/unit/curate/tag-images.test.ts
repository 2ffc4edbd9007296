import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_TAG, MOST_TAGS, type PromptFile } from '../../../src/core/collection/schema.ts';
import type { ChangeReport, CurateDependencies } from '../../../src/core/curate/edits.ts';
import { tagImages, type Tagging } from '../../../src/core/curate/tag-images.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import type { MemoryStore } from '../../fakes/memory-store.ts';
import { filesOf, makeCollection, openAnew, task } from './curating.ts';

let store: MemoryStore;
let dependencies: CurateDependencies;

beforeEach(async () => {
  ({ store } = await makeCollection());
  dependencies = openAnew(store);
});

const tag = (ids: readonly string[], tagging: Tagging): Promise<ChangeReport> =>
  tagImages(ids, tagging, dependencies, task);

describe('tags and ratings', () => {
  it('stand in every prompt file of an image, sorted, behind what stood there', async () => {
    const report = await tag(['b'], { add: ['zebra', ' keep  this', 'keep this', 'Apple'], rating: 4 });
    expect(report).toEqual({
      title: 'Tagged 1 image “Apple”, “keep this”, “zebra”; Rated 1 image 4 of 5',
      images: 1,
      files: 2,
      skipped: [],
    });
    for (const slug of ['cat', 'dog'])
      expect(await store.readText(`concepts/${slug}/b.json`)).toContain(
        '    "tags": [\n      "Apple",\n      "keep this",\n      "zebra"\n    ],\n    "rating": 4\n  }',
      );
    expect((await dependencies.collection.view()).image('b')?.fields).toMatchObject({
      tags: ['Apple', 'keep this', 'zebra'],
      rating: 4,
    });
  });

  it('leave the record, the keys of the user and all other files as they are', async () => {
    const path = 'concepts/cat/a.json';
    const text =
      (await store.readText(path))?.replace('"fetchedAt"', '"note": "mine",\n    "fetchedAt"') ?? '';
    await store.write(path, text);
    const before = filesOf(store);
    await tag(['a'], { add: ['x'] });
    const after = filesOf(store);
    expect({ ...after, [path]: '' }).toEqual({ ...before, [path]: '' });
    const prompt = JSON.parse(text) as PromptFile;
    const expected = { ...prompt, lexiclip: { ...prompt.lexiclip, tags: ['x'] } };
    expect(JSON.parse(after[path] ?? '')).toEqual(expected);
  });

  it('are removed without a trace', async () => {
    const before = filesOf(store);
    await tag(['a', 'b', 'c'], { add: ['x', 'y'], rating: 1 });
    await tag(['a', 'b', 'c'], { remove: ['y', 'x', 'never there'], rating: 0 });
    expect(filesOf(store)).toEqual(before);
  });

  it('are not written where they stand, not even in another order of bytes', async () => {
    await tag(['a'], { add: ['x'] });
    const text = (await store.readText('concepts/cat/a.json')) ?? '';
    await store.write('concepts/cat/a.json', JSON.stringify(JSON.parse(text)));
    dependencies = openAnew(store);
    const before = new Map(store.files);
    expect(await tag(['a'], { add: ['x'] })).toMatchObject({ files: 0 });
    expect(new Map(store.files)).toEqual(before);
  });

  it('pass a prompt file over that is damaged, and say so', async () => {
    await dependencies.collection.view();
    await store.write('concepts/dog/b.json', '{');
    expect(await tag(['b'], { rating: 3 })).toMatchObject({
      files: 1,
      skipped: [{ path: 'concepts/dog/b.json', reason: expect.stringContaining('damaged') as string }],
    });
    expect(await store.readText('concepts/dog/b.json')).toBe('{');
  });

  it.each([
    [{ add: [' '] }, 'is no tag'],
    [{ add: ['a,b'] }, 'has a comma, which separates tags'],
    [{ add: ['-a'] }, 'begins with “-”, which removes a tag'],
    [{ add: ['x'.repeat(LONGEST_TAG + 1)] }, `is longer than ${LONGEST_TAG} characters`],
    [{ rating: 6 }, 'is no rating: it goes from 1 to 5, 0 removes it'],
    [{ rating: 2.5 }, 'is no rating: it goes from 1 to 5, 0 removes it'],
    [
      { add: Array.from({ length: MOST_TAGS + 1 }, (_, at) => `t${at}`) },
      `would have more than ${MOST_TAGS} tags`,
    ],
    [{}, 'needs a tag to add or remove, or a rating'],
  ])('refuse %j', async (tagging, problem) => {
    const before = new Map(store.files);
    expect(await failureOf(tag(['a'], tagging))).toMatchObject({ kind: 'bad-argument', problem });
    expect(new Map(store.files)).toEqual(before);
  });

  it('refuse images that are not there', async () => {
    expect(await failureOf(tag(['a', 'x'], { rating: 1 }))).toEqual({ kind: 'no-such-images', ids: ['x'] });
    expect(await failureOf(tag([], { rating: 1 }))).toEqual({ kind: 'nothing-selected' });
  });
});
