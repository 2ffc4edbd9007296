import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIP, type ModelVariant } from '../../../src/core/embed/models.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/files.ts';
import { obtainModel, type ModelDownload } from '../../../src/node/models/obtain.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const bytes = Buffer.from('the model, in 27 bytes, or so');
const variant: ModelVariant = {
  precision: 'int8',
  target: 'cpu',
  path: 'repo/model.onnx',
  bytes: bytes.length,
  sha256: sha256(bytes),
  batch: 1,
};
const model = { ...CLIP, id: 'model', variants: [variant] };

let cache: string;
let hub: Server;
let answer: RequestListener;
let asked: string[];

beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'lexiclip-models-'));
  asked = [];
  answer = (_request, response) => response.end(bytes);
  hub = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('HF_ENDPOINT', `http://127.0.0.1:${String((hub.address() as AddressInfo).port)}`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  hub.closeAllConnections();
  hub.close();
  await rm(cache, { recursive: true, force: true });
});

const patient: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

function obtain(
  agreed: boolean,
  task = patient,
  onAsk?: (download: ModelDownload) => void,
): Promise<unknown> {
  const confirmDownload = (download: ModelDownload): Promise<boolean> => {
    onAsk?.(download);
    return Promise.resolve(agreed);
  };
  return obtainModel(model, { cache, fetch: globalThis.fetch, confirmDownload })('cpu', task);
}

const files = (): Promise<string[]> => readdir(path.join(cache, 'model')).catch(() => []);

describe('a model that is not on the machine', () => {
  it('is not asked for without consent', async () => {
    const questions: ModelDownload[] = [];
    const declined = obtain(false, patient, (download) => questions.push(download));
    expect(await failureOf(declined)).toMatchObject({ kind: 'model-declined', bytes: bytes.length });
    expect(questions).toMatchObject([{ label: CLIP.label, bytes: bytes.length, licence: CLIP.licence }]);
    expect(asked).toEqual([]);
  });

  it('is downloaded once, with progress, and then found', async () => {
    const progress: number[] = [];
    const found = await obtain(true, { ...patient, onProgress: ({ done }) => progress.push(done) });
    const file = path.join(cache, 'model/model.onnx');
    expect(found).toMatchObject({ file, sha256: sha256(bytes) });
    expect(await readFile(file)).toEqual(bytes);
    expect(progress.at(-1)).toBe(bytes.length);
    expect(await obtain(false)).toEqual(found);
    expect(asked).toEqual(['/repo/model.onnx']);
  });
});

describe('a download that goes wrong', () => {
  it.each<[string, RequestListener, object]>([
    ['other bytes', (_, response) => response.end(Buffer.alloc(bytes.length)), { kind: 'model-corrupt' }],
    ['too few bytes', (_, response) => response.end(bytes.subarray(1)), { kind: 'model-corrupt' }],
    ['bytes without end', (_, response) => response.end(Buffer.alloc(1e6)), { kind: 'model-corrupt' }],
    ['an error status', (_, response) => response.writeHead(403).end(), { kind: 'http-status', status: 403 }],
    ['a broken connection', (_, response) => response.destroy(), { kind: 'model-unreachable' }],
    [
      'a connection that breaks in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 5), () => response.destroy());
      },
      { kind: 'model-unreachable' },
    ],
  ])('%s: it says so and leaves nothing', async (_name, wrong, failure) => {
    answer = wrong;
    expect(await failureOf(obtain(true))).toMatchObject(failure);
    expect(await files()).toEqual([]);
  });

  it('a cache that cannot be written is told as what it is', async () => {
    await writeFile(path.join(cache, 'model'), 'a file where the folder would be');
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'not-writable' });
  });

  it('is cancelled at once and leaves nothing', async () => {
    const cancelling = new AbortController();
    answer = (_request, response) => {
      response.write(bytes.subarray(0, 5));
    };
    const stopped = obtain(true, {
      signal: cancelling.signal,
      onProgress: () => {
        cancelling.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await files()).toEqual([]);
  });
});
