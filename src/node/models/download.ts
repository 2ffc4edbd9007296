import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeBytes } from '../../core/wording.ts';
import { systemClock } from '../clock.ts';
import { tellingWhy } from '../file-errors.ts';
import { networkReason } from '../network-failure.ts';

export interface Download {
  readonly url: string;
  /** What to expect: nothing else gets the destination's name. */
  readonly file: { readonly bytes: number } & ({ readonly sha256: string } | { readonly sha512: string });
  /** A connection that breaks off leaves its part here, and the next one goes on from it. */
  readonly incomplete: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For progress: "Downloading <label>". */
  readonly label: string;
}

/** Pauses before a broken download is taken up again, in seconds; one that never brought anything is given up. */
const PAUSES = [1, 2, 4, 8, 16];

/**
 * Downloads a file to `incomplete`, going on from what is there, and checks its size and digest. Answers the
 * path of the complete file, which is for the caller to rename.
 * @throws LexiclipError `model-unreachable`, `http-status`, `model-corrupt`, `disk-full` or `not-writable`.
 */
export async function download(
  wanted: Download,
  fetch: typeof globalThis.fetch,
  task: LongTask,
): Promise<string> {
  await tellingWhy(wanted.incomplete, () => mkdir(path.dirname(wanted.incomplete), { recursive: true }));
  const part = (await lock(wanted.incomplete))
    ? wanted.incomplete
    : `${wanted.incomplete}.${String(process.pid)}`;
  try {
    for (const pause of [...PAUSES, undefined]) {
      try {
        await attempt({ ...wanted, incomplete: part }, fetch, task);
        return part;
      } catch (error) {
        const broken = error instanceof LexiclipError && error.failure.kind === 'model-unreachable';
        if (!broken || pause === undefined || (await sizeOf(part)) === 0) throw error;
        await systemClock.sleep(pause * 1000, task.signal);
      }
    }
    throw new Error('unreachable: the last attempt returns or throws');
  } catch (error) {
    // Nobody would go on from a part of its own name.
    if (part !== wanted.incomplete) await rm(part, { force: true });
    throw error;
  } finally {
    if (part === wanted.incomplete) await rm(`${part}.lock`, { force: true });
  }
}

async function attempt(
  { url, file, incomplete, headers, label }: Download,
  fetch: typeof globalThis.fetch,
  { signal, onProgress }: LongTask,
): Promise<void> {
  let done = Math.min(await sizeOf(incomplete), file.bytes);
  // Before the request: a body that nobody reads loses what came of it when its connection breaks.
  const [algorithm, digest] = 'sha256' in file ? ['sha256', file.sha256] : ['sha512', file.sha512];
  let hash = await hashOf(incomplete, done, algorithm);
  try {
    if (done < file.bytes) {
      const range: Record<string, string> = done === 0 ? {} : { range: `bytes=${String(done)}-` };
      const response = await fetch(url, { signal: signal as AbortSignal, headers: { ...headers, ...range } });
      // Nothing follows what is there: it is not the part of this file that it was taken for.
      if (response.status === 416) await rm(incomplete, { force: true });
      if (!response.ok || response.body === null)
        throw new LexiclipError({ kind: 'http-status', url, status: response.status });
      if (response.status !== 206) {
        // A server that does not know ranges starts from the beginning.
        done = 0;
        hash = createHash(algorithm);
      }
      const count = new Transform({
        transform(chunk: Uint8Array, _encoding, next): void {
          hash.update(chunk);
          done += chunk.byteLength;
          const message = `Downloading ${label}: ${describeBytes(done)} of ${describeBytes(file.bytes)}`;
          onProgress({ stage: 'model', done, total: file.bytes, message });
          // A body without end is cut where it stops being the file.
          next(
            done > file.bytes ? corrupt(url, `it is larger than ${describeBytes(file.bytes)}`) : null,
            chunk,
          );
        },
      });
      let breaking: unknown;
      const body = untilBroken(response.body as AsyncIterable<Uint8Array>, (error) => (breaking = error));
      const target = createWriteStream(incomplete, { flags: done === 0 ? 'w' : 'a' });
      await tellingWhy(incomplete, () =>
        pipeline(Readable.from(body), count, target, { signal: signal as AbortSignal }),
      );
      if (breaking !== undefined) throw breaking as Error;
    }
    if (done < file.bytes)
      throw new LexiclipError({ kind: 'model-unreachable', url, detail: 'the download broke off' });
    if (hash.digest('hex') !== digest) throw corrupt(url, 'its digest differs from the published one');
  } catch (error) {
    if (error instanceof LexiclipError && error.failure.kind === 'model-corrupt')
      await rm(incomplete, { force: true });
    signal.throwIfAborted();
    if (error instanceof LexiclipError) throw error;
    const detail = networkReason(error);
    throw new LexiclipError({ kind: 'model-unreachable', url, detail }, { cause: error });
  }
}

/** What came before a connection broke ends like any other body, so that it is written whole. */
async function* untilBroken(
  body: AsyncIterable<Uint8Array>,
  onBroken: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    onBroken(error);
  }
}

/** A hash that has been fed the first bytes of a file. */
async function hashOf(file: string, bytes: number, algorithm: string): Promise<Hash> {
  const hash = createHash(algorithm);
  if (bytes === 0) return hash;
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) hash.update(chunk as Uint8Array);
  return hash;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Whether this process may go on with a part; another one that is downloading it at this moment keeps it. */
async function lock(part: string): Promise<boolean> {
  const file = `${part}.lock`;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) return false;
  await rm(file, { force: true });
  const handle = await open(file, 'wx').catch(() => undefined);
  await handle?.writeFile(String(process.pid));
  await handle?.close();
  return handle !== undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function corrupt(url: string, detail: string): LexiclipError {
  return new LexiclipError({ kind: 'model-corrupt', path: url, detail });
}
