import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIP } from '../../../src/core/embed/models.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { CachedFile, hubCache } from '../../../src/node/models/hub-cache.ts';
import { ModelFiles, type LocatedModel, type ModelDownload } from '../../../src/node/models/obtain.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const bytes = Buffer.from('the model, in 27 bytes, or so');
const digest = sha256(bytes) as string;
const repository = { name: 'owner/name', revision: 'abc' };
const file = { path: 'onnx/model.onnx', bytes: bytes.length, sha256: digest };
const model = { ...CLIP, id: 'model', repository, variants: [{ ...file, precision: 'int8' as const }] };

let cache: string;
let hub: Server;
let answer: RequestListener;
let asked: string[];
let ranges: (string | undefined)[];

beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'lexiclip-models-'));
  asked = [];
  ranges = [];
  answer = whole;
  hub = createServer((request, response) => {
    asked.push(request.url ?? '');
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('HF_ENDPOINT', `http://127.0.0.1:${String((hub.address() as AddressInfo).port)}`);
  vi.stubEnv('HF_TOKEN', '');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  hub.closeAllConnections();
  hub.close();
  await rm(cache, { recursive: true, force: true });
});

/** Serves the file, or the part of it that is asked for. */
const whole: RequestListener = ({ headers }, response) => {
  const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
};

/** Serves some more bytes each time, and then breaks the connection. */
const breaking =
  (more: number): RequestListener =>
  ({ headers }, response) => {
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
    response.write(bytes.subarray(from, from + more), () => response.destroy());
  };

const patient: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

function obtain(
  agreed: boolean,
  task = patient,
  onAsk?: (download: ModelDownload) => void,
  wanted: object = model,
): Promise<LocatedModel> {
  const confirmDownload = (download: ModelDownload): Promise<boolean> => {
    onAsk?.(download);
    return Promise.resolve(agreed);
  };
  const options = { cache, fetch: globalThis.fetch, confirmDownload };
  return new ModelFiles(wanted as typeof model, options).image('cpu', task);
}

const folder = (): string => path.join(cache, 'models--owner--name');
const blobs = (): Promise<string[]> => readdir(path.join(folder(), 'blobs')).catch(() => []);

describe('a model that is not on the machine', () => {
  it('is not asked for without consent', async () => {
    const questions: ModelDownload[] = [];
    const declined = obtain(false, patient, (download) => questions.push(download));
    expect(await failureOf(declined)).toMatchObject({ kind: 'model-declined', bytes: bytes.length });
    expect(questions).toMatchObject([{ label: CLIP.label, bytes: bytes.length, licence: CLIP.licence }]);
    expect(asked).toEqual([]);
  });

  it('is downloaded once, with progress, into the layout of the hub’s own tools, and then found', async () => {
    const progress: number[] = [];
    const found = await obtain(true, { ...patient, onProgress: ({ done }) => progress.push(done) });
    const named = path.join(folder(), 'snapshots/abc/onnx/model.onnx');
    expect(found).toEqual({ file: named, sha256: digest, precision: 'int8' });
    expect(await readFile(named)).toEqual(bytes);
    expect((await lstat(named)).isSymbolicLink()).toBe(true);
    expect(await realpath(named)).toBe(await realpath(path.join(folder(), 'blobs', digest)));
    expect(progress.at(-1)).toBe(bytes.length);
    expect(await obtain(false)).toEqual(found);
    expect(asked).toEqual(['/owner/name/resolve/abc/onnx/model.onnx']);
    expect(await blobs()).toEqual([digest]);
  });

  it('is asked for once, text side included, and is removed whole', async () => {
    const questions: ModelDownload[] = [];
    const options = {
      cache,
      fetch: globalThis.fetch,
      confirmDownload: (download: ModelDownload) => Promise.resolve(questions.push(download) > 0),
    };
    const text = {
      context: 77,
      input: 'input_ids',
      output: 'text_embeds',
      tokenizer: file,
      variants: model.variants,
    };
    const withText = { ...model, text: { ...text, tokenizer: { ...file, path: 'tokenizer.json' } } };
    const found = await new ModelFiles(withText, options).text('cpu', patient);
    expect(found.tokenizer).toContain('tokenizer.json');
    expect(questions.map((question) => question.bytes)).toEqual([2 * bytes.length]);
    await new CachedFile(cache, repository, file).remove();
    expect(await new CachedFile(cache, repository, file).find()).toBeUndefined();
  });

  it('is found where another of the hub’s tools put it, also under another revision', async () => {
    await mkdir(path.join(folder(), 'blobs'), { recursive: true });
    await writeFile(path.join(folder(), 'blobs', digest), bytes);
    expect(await obtain(false)).toMatchObject({ sha256: digest });
    expect(asked).toEqual([]);
  });

  it('sends the user’s token to the hub', async () => {
    vi.stubEnv('HF_TOKEN', 'secret');
    const tokens: (string | undefined)[] = [];
    answer = (request, response) => {
      tokens.push(request.headers.authorization);
      whole(request, response);
    };
    await obtain(true);
    expect(tokens).toEqual(['Bearer secret']);
  });

  it('is not asked for where the user said that the hub is out of reach', async () => {
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'model-unreachable' });
    expect(asked).toEqual([]);
  });
});

describe('the hub’s cache', () => {
  it.each([
    [{ HF_HUB_CACHE: '/cache' }, '/cache'],
    [{ HF_HOME: '/home' }, '/home/hub'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/huggingface/hub'],
  ])('%j is in %s', (env, expected) => {
    expect(hubCache(env)).toBe(path.normalize(expected));
  });
});

describe('a download that breaks off', () => {
  it('goes on where it was', async () => {
    answer = breaking(12);
    const found = await obtain(true);
    expect(await readFile(found.file)).toEqual(bytes);
    expect(ranges[0]).toBeUndefined();
    expect(ranges).toContain('bytes=12-');
    expect(ranges.at(-1)).toBe('bytes=24-');
  }, 20_000);

  it('goes on in the next run, too', async () => {
    const cancelling = new AbortController();
    answer = (_request, response) => {
      response.write(bytes.subarray(0, 5));
    };
    const stopped = obtain(true, {
      signal: cancelling.signal,
      onProgress: () => {
        // Once the bytes are in the file.
        setTimeout(() => {
          cancelling.abort();
        }, 100);
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await blobs()).toEqual([`${digest}.incomplete`]);
    answer = whole;
    const found = await obtain(true);
    expect(await readFile(found.file)).toEqual(bytes);
    expect(ranges).toEqual([undefined, 'bytes=5-']);
  });

  it('begins anew at a server that knows no ranges', async () => {
    await mkdir(path.join(folder(), 'blobs'), { recursive: true });
    await writeFile(path.join(folder(), 'blobs', `${digest}.incomplete`), bytes.subarray(0, 9));
    answer = (_request, response) => response.end(bytes);
    expect(await readFile((await obtain(true)).file)).toEqual(bytes);
  });

  it('leaves the part alone that another process is downloading', async () => {
    const part = path.join(folder(), 'blobs', `${digest}.incomplete`);
    await mkdir(path.dirname(part), { recursive: true });
    await writeFile(part, 'theirs');
    await writeFile(`${part}.lock`, String(process.ppid));
    expect(await readFile((await obtain(true)).file)).toEqual(bytes);
    expect(await readFile(part, 'utf8')).toBe('theirs');
    expect(ranges).toEqual([undefined]);
  });
});

describe('a download that goes wrong', () => {
  it.each<[string, RequestListener, object]>([
    ['other bytes', (_, response) => response.end(Buffer.alloc(bytes.length)), { kind: 'model-corrupt' }],
    ['bytes without end', (_, response) => response.end(Buffer.alloc(1e6)), { kind: 'model-corrupt' }],
    ['an error status', (_, response) => response.writeHead(403).end(), { kind: 'http-status', status: 403 }],
    ['a broken connection', (_, response) => response.destroy(), { kind: 'model-unreachable' }],
  ])('%s: it says so and leaves nothing', async (_name, wrong, failure) => {
    answer = wrong;
    expect(await failureOf(obtain(true))).toMatchObject(failure);
    expect(await blobs()).toEqual([]);
  });

  it('a cache that cannot be written is told as what it is', async () => {
    await writeFile(folder(), 'a file where the folder would be');
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'not-writable' });
  });
});

describe('a file that is not what its description says', () => {
  it('is not loaded from the cache', async () => {
    const { file: found } = await obtain(true);
    await writeFile(found, bytes.subarray(1));
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'model-corrupt', path: found });
  });

  it('is not loaded from a folder', async () => {
    await mkdir(path.join(cache, 'onnx'));
    await writeFile(path.join(cache, file.path), 'something else');
    const local = { ...model, repository: undefined, folder: cache };
    expect(await failureOf(obtain(true, patient, undefined, local))).toMatchObject({ kind: 'model-corrupt' });
    await writeFile(path.join(cache, file.path), bytes);
    expect(await obtain(true, patient, undefined, local)).toMatchObject({ sha256: digest });
  });
});
