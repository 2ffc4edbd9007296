import { describe, expect, it } from 'vitest';
import { civitaiRecord, isPicture, readImages } from '../../../src/core/fetch/civitai-answers.ts';
import { civitaiSource } from '../../../src/core/fetch/civitai.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { answering, refusal, task, text } from './answering.ts';

const endpoint = 'http://127.0.0.1:1';
const item = (id: number | string, more: object = {}): Record<string, never> =>
  ({
    id,
    url: `http://127.0.0.1:2/${id}.jpeg`,
    type: 'image',
    nsfw: false,
    nsfwLevel: 'None',
    ...more,
  }) as never;
const page = (items: object[], metadata: object = {}): object => ({ items, metadata });
const asked = (urls: readonly string[]): string[] =>
  urls.map((url) => {
    const { pathname, searchParams } = new URL(url);
    for (const name of ['withMeta', 'flatMeta']) searchParams.delete(name);
    return `${pathname.replace('/api/v1/', '')}?${searchParams.toString()}`;
  });

describe('civitaiRecord', () => {
  it('keeps an item as it came, and adds what its meta means', () => {
    const meta = {
      prompt: 'a cat',
      negativePrompt: 'blurry',
      seed: 7,
      steps: 30,
      sampler: 'Euler a',
      cfgScale: 5.5,
      Model: 'x',
      Size: '832x1216',
      resources: [
        { name: 'l', type: 'lora', weight: 0.5 },
        { name: 'x', type: 'model' },
      ],
    };
    const one = item(123, { meta, username: 'ann', stats: { likeCount: 1 }, nsfwLevel: 'Soft', nsfw: true });
    expect(civitaiRecord(one)).toEqual({
      id: '123',
      raw: {
        ...one,
        author: 'ann',
        prompt: 'a cat',
        negativePrompt: 'blurry',
        seed: 7,
        steps: 30,
        sampler: 'Euler a',
        cfg: 5.5,
        model: 'x',
        size: '832x1216',
        loras: [{ name: 'l', weight: 0.5 }],
      },
      locations: ['http://127.0.0.1:2/123.jpeg'],
    });
  });

  it('reads meta that is wrapped', () => {
    const record = civitaiRecord(item(1, { meta: { id: 1, meta: { prompt: 'a cat' } } }));
    expect(record?.raw['prompt']).toBe('a cat');
  });

  it.each([null, undefined, {}, { id: 1, meta: null }, { prompt: 5 }, 'x', []])(
    'has no prompt for meta %j',
    (meta) => {
      const one = item(1, { meta });
      expect(civitaiRecord(one)?.raw).toEqual(one);
    },
  );

  it.each([
    [{ nsfw: false, nsfwLevel: 'None' }, false],
    [{ nsfw: true, nsfwLevel: 'None' }, true],
    [{ nsfw: false, nsfwLevel: 'X' }, true],
    [{ nsfw: 'Mature', nsfwLevel: undefined }, true],
    [{ nsfw: undefined, nsfwLevel: 1 }, false],
    [{ nsfw: undefined, nsfwLevel: 4 }, true],
  ])('marks %j: %j', (rating, nsfw) => {
    expect(civitaiRecord(item(1, rating))?.raw['nsfw']).toBe(nsfw);
  });

  it.each([{}, { id: 1 }, { id: null, url: 'x' }, { id: 1, url: '' }])('leaves out %j', (one) => {
    expect(civitaiRecord(one as never)).toBeUndefined();
  });

  it.each([
    [{}, true],
    [{ type: 'image' }, true],
    [{ type: 'video' }, false],
    [{ type: 'audio' }, false],
  ])('knows whether %j is a picture: %j', (one, picture) => {
    expect(isPicture(one)).toBe(picture);
  });
});

describe('readImages', () => {
  it.each([
    [{ nextCursor: '5|17' }, '5|17'],
    [{ nextCursor: 5 }, '5'],
    [{ nextPage: 'https://elsewhere.example/api/v1/images?limit=5&cursor=5%7C17' }, '5|17'],
    [{ nextPage: 'https://elsewhere.example/api/v1/images?page=2' }, undefined],
    [{ nextPage: '?cursor=%E0%A4%A' }, undefined],
    [{ nextCursor: null }, undefined],
    [{}, undefined],
    [null, undefined],
  ])('finds the next page of %j: %j', (metadata, next) => {
    expect(readImages({ items: [], metadata }, endpoint).next).toBe(next);
  });
});

describe('civitaiSource', () => {
  it.each([
    ['user:ann', [page([item(1)])], ['images?username=ann&limit=5']],
    ['model:17', [page([item(1)])], ['images?modelId=17&limit=5']],
    ['tag:17', [page([item(1)])], ['images?tags=17&limit=5']],
    [
      'Model: Dream Shaper',
      [
        page([
          { id: 1, name: 'Dream Shaper XL' },
          { id: 2, name: 'dream shaper' },
        ]),
        page([item(1)]),
      ],
      ['models?query=Dream+Shaper&limit=20', 'images?modelId=2&limit=5'],
    ],
    [
      'cat',
      [
        page([
          { id: 8, name: 'cats' },
          { id: 9, name: 'Cat' },
        ]),
        page([item(1)]),
      ],
      ['tags?query=cat&limit=20', 'images?tags=9&limit=5'],
    ],
    [
      // Lists have no numbers: a model's images tell it.
      'cat',
      [
        page([{ name: 'cat' }]),
        page([{ id: 3, name: 'm' }]),
        page([item(1, { tags: [{ id: 9, name: 'CAT' }] })]),
        page([item(1)]),
      ],
      [
        'tags?query=cat&limit=20',
        'models?tag=cat&limit=3',
        'images?modelId=3&limit=200&withTags=true',
        'images?tags=9&limit=5',
      ],
    ],
    [
      // Nor has any model the tag: what is shown first tells it.
      'cat',
      [refusal(404, 'x'), page([]), page([item(1, { tags: [{ id: 9, name: 'cat' }] })]), page([item(1)])],
      [
        'tags?query=cat&limit=20',
        'models?tag=cat&limit=3',
        'images?limit=200&withTags=true',
        'images?tags=9&limit=5',
      ],
    ],
  ])('finds %s', async (query, answers, requests) => {
    const { options, urls } = answering(endpoint, answers);
    expect((await civitaiSource(options).search(query, 5, task)).map(({ id }) => id)).toEqual(['1']);
    expect(asked(urls)).toEqual(requests);
    for (const url of urls.filter((one) => one.includes('/images?')))
      expect(url).toContain('withMeta=true&flatMeta=true');
  });

  it('takes images of models that have the tag where its number is not told', async () => {
    const { options } = answering(endpoint, (url) =>
      url.includes('/models')
        ? page([{ id: 3, name: 'm' }])
        : url.includes('modelId')
          ? page([item(4)])
          : page([]),
    );
    expect((await civitaiSource(options).search('cat', 5, task)).map(({ id }) => id)).toEqual(['4']);
  });

  it('finds nothing under a name that there is not', async () => {
    const { options } = answering(endpoint, [page([])]);
    for (const query of ['zzz', 'model:zzz', 'user:zzz'])
      expect(await civitaiSource(options).search(query, 5, task)).toEqual([]);
  });

  it('goes from cursor to cursor as far as asked for, leaves videos out and counts them', async () => {
    const { options, urls } = answering(endpoint, [
      page([item(1), item(2, { type: 'video' })], { nextCursor: 'a' }),
      page([item(1), item(3)], { nextCursor: 'b' }),
      page([item(4), item(5)], { nextCursor: 'c' }),
    ]);
    const leftOut: unknown[] = [];
    const records = await civitaiSource(options).search('tag:9', 3, {
      ...task,
      onLeftOut: (...told) => leftOut.push(told),
    });
    expect(records.map(({ id }) => id).slice(0, 3)).toEqual(['1', '3', '4']);
    expect(asked(urls)).toEqual([
      'images?tags=9&limit=3',
      'images?tags=9&limit=2&cursor=a',
      'images?tags=9&limit=1&cursor=b',
    ]);
    expect(leftOut).toEqual([['video', 1]]);
  });

  it('ends where the service gives one cursor for ever', async () => {
    const { options, urls } = answering(endpoint, [page([], { nextCursor: 'a' })]);
    expect(await civitaiSource(options).search('tag:9', 3, task)).toEqual([]);
    expect(urls).toHaveLength(2);
  });

  it('waits as long as the service asks, and asks again', async () => {
    const { options, urls, clock } = answering(endpoint, [
      { status: 503, retryAfterSeconds: 2 },
      { status: 429 },
      page([item(1)]),
    ]);
    expect(await civitaiSource(options).search('tag:9', 1, task)).toHaveLength(1);
    expect(urls).toHaveLength(3);
    expect(clock.pauses[0]).toBe(2000);
  });

  it.each([
    [
      { kind: 'http-status', status: 400, detail: 'Invalid option' },
      { status: 400, bytes: text('{"error":{"issues":[{"message":"Invalid option"}]}}') },
    ],
    [{ kind: 'no-images-key', key: 'items' }, { error: 'x' }],
    [{ kind: 'not-json' }, { bytes: text('{"items":[{"id":1') }],
    [{ kind: 'not-json' }, { bytes: text('<!DOCTYPE html><title>Civitai</title>') }],
  ])('tells %j', async (failure, answer) => {
    const { options } = answering(endpoint, [answer]);
    expect(await failureOf(civitaiSource(options).search('tag:9', 1, task))).toMatchObject(failure);
  });
});
