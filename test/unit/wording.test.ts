import { describe, expect, it } from 'vitest';
import { describeBytes } from '../../src/core/bytes.ts';
import { LexiclipError, type Failure } from '../../src/core/errors.ts';
import { describeError, describeMissing } from '../../src/core/wording.ts';

const url = 'https://lexica.art/api/v1/search?q=cat';

/** Every failure says what happened, to what, and (where there is something) what to do. */
it.each<[Failure, RegExp]>([
  [{ kind: 'no-workspace' }, /No folder is open.*open one/],
  [{ kind: 'busy' }, /still at work.*Wait until it has finished/],
  [{ kind: 'nothing-selected' }, /No image is selected\. Select images/],
  [
    { kind: 'no-trash', detail: 'no provider' },
    /not be moved to the trash \(no provider\).*Take the images out/,
  ],
  [{ kind: 'not-comparable', count: 25, least: 2, most: 10 }, /^From 2 to 10 images.*not 25\.$/],
  [{ kind: 'one-map-only' }, /one map only\. Make another/],
  [{ kind: 'no-such-concept', concept: 'cat' }, /There is no concept “cat”/],
  [{ kind: 'no-such-images', ids: ['a', 'b'] }, /no image a, b\. Check the ids/],
  [{ kind: 'nothing-to-undo' }, /no change to undo/],
  [{ kind: 'nothing-to-redo' }, /no change to redo/],
  [
    { kind: 'changed-since', title: 'Tagged 1 image', paths: ['a', 'b'], count: 9 },
    /“Tagged 1 image” cannot be undone or redone: a, b and 7 more files changed since\. Nothing was changed/,
  ],
  [{ kind: 'changed-since', title: '', paths: ['a'], count: 1 }, /a was changed by another program/],
  [{ kind: 'nothing-missing' }, /No concept lacks images/],
  [{ kind: 'restricted-mode' }, /Restricted Mode.*looked at.*trust the folder/],
  [{ kind: 'no-such-map', name: 'wide' }, /no map “wide”/],
  [
    { kind: 'map-elsewhere', path: '/p/.lexiclip/projections/umap.json' },
    /^\/p\/\.lexiclip\/.* not open in this window\. Open the folder/,
  ],
  [{ kind: 'earlier-map', path: '/p/umap.json' }, /earlier version of \/p\/umap\.json.*Show who moved/],
  [
    { kind: 'no-earlier-map', path: 'projections/umap.json', version: 'HEAD' },
    /^HEAD has no projections\/umap\.json.*nothing to compare/,
  ],
  [
    { kind: 'no-earlier-map', path: 'projections/umap.json', version: 'HEAD', detail: 'not valid JSON' },
    /^projections\/umap\.json in HEAD cannot be read \(not valid JSON\)/,
  ],
  [{ kind: 'no-git', detail: 'it is off' }, /^Git cannot be asked.*it is off/],
  [
    { kind: 'bad-import', path: 'a.npy', detail: 'it is empty' },
    /^a\.npy cannot be imported \(it is empty\)/,
  ],
  [{ kind: 'imported-map', name: 'wide' }, /“wide” was laid out elsewhere.*Import it again/],
  [{ kind: 'not-measurable', method: 'PCA' }, /^PCA cannot be run from other starts.*UMAP and t-SNE can/],
  [{ kind: 'outdated-map', name: 'umap' }, /“umap” is of other images.*Rerun it/],
  [
    { kind: 'no-images-in-folder', folder: '/p', skipped: [] },
    /^There is no readable image in \/p\. Choose another folder\.$/,
  ],
  [
    {
      kind: 'no-images-in-folder',
      folder: '/p',
      skipped: [{ reason: 'no-decoder', count: 4, examples: ['a.heic', 'b.heic', 'c.heic'] }],
    },
    /no readable image in \/p\. Left out: 4 HEIC or JPEG XL, .*\(a\.heic, b\.heic, c\.heic, …\)\. Choose another folder\.$/,
  ],
  [{ kind: 'no-concepts' }, /No concept was given. Name at least one/],
  [
    { kind: 'nothing-found', concept: 'qq', source: 'lexica' },
    /Nothing was found for “qq” \(lexica\). Check/,
  ],
  [{ kind: 'unreachable', url, detail: 'ENOTFOUND' }, /^lexica\.art cannot be reached \(ENOTFOUND\)\. Check/],
  [{ kind: 'timed-out', url, waitedFor: 'answer', seconds: 30 }, /did not answer within 30 s\. Try again/],
  [{ kind: 'timed-out', url, waitedFor: 'more', seconds: 15 }, /nothing more came for 15 s/],
  [{ kind: 'host-not-found', url }, /^lexica\.art was not found.*moved.*lexiclip\.lexica\.endpoint/],
  [{ kind: 'broken-off', url, detail: 'ECONNRESET' }, /broke off in the middle/],
  [
    { kind: 'tls-failed', url, detail: 'CERT_HAS_EXPIRED' },
    /prove who it is \(CERT_HAS_EXPIRED\).*NODE_EXTRA_CA_CERTS/,
  ],
  [{ kind: 'proxy-refused', url, detail: '407' }, /The proxy refused.*lexica\.art \(407\).*password/],
  [
    { kind: 'redirect-refused', url, to: 'file:///x', problem: 'not-of-the-web' },
    /sent us on to file:\/\/\/x/,
  ],
  [{ kind: 'http-status', url, status: 524 }, /gateway got no answer from it \(status 524\)/],
  [{ kind: 'image-cut-off', subject: 'a.webp' }, /^a\.webp ends in the middle/],
  [{ kind: 'http-status', url, status: 429 }, /too many requests \(429\).*what was fetched is kept/],
  [{ kind: 'http-status', url, status: 404 }, /is gone \(404\)/],
  [{ kind: 'http-status', url, status: 503 }, /gateway.*\(status 503\)/],
  [{ kind: 'http-status', url, status: 500 }, /in trouble \(status 500\)/],
  [{ kind: 'http-status', url, status: 401 }, /refused the request \(status 401\)/],
  [{ kind: 'challenge-page', url }, /human check/],
  [{ kind: 'too-large', url, limitBytes: 64e6 }, /larger than 64 MB and was not downloaded/],
  [
    { kind: 'unreadable-image', subject: 'a.jpg', detail: 'cut off', copy: 'images/a.jpg' },
    /^a\.jpg cannot be read.*Delete images/,
  ],
  [
    { kind: 'private-address', url: 'http://10.0.0.1/[x](command:y)' },
    /^http:\/\/10\.0\.0\.1\/\[x\] \(command:y\) is in a private network/,
  ],
  [{ kind: 'model-declined', model: 'm', bytes: 89e6 }, /\(89 MB\) was not downloaded.*--yes/],
  [
    { kind: 'model-corrupt', path: '/m.onnx', detail: 'x' },
    /^\/m\.onnx is not the file that was expected.*was not kept\. Try again later/,
  ],
  [
    { kind: 'no-nvidia-driver', found: undefined, oldest: 525 },
    /^No NVIDIA driver was found.*CUDA.*install the driver \(version 525 or newer\)/,
  ],
  [{ kind: 'no-nvidia-driver', found: '470.1', oldest: 525 }, /\(470\.1\) is too old for CUDA 12/],
  [{ kind: 'cuda-unreachable', url, detail: 'x' }, /^CUDA cannot be downloaded: lexica\.art.*\(x\)/],
  [{ kind: 'cuda-corrupt', path: '/x', detail: 'y' }, /^CUDA was not set up.*not the file that was expected/],
  [{ kind: 'embedded-elsewhere', endpoint: url }, /^The server lexica\.art embeds.*nothing to measure/],
  [
    { kind: 'model-mismatch', path: '/m.onnx', detail: 'x' },
    /^\/m\.onnx is not the file that the model's description names \(x\)\. Check the description/,
  ],
  [{ kind: 'device-unavailable', device: 'cuda', detail: 'x' }, /“cuda” cannot be used here.*auto or cpu/],
  [{ kind: 'inference-crashed', detail: 'SIGKILL' }, /ended unexpectedly \(SIGKILL\).*kept; run again/],
  [{ kind: 'disk-full', path: '/x' }, /The disk is full: \/x.*Make room.*kept/],
  [
    { kind: 'newer-format', path: 'collection.json', found: 2, supported: 1 },
    /newer LexiCLIP.*nothing was changed/,
  ],
])('words %j', (failure, sentence) => expect(describeError(new LexiclipError(failure))).toMatch(sentence));

it('names each reason for which nothing was fetched once', () => {
  const reasons = ['a.', 'a.', 'b.'].map((reason) => ({ reason }));
  const error = new LexiclipError({ kind: 'nothing-fetched', reasons });
  expect(describeError(error)).toBe('No images were downloaded. a. b.');
});

it('quotes what others wrote as plain text', () => {
  const error = new LexiclipError({
    kind: 'corrupt-file',
    path: 'projections/[Fix it](command:x).json',
    detail: `\u001b[31m$(check)\n${'x'.repeat(5000)}`,
  });
  expect(describeError(error)).toMatch(
    /^projections\/\[Fix it\] \(command:x\)\.json is damaged \(\$ \(check\) x+…\)\. Repair it, or delete it and run again\.$/,
  );
  expect(describeError(new Error('[a](https://b.c)\nd'))).toBe('[a] (https://b.c) d');
});

it('calls a cancelled run no failure', () => {
  expect(describeError(new DOMException('', 'AbortError'))).toBe(
    'Stopped. What was finished is kept; run it again to go on.',
  );
});

describe('sizes', () => {
  it.each([
    [1, '1 kB'],
    [89_117_001, '89 MB'],
    [1_700_000_000, '1.7 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(describeBytes(bytes)).toBe(text));
});

describe('what is missing on a map', () => {
  const nothing = (id: string) => ({ id, reason: `Nothing was found for “${id}”.` });
  const gone = (id: string) => ({ id, reason: 'It is gone (404).' });

  it('names each concept that found nothing', () =>
    expect(describeMissing(['qq', 'ww'].map(nothing))).toBe(
      'Missing on the map: qq, ww. Nothing was found for “qq”. Nothing was found for “ww”.',
    ));

  it('names the first few of many, and a reason once', () =>
    expect(describeMissing(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(gone))).toBe(
      'Missing on the map: a, b, c, d, e and 2 more. It is gone (404).',
    ));
});
