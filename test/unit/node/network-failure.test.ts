import { expect, it } from 'vitest';
import { networkFailure } from '../../../src/node/network-failure.ts';

const url = 'https://lexica.art/';
/** As `fetch` fails: the reason is in the causes. */
const failed = (cause: object): Error => new TypeError('fetch failed', { cause });
const withCode = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

it.each([
  [withCode('ENOTFOUND'), false, { kind: 'host-not-found', url }],
  [withCode('EAI_AGAIN'), false, { kind: 'host-not-found', url }],
  [withCode('ECONNREFUSED'), false, { kind: 'unreachable', url, detail: 'ECONNREFUSED' }],
  [withCode('ECONNRESET'), true, { kind: 'broken-off', url, detail: 'ECONNRESET' }],
  [
    withCode('UND_ERR_CONNECT_TIMEOUT'),
    false,
    { kind: 'timed-out', url, waitedFor: 'connection', seconds: 10 },
  ],
  [
    withCode('DEPTH_ZERO_SELF_SIGNED_CERT'),
    false,
    { kind: 'tls-failed', url, detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  ],
  [withCode('CERT_HAS_EXPIRED'), false, { kind: 'tls-failed', url, detail: 'CERT_HAS_EXPIRED' }],
  [
    withCode('ERR_TLS_CERT_ALTNAME_INVALID'),
    false,
    { kind: 'tls-failed', url, detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  ],
  [
    new Error('Proxy response (407) !== 200'),
    false,
    { kind: 'proxy-refused', url, detail: 'Proxy response (407) !== 200' },
  ],
  [
    new AggregateError([withCode('ECONNREFUSED')]),
    false,
    { kind: 'unreachable', url, detail: 'ECONNREFUSED' },
  ],
])('%s, with an answer: %s', (cause, hasAnswer, failure) =>
  expect(networkFailure(failed(cause), url, hasAnswer)).toEqual(failure),
);
