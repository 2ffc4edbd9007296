import { describe, expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { HttpAnswer } from '../../../src/core/fetch/http-get.ts';
import { lexicaRecord, lexicaSource, parseLexicaResponse } from '../../../src/core/fetch/lexica.ts';
import { RateLimit } from '../../../src/core/fetch/rate-limit.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';

const task = { signal: new AbortController().signal, onWait: (): void => undefined };
const endpoint = 'http://127.0.0.1:1/api/v1/search';
const text = (body: string): Uint8Array => new TextEncoder().encode(body);

function sourceAnswering(...answers: Partial<HttpAnswer>[]): {
  source: ReturnType<typeof lexicaSource>;
  urls: string[];
} {
  const urls: string[] = [];
  const source = lexicaSource({
    endpoint,
    isPrivate: () => Promise.resolve(true),
    rateLimit: new RateLimit(20, new FixedClock()),
    clock: new FixedClock(),
    decode: (bytes) => new TextDecoder().decode(bytes),
    get: (url) => {
      urls.push(url);
      const answer = answers[Math.min(urls.length, answers.length) - 1];
      return Promise.resolve({
        status: 200,
        contentType: '',
        retryAfterSeconds: undefined,
        bytes: new Uint8Array(),
        ...answer,
      });
    },
  });
  return { source, urls };
}

describe('parseLexicaResponse', () => {
  it('keeps every key and value, and the order', () => {
    const items = [
      { id: 'b', src: 's', srcSmall: 't', seed: '3994773032', prompt: ' x ', guidance: 7, extra: [1] },
      { id: 'a', srcSmall: 't', seed: 5, guidance: '7' },
    ];
    const records = parseLexicaResponse(JSON.stringify({ images: items }), endpoint);
    expect(records.map(({ raw }) => raw)).toEqual(items);
    expect(records.map(({ locations }) => locations)).toEqual([['s', 't'], ['t']]);
  });

  it.each([null, 'x', {}, { id: 'a' }, { id: '', src: 's' }, { id: 7, src: 's' }])('leaves out %j', (item) =>
    expect(lexicaRecord(item)).toBeUndefined(),
  );

  it('tells a challenge page, other text and other JSON apart', () => {
    const kindOf = (body: string): unknown => {
      try {
        return parseLexicaResponse(body, endpoint);
      } catch (error) {
        return error instanceof LexiclipError ? error.failure.kind : error;
      }
    };
    expect(kindOf('<!DOCTYPE html><title>Just a moment...</title>')).toBe('challenge-page');
    expect(kindOf('error code: 524')).toBe('not-json');
    expect(kindOf('{"error": "x"}')).toBe('no-images-key');
    expect(kindOf('{"images": []}')).toEqual([]);
  });
});

describe('lexicaSource', () => {
  it('asks the endpoint with the query escaped', async () => {
    const { source, urls } = sourceAnswering({ bytes: text('{"images":[]}') });
    await source.search('sea & lion', 10, task);
    expect(urls).toEqual([`${endpoint}?q=sea%20%26%20lion`]);
  });

  it('asks again after a gateway time-out', async () => {
    const { source, urls } = sourceAnswering({ status: 504 }, { bytes: text('{"images":[]}') });
    expect(await source.search('cat', 10, task)).toEqual([]);
    expect(urls).toHaveLength(2);
  });

  it('knows a challenge by status and type', async () => {
    const { source } = sourceAnswering({ status: 403, contentType: 'text/html; charset=UTF-8' });
    expect(await failureOf(source.search('cat', 10, task))).toEqual({
      kind: 'challenge-page',
      url: `${endpoint}?q=cat`,
    });
  });
});
