import { describe, expect, it } from 'vitest';
import { lexicaRecord, lexicaSource, readLexicaAnswer } from '../../../src/core/fetch/lexica.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { answering, task, text } from './answering.ts';

const endpoint = 'http://127.0.0.1:1/api/v1/search';
const url = `${endpoint}?q=cat`;

describe('readLexicaAnswer', () => {
  it('keeps every key and value, and the order', () => {
    const items = [
      { id: 'b', src: 's', srcSmall: 't', seed: '3994773032', prompt: ' x ', guidance: 7, extra: [1] },
      { id: 'a', srcSmall: 't', seed: 5, guidance: '7' },
    ];
    const records = readLexicaAnswer({ images: items }, endpoint);
    expect(records.map(({ raw }) => raw)).toEqual(items);
    expect(records.map(({ locations }) => locations)).toEqual([['s', 't'], ['t']]);
  });

  it.each([
    [{ id: 7, src: 's' }, '7', ['s']],
    [{ id: 'a', src: null, srcSmall: 't' }, 'a', ['t']],
    [{ id: 'a', src: '', srcSmall: 't' }, 'a', ['t']],
    [{ id: 'a', src: 's', srcSmall: 5 }, 'a', ['s']],
  ])('serves %j', (item, id, locations) => expect(lexicaRecord(item)).toEqual({ id, raw: item, locations }));

  it.each([null, 'x', {}, { id: 'a' }, { id: '', src: 's' }, { id: 'a', src: null, srcSmall: null }])(
    'leaves out %j',
    (item) => expect(lexicaRecord(item)).toBeUndefined(),
  );
});

describe('lexicaSource', () => {
  it('asks the endpoint with the query escaped', async () => {
    const { options, urls } = answering(endpoint, [{ images: [] }]);
    await lexicaSource(options).search('sea & lion', 10, task);
    expect(urls).toEqual([`${endpoint}?q=sea%20%26%20lion`]);
  });

  it('asks again after a gateway time-out', async () => {
    const { options, urls } = answering(endpoint, [{ status: 504 }, { images: [] }]);
    expect(await lexicaSource(options).search('cat', 10, task)).toEqual([]);
    expect(urls).toHaveLength(2);
  });

  const html = 'text/html; charset=UTF-8';
  it.each([
    ['challenge-page', { status: 403, contentType: html }],
    ['challenge-page', { contentType: html, bytes: text('<!DOCTYPE html><title>Just a moment...</title>') }],
    ['challenge-page', { bytes: text('<html><script src="/cdn-cgi/challenge-platform/h/b/x"></script>') }],
    ['challenge-page', { bytes: text('<html><form id="challenge-form" action="/?__cf_chl_f_tk=x">') }],
    ['challenge-page', { status: 503, contentType: html, bytes: text('<title>Just a moment...</title>') }],
    ['challenge-page', { isChallenge: true, contentType: html, bytes: text('<html>') }],
    ['not-json', { contentType: html, bytes: text('<!DOCTYPE html><html><title>Lexica</title>') }],
    ['not-json', { contentType: html, bytes: text(`<html>${' '.repeat(1e5)}cf-chl`) }],
    ['not-json', { bytes: text('error code: 524') }],
    ['not-json', { bytes: text('{"images":[{"id":"a","src":"s"') }],
    ['not-json', { bytes: text('the title is: Just a moment') }],
    ['no-images-key', { bytes: text('{"error": "x"}') }],
    ['http-status', { status: 404, contentType: html, bytes: text('<html>') }],
  ])('tells %s for %j', async (kind, answer) => {
    const { options } = answering(endpoint, [answer]);
    expect(await failureOf(lexicaSource(options).search('cat', 10, task))).toMatchObject({ kind, url });
  });

  it('tells the service’s own reason', async () => {
    const { options } = answering(endpoint, [{ status: 400, bytes: text('{"error":"q is missing"}') }]);
    expect(await failureOf(lexicaSource(options).search('cat', 10, task))).toMatchObject({
      status: 400,
      detail: 'q is missing',
    });
  });
});
