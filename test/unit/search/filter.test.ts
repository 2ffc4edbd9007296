import { describe, expect, it } from 'vitest';
import type { Searched, SearchedImage } from '../../../src/core/search/fields.ts';
import { filterImages, PromptWords } from '../../../src/core/search/filter.ts';
import { parseSearch } from '../../../src/core/search/language.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const filtering = { pause: () => Promise.resolve(), signal: new AbortController().signal };

const image = (id: string, prompt: string, more: Partial<SearchedImage> = {}): SearchedImage => ({
  id,
  prompt,
  negativePrompt: '',
  fields: {},
  concepts: [],
  ...more,
});
const images = [
  image('a', 'A red-fruit bowl, Crème brûlée', {
    fields: {
      model: 'sdXL_v1.0',
      cfg: 7,
      steps: 20,
      size: '512x512',
      date: Date.UTC(2024, 4, 2),
      tags: ['keep', 'web'],
      rating: 4,
    },
    concepts: [0],
    negativePrompt: 'blurry, low quality',
  }),
  image('b', 'education of a caterpillar', { fields: { model: 'flux', cfg: 7.5 }, concepts: [0, 1] }),
  image('c', '赤い猫が座る', { fields: { tags: ['keeper'] }, concepts: [1] }),
  image('d', ''),
];
const searched: Searched = {
  images,
  concepts: ['cat', 'wildcat'],
  clustersOf: (row) => (row === 0 ? ['Fruit', 'Red fruit'] : []),
};

async function found(query: string, of = searched): Promise<string> {
  const { conditions } = parseSearch(query, 'words');
  const rows = await filterImages(of, conditions, new PromptWords(), filtering);
  return rows.map((row) => of.images[row]?.id).join('');
}

describe('images are found', () => {
  it.each([
    ['cat', 'b'],
    ['RED', 'a'],
    ['"red"', 'a'],
    ['"re"', ''],
    ['fruit bowl', 'a'],
    ['"fruit bowl"', 'a'],
    ['"bowl fruit"', ''],
    ['red -creme', ''],
    ['-red', 'bcd'],
    ['猫', 'c'],
    ['model:xl', 'a'],
    ['model=xl', ''],
    ['model:sd*v1', 'a'],
    ['-model:*', 'cd'],
    ['concept:cat', 'ab'],
    ['concept:*cat', 'abc'],
    ['concept:w*d*t', 'bc'],
    ['concept:catt*', ''],
    ['tag:keep', 'a'],
    ['tag:keep*', 'ac'],
    ['rating>=4', 'a'],
    ['-rating:*', 'bcd'],
    ['cfg>7', 'b'],
    ['cfg:7', 'a'],
    ['cfg:7..8', 'ab'],
    ['date:2024-05', 'a'],
    ['date<2024-05-02', ''],
    ['size:512x512', 'a'],
    ['negative:blur', 'a'],
    ['-negative:blurry', 'bcd'],
    ['negative:*', 'a'],
    ['prompt:*', 'abc'],
    ['-prompt:*', 'd'],
    ['cluster:"red fruit"', 'a'],
    ['id:c', 'c'],
    ['...', 'abcd'],
  ])('%s: %s', async (query, ids) => expect(await found(query)).toBe(ids));

  it('says that there are no clusters', async () => {
    const failure = await failureOf(found('cluster:x', { images, concepts: [] }));
    expect(failure).toMatchObject({ kind: 'bad-query', problem: 'no clusters have been found yet' });
  });

  it('stops when nobody waits for them', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => image(String(at), 'a cat'));
    const controller = new AbortController();
    const { conditions } = parseSearch('cat', 'words');
    let pauses = 0;
    const pause = (): Promise<void> => {
      if (++pauses === 2) controller.abort();
      return Promise.resolve();
    };
    const searching = filterImages({ images: many, concepts: [] }, conditions, new PromptWords(), {
      pause,
      signal: controller.signal,
    });
    await expect(searching).rejects.toThrow('abort');
    expect(pauses).toBe(2);
  });

  it('looks at a changed prompt again, and at no other', async () => {
    const words = new PromptWords();
    const { conditions } = parseSearch('dog', 'words');
    expect(await filterImages(searched, conditions, words, filtering)).toEqual([]);
    let reads = 0;
    const unread = { ...images[0], fields: images[0]?.fields ?? {} } as SearchedImage;
    Object.defineProperty(unread, 'prompt', {
      get: () => {
        reads++;
        return '';
      },
    });
    const next = [unread, image('b', 'a dog'), ...images.slice(2)];
    expect(await filterImages({ ...searched, images: next }, conditions, words, filtering)).toEqual([1]);
    expect(reads).toBeLessThanOrEqual(1);
  });
});
