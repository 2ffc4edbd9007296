import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIP } from '../../../src/core/embed/models.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { CachedFile, hubCache } from '../../../src/node/models/hub-cache.ts';
import { removeModel } from '../../../src/node/models/inventory.ts';
import { ModelFiles, type LocatedModel, type ModelDownload } from '../../../src/node/models/obtain.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
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
  vi.stubEnv('HF_ENDPOINT', `http://127.0.0.1:${(hub.address() as AddressInfo).port}`);
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
  const options = { cache, transport: nodeTransport(), confirmDownload };
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
      transport: nodeTransport(),
      confirmDownload: (download: ModelDownload) => Promise.resolve(questions.push(download) > 0),
    };
    const text = {
      context: 77,
      input: 'input_ids',
      output: 'text_embeds',
      lowercase: false,
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

  it('is present with its words once both files are, which is told without asking anybody', async () => {
    const confirmDownload = vi.fn(() => Promise.resolve(false));
    const options = { cache, transport: nodeTransport(), confirmDownload };
    const text = {
      context: 77,
      input: 'input_ids',
      output: 'text_embeds',
      lowercase: false,
      tokenizer: { ...file, path: 'tokenizer.json', sha256: sha256('{}') as string, bytes: 2 },
      variants: model.variants,
    };
    const files = new ModelFiles({ ...model, text }, options);
    expect(await files.isTextPresent()).toBe(false);
    const snapshot = path.join(folder(), 'snapshots/abc');
    await mkdir(path.join(snapshot, 'onnx'), { recursive: true });
    await writeFile(path.join(snapshot, 'onnx/model.onnx'), bytes);
    expect(await files.isTextPresent()).toBe(false);
    await writeFile(path.join(snapshot, 'tokenizer.json'), '{}');
    expect(await files.isTextPresent()).toBe(true);
    expect(files.textSha256).toBe(await sha256(digest + text.tokenizer.sha256));
    expect([asked, confirmDownload.mock.calls]).toEqual([[], []]);

    const none = new ModelFiles({ ...model, text: undefined }, options);
    expect([await none.isTextPresent(), none.textSha256]).toEqual([false, undefined]);
    const beside = new ModelFiles({ ...model, repository: undefined, folder: snapshot, text }, options);
    expect(await beside.isTextPresent()).toBe(true);
    await rm(path.join(snapshot, 'tokenizer.json'));
    expect(await beside.isTextPresent()).toBe(false);
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
  ])('%j is in %s', (env, expected) => expect(hubCache(env)).toBe(path.normalize(expected)));
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
        setTimeout(() => cancelling.abort(), 100);
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

describe('limits', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each<[string, RequestListener, string]>([
    ['never answers', () => undefined, 'it did not answer within 60 s'],
    [
      'stops',
      (_, response) => response.flushHeaders(),
      'it stopped in the middle of its answer; nothing more came for 60 s',
    ],
  ])('a hub that %s is given up', async (_what, listener, detail) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    answer = listener;
    const failed = failureOf(obtain(true));
    await vi.waitUntil(() => asked.length > 0);
    // The headers, where there are any, have to come for another clock to run.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await failed).toMatchObject({ kind: 'model-unreachable', detail });
  });
});

describe('redirects', () => {
  it('are followed to another host, which does not get the token', async () => {
    vi.stubEnv('HF_TOKEN', 'secret');
    const tokens: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      tokens.push(request.headers.authorization);
      whole(request, response);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    answer = (_request, response) => response.writeHead(302, { location }).end();
    expect(await obtain(true)).toMatchObject({ sha256: digest });
    expect(tokens).toEqual([undefined]);
    elsewhere.close();
  });

  it('out of the web are refused', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'redirect-refused' });
  });
});

describe('a file in the cache that is not what its description says', () => {
  it.each([
    ['longer', Buffer.concat([bytes, bytes])],
    ['of the same length', Buffer.from(bytes).reverse()],
  ])('counts as missing where it is %s, and is replaced after a question', async (_how, other) => {
    const { file: found } = await obtain(true);
    await writeFile(found, other);
    const questions: ModelDownload[] = [];
    const declined = obtain(false, patient, (question) => questions.push(question));
    expect(await failureOf(declined)).toMatchObject({ kind: 'model-declined' });
    expect(questions[0]?.label).toContain('again (what is in the cache differs');
    expect(await readFile(found)).toEqual(other);
    expect(await obtain(true)).toMatchObject({ file: found });
    expect(await readFile(found)).toEqual(bytes);
  });

  it('stays where it is a file of another tool, and the blob is taken', async () => {
    const named = path.join(folder(), 'snapshots/abc/onnx/model.onnx');
    await mkdir(path.dirname(named), { recursive: true });
    await writeFile(named, 'theirs');
    expect(await obtain(true)).toMatchObject({ file: path.join(folder(), 'blobs', digest) });
    expect(await readFile(named, 'utf8')).toBe('theirs');
    expect(await obtain(false)).toMatchObject({ file: path.join(folder(), 'blobs', digest) });
  });
});

describe('links in the cache', () => {
  let outside: string;
  beforeEach(async () => {
    outside = await mkdtemp(path.join(tmpdir(), 'lexiclip-outside-'));
    await mkdir(folder(), { recursive: true });
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  it.each(['blobs', 'snapshots'])('out of it: nothing is written behind %s', async (name) => {
    await symlink(outside, path.join(folder(), name));
    expect(await failureOf(obtain(true))).toMatchObject({ kind: 'not-writable' });
    expect(await readdir(outside)).toEqual([]);
  });

  it('in the place of a part: what it leads to is left alone', async () => {
    const theirs = path.join(outside, 'theirs');
    await writeFile(theirs, 'theirs');
    await mkdir(path.join(folder(), 'blobs'));
    await symlink(theirs, path.join(folder(), 'blobs', `${digest}.incomplete`));
    expect(await obtain(true)).toMatchObject({ sha256: digest });
    expect(await readFile(theirs, 'utf8')).toBe('theirs');
  });

  it('out of it: nothing behind them is removed', async () => {
    await writeFile(path.join(outside, digest), bytes);
    await symlink(outside, path.join(folder(), 'blobs'));
    expect(await removeModel(model, cache)).toBe(0);
    expect(await readdir(outside)).toEqual([digest]);
  });

  it('of the whole cache are the user’s choice', async () => {
    const link = `${cache}-link`;
    await symlink(cache, link);
    const options = { cache: link, transport: nodeTransport(), confirmDownload: () => Promise.resolve(true) };
    expect(await new ModelFiles(model, options).image('cpu', patient)).toMatchObject({ sha256: digest });
    expect(await removeModel(model, link)).toBe(bytes.length);
    expect(await blobs()).toEqual([]);
    await rm(link);
  });
});

describe('a file beside its description', () => {
  const local = (): object => ({ ...model, repository: undefined, folder: cache });
  const named = (): string => path.join(cache, file.path);
  const mismatch = async (): Promise<unknown> => failureOf(obtain(true, patient, undefined, local()));
  beforeEach(() => mkdir(path.join(cache, 'onnx')));

  it('is loaded where it is the one that is described', async () => {
    expect(await mismatch()).toEqual({
      kind: 'model-mismatch',
      path: named(),
      detail: 'there is no such file',
    });
    await writeFile(named(), 'something else');
    expect(await mismatch()).toMatchObject({ detail: `it has 14 bytes instead of ${bytes.length}` });
    await writeFile(named(), Buffer.from(bytes).reverse());
    expect(await mismatch()).toMatchObject({ detail: 'its SHA-256 differs' });
    await writeFile(named(), bytes);
    expect(await obtain(true, patient, undefined, local())).toMatchObject({ sha256: digest });
  });

  it('is not looked for behind a link out of its folder', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'lexiclip-outside-'));
    await writeFile(path.join(outside, 'model.onnx'), bytes);
    await symlink(path.join(outside, 'model.onnx'), named());
    expect(await mismatch()).toMatchObject({
      kind: 'model-mismatch',
      detail: expect.stringContaining('link') as string,
    });
    await rm(outside, { recursive: true });
  });
});
