import { describe, expect, it } from 'vitest';
import type { DatasetChoice } from '../../../src/core/fetch/dataset-viewer.ts';
import { DIFFUSION_DB, huggingFaceSource } from '../../../src/core/fetch/hugging-face.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { answering, refusal, task, text } from './answering.ts';

const endpoint = 'http://127.0.0.1:1';
const image = { _type: 'Image' };
const string = { dtype: 'string', _type: 'Value' };
const feature = (name: string, type: object): object => ({ feature_idx: 0, name, type });
const features = [feature('image', image), feature('prompt', string)];
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 0xff, 0xd9]);

const rowAt = (index: number, row: object = {}, truncated: string[] = []): object => ({
  row_idx: index,
  row: {
    image: { src: `http://127.0.0.1:2/${index}.jpg?Signature=x`, height: 5, width: 7 },
    prompt: `a cat ${index}`,
    ...row,
  },
  truncated_cells: truncated,
});
const rows = (start: number, length: number): object[] =>
  Array.from({ length }, (_, at) => rowAt(start + at));
const page = (found: object[], total = found.length, columns = features): object => ({
  features: columns,
  rows: found,
  num_rows_total: total,
  num_rows_per_page: 100,
  partial: false,
});
const asked = (urls: readonly string[]): string[] =>
  urls.map((url) => {
    const { pathname, searchParams } = new URL(url);
    return `${pathname} ${searchParams.get('offset') ?? ''}+${searchParams.get('length') ?? ''}`;
  });

describe('huggingFaceSource', () => {
  it('asks for DiffusionDB’s rows with the words, and for no more than are wanted', async () => {
    const { options, urls } = answering(endpoint, [page(rows(0, 3), 90)]);
    expect(await huggingFaceSource(DIFFUSION_DB, options).search('sea & lion', 3, task)).toHaveLength(3);
    expect(urls).toEqual([
      `${endpoint}/search?dataset=poloclub%2Fdiffusiondb&config=2m_random_1k&split=train&query=sea%20%26%20lion&offset=0&length=3`,
    ]);
  });

  it('asks page after page, as far as the count goes', async () => {
    const { options, urls } = answering(endpoint, (url) => {
      const [offset, length] = ['offset', 'length'].map((name) =>
        Number(new URL(url).searchParams.get(name)),
      );
      return page(rows(offset ?? 0, length ?? 0), 1000);
    });
    expect(await huggingFaceSource(DIFFUSION_DB, options).search('cat', 250, task)).toHaveLength(250);
    expect(asked(urls)).toEqual(['/search 0+100', '/search 100+100', '/search 200+50']);
  });

  it.each([
    ['an empty page', [page(rows(0, 100), 300), page([], 300)], 100],
    ['a page that is not full', [page(rows(0, 7), 300)], 7],
    ['its total', [page(rows(0, 100), 100)], 100],
  ])('ends with %s', async (_, answers, found) => {
    const { options, urls } = answering(endpoint, answers);
    expect(await huggingFaceSource(DIFFUSION_DB, options).search('cat', 200, task)).toHaveLength(found);
    expect(urls).toHaveLength(answers.length);
  });

  it('keeps a row as it came, and adds what it means', async () => {
    const row = {
      seed: 4_000_000_123,
      step: 50,
      cfg: 7.5,
      sampler: 'k_lms',
      width: 512,
      height: 640,
      user_name: 'e28',
      image_nsfw: 0.1,
      prompt_nsfw: 0.2,
    };
    const { options } = answering(endpoint, [page([rowAt(25, row)])]);
    const [record] = await huggingFaceSource(DIFFUSION_DB, options).search('cat', 1, task);
    const src = 'http://127.0.0.1:2/25.jpg?Signature=x';
    expect(record).toEqual({
      id: 'poloclub/diffusiondb/2m_random_1k/train/25',
      raw: {
        id: 'poloclub/diffusiondb/2m_random_1k/train/25',
        ...row,
        image: { src, height: 5, width: 7 },
        prompt: 'a cat 25',
        steps: 50,
        size: '512x640',
        author: 'e28',
        licence: 'CC0-1.0',
        dataset: { name: 'poloclub/diffusiondb', config: '2m_random_1k', split: 'train', row: 25 },
      },
      locations: [src, 'row:25'],
    });
  });

  it.each([
    [{ image_nsfw: 2, prompt_nsfw: 0 }, true],
    [{ image_nsfw: 0.5, prompt_nsfw: 0 }, true],
    [{ image_nsfw: 0, prompt_nsfw: 0.9 }, true],
    [{ image_nsfw: 0.49, prompt_nsfw: 0.49 }, undefined],
    [{}, undefined],
  ])('marks %j as not safe for work: %j', async (row, nsfw) => {
    const { options } = answering(endpoint, [page([rowAt(0, row)])]);
    const [record] = await huggingFaceSource(DIFFUSION_DB, options).search('cat', 1, task);
    expect(record?.raw['nsfw']).toBe(nsfw);
  });

  it('serves rows whose cells are not whole, and leaves out those without an image', async () => {
    const leftOut: unknown[] = [];
    const { options } = answering(endpoint, [
      page([rowAt(1, { image: '{"src": "http' }, ['image', 'prompt']), rowAt(2, { image: null }), rowAt(3)]),
    ]);
    const records = await huggingFaceSource(DIFFUSION_DB, options).search('cat', 3, {
      ...task,
      onLeftOut: (...told) => leftOut.push(told),
    });
    expect(records.map(({ locations }) => locations.at(-1))).toEqual(['row:1', 'row:3']);
    expect(records[0]?.locations).toEqual(['row:1']);
    expect(records[0]?.raw['truncated_cells']).toEqual(['image', 'prompt']);
    expect(leftOut).toEqual([['rows without an image', 1]]);
  });
});

describe('any other dataset', () => {
  const other: DatasetChoice = { dataset: 'me/photos' };
  const splits = {
    splits: [
      { dataset: 'me/photos', config: 'small', split: 'test' },
      { config: 'small', split: 'train' },
    ],
  };

  it.each([
    ['by their types', {}, 'photo', 'words'],
    ['by their names', { imageColumn: 'other', textColumn: 'caption' }, 'other', 'caption'],
  ])('has its columns %s', async (_, named, picture, words) => {
    const columns = [
      feature('n', { dtype: 'int64', _type: 'Value' }),
      feature('photo', image),
      feature('words', string),
      feature('other', { _type: 'List', feature: image }),
    ];
    const row = {
      photo: { src: 'http://a/photo' },
      words: 'words',
      other: [{ src: 'http://a/other' }],
      caption: 'caption',
    };
    const found = page(
      [{ row_idx: 4, row }],
      1,
      !('textColumn' in named) ? columns : [...columns, feature('caption', string)],
    );
    const { options } = answering(endpoint, [splits, found]);
    const [record] = await huggingFaceSource({ ...other, ...named }, options).search('cat', 1, task);
    expect(record?.locations[0]).toBe(`http://a/${picture}`);
    expect(record?.raw).toMatchObject({ ...row, prompt: words });
    expect(record?.raw['licence']).toBeUndefined();
    expect(record?.id).toBe('me/photos/small/train/4');
  });

  it.each([
    ['has no column of images', page([], 0, [feature('prompt', string)]), {}],
    ['has no column of texts', page([], 0, [feature('image', image)]), {}],
    ['has no column nothing', page([rowAt(0)]), { textColumn: 'nothing' }],
    ['does not exist', refusal(404, 'The dataset does not exist.'), {}],
    ['is not accessible', refusal(401, 'The dataset is not accessible without authentication.'), {}],
    ['bad length', refusal(422, 'bad length'), {}],
  ])('is refused where it %s', async (detail, answer, named) => {
    const { options } = answering(endpoint, [answer]);
    const source = huggingFaceSource({ ...other, config: 'a', split: 'b', ...named }, options);
    expect(await failureOf(source.search('cat', 1, task))).toMatchObject({
      kind: 'dataset-refused',
      dataset: 'me/photos',
      detail: expect.stringContaining(detail) as string,
    });
  });
});

describe('a dataset without a search index', () => {
  const missing = [
    refusal(501, 'The search feature is not available for this dataset.'),
    refusal(404, 'The index was not found.'),
    refusal(500, 'Unexpected error in the index.'),
  ];
  const answer = (filter: object, read: object) => {
    return (search: object) => (url: string) => {
      const { pathname } = new URL(url);
      return pathname === '/search' ? search : pathname === '/filter' ? filter : read;
    };
  };

  it.each(missing)('is filtered: %j', async (search) => {
    const { options, urls } = answering(endpoint, answer(page(rows(5, 2)), {})(search));
    expect(await huggingFaceSource(DIFFUSION_DB, options).search("cat's  Eye", 2, task)).toHaveLength(2);
    expect(asked(urls)).toEqual(['/search 0+2', '/filter 0+2']);
    expect(new URL(urls[1] ?? '').searchParams.get('where')).toBe(
      `"prompt" ILIKE '%cat''s%' AND "prompt" ILIKE '%eye%'`,
    );
  });

  it('is read row by row where it cannot be filtered either', async () => {
    const some = page([rowAt(0), rowAt(1, { prompt: 'a dog' }), rowAt(2, { prompt: 'CATS' }), rowAt(3)]);
    const { options, urls } = answering(endpoint, answer(refusal(501, 'no'), some)(refusal(501, 'no')));
    const records = await huggingFaceSource(DIFFUSION_DB, options).search('Cat', 2, task);
    expect(records.map(({ id }) => id.split('/').at(-1))).toEqual(['0', '2']);
    expect(asked(urls)).toEqual(['/search 0+2', '/filter 0+2', '/rows 0+100']);
  });

  it('is searched once in a run, and its rows are read once', async () => {
    const some = page([rowAt(0), rowAt(1, { prompt: 'a dog' })]);
    const { options, urls } = answering(endpoint, answer(refusal(501, 'no'), some)(refusal(501, 'no')));
    const source = huggingFaceSource(DIFFUSION_DB, options);
    for (const word of ['cat', 'dog']) expect(await source.search(word, 2, task)).toHaveLength(1);
    expect(asked(urls)).toEqual(['/search 0+2', '/filter 0+2', '/rows 0+100', '/filter 0+2']);
  });

  it.each(['a;b', '--', '100%'])('is not filtered by %s', async (word) => {
    const { options, urls } = answering(endpoint, answer({}, page([rowAt(0)]))(refusal(501, 'no')));
    expect(await huggingFaceSource(DIFFUSION_DB, options).search(word, 2, task)).toEqual([]);
    expect(asked(urls)).toEqual(['/search 0+2', '/rows 0+100']);
  });

  it('is told where its first rows have nothing, or cannot be read', async () => {
    const first = page(rows(0, 100), 5000);
    for (const read of [first, refusal(500, 'broken')]) {
      const { options } = answering(endpoint, answer(refusal(501, 'no'), read)(refusal(501, 'no index')));
      expect(await failureOf(huggingFaceSource(DIFFUSION_DB, options).search('dog', 2, task))).toEqual({
        kind: 'no-search-index',
        dataset: 'poloclub/diffusiondb',
        detail: 'no index',
      });
    }
  });

  it('is no index that is being loaded, nor a gateway that fails', async () => {
    const loading = answering(endpoint, [
      refusal(500, 'The index is loading, please retry later.'),
      page([rowAt(0)]),
    ]);
    expect(await huggingFaceSource(DIFFUSION_DB, loading.options).search('cat', 1, task)).toHaveLength(1);
    expect(asked(loading.urls)).toEqual(['/search 0+1', '/search 0+1']);
    const gateway = answering(endpoint, [{ status: 502, bytes: text('<html>') }]);
    expect(
      await failureOf(huggingFaceSource(DIFFUSION_DB, gateway.options).search('cat', 1, task)),
    ).toMatchObject({
      kind: 'http-status',
      status: 502,
    });
  });
});

describe('an image', () => {
  it('whose row is named is asked for at the address that the row has now', async () => {
    const { options, urls } = answering(endpoint, [page([rowAt(25)]), { bytes: jpeg }]);
    expect(await huggingFaceSource(DIFFUSION_DB, options).image('row:25', task)).toBe(jpeg);
    expect(asked(urls.slice(0, 1))).toEqual(['/rows 25+1']);
    expect(urls[1]).toBe('http://127.0.0.1:2/25.jpg?Signature=x');
  });

  it('whose row is another one, or has no image, is refused', async () => {
    for (const found of [
      page([rowAt(24)]),
      page([rowAt(25, { image: null })]),
      page([rowAt(25, { image: 'x' }, ['image'])]),
    ]) {
      const { options } = answering(endpoint, [found]);
      expect(await failureOf(huggingFaceSource(DIFFUSION_DB, options).image('row:25', task))).toMatchObject({
        kind: 'dataset-refused',
      });
    }
  });
});
