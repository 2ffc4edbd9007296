import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import { describeBytes } from '../../core/bytes.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { HttpLimits } from '../../core/fetch/http-get.ts';
import type { LongTask } from '../../core/signal.ts';
import { systemClock } from '../clock.ts';
import { withFileErrors } from '../file-errors.ts';
import { exchange, type HttpResponse } from '../http.ts';
import { whyUnreachable } from '../network-failure.ts';
import type { Transport } from '../transport.ts';
import { lockPart, unlockPart } from './part-lock.ts';

export interface Download {
  readonly url: string;
  /** What to expect: nothing else gets the destination's name. */
  readonly file: { readonly bytes: number } & ({ readonly sha256: string } | { readonly sha512: string });
  /** A connection that breaks off leaves its part here, and the next one goes on from it. */
  readonly incomplete: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it may come from this machine or a private network. */
  readonly privateHosts: boolean;
  /** For progress: "Downloading <label>". */
  readonly label: string;
  /** What it is downloaded for; the model, where it is not given. */
  readonly stage?: 'model' | 'cuda';
}

/** Pauses before a broken download is taken up again, in seconds; one that never brought anything is given up. */
const PAUSES = [1, 2, 4, 8, 16];

/** For the headers, and between two pieces. A stalled connection is taken up again. */
const WAIT_SECONDS = 60;
/** For the whole: ten minutes, and what a connection of 160 kbit/s needs. */
const SPARE_SECONDS = 600;
const SLOWEST_BYTES_PER_SECOND = 20_000;

/**
 * Downloads a file to `incomplete`, going on from what is there, and checks its size and digest. Answers the
 * path of the complete file, which is for the caller to rename.
 * @throws LexiclipError `model-unreachable`, `http-status`, `model-corrupt`, `redirect-refused`,
 * `private-address`, `disk-full` or `not-writable`.
 */
export async function download(wanted: Download, transport: Transport, task: LongTask): Promise<string> {
  await withFileErrors(wanted.incomplete, () => mkdir(path.dirname(wanted.incomplete), { recursive: true }));
  const part = (await lockPart(wanted.incomplete))
    ? wanted.incomplete
    : `${wanted.incomplete}.${process.pid}`;
  try {
    for (const pause of [...PAUSES, undefined]) {
      try {
        await attempt({ ...wanted, incomplete: part }, transport, task);
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
    if (part === wanted.incomplete) await unlockPart(part);
  }
}

async function attempt(
  { url, file, incomplete, headers, privateHosts, label, stage = 'model' }: Download,
  transport: Transport,
  { signal, onProgress }: LongTask,
): Promise<void> {
  let done = Math.min(await sizeOf(incomplete), file.bytes);
  // Before the request: a body that nobody reads loses what came of it when its connection breaks.
  const [algorithm, digest] = 'sha256' in file ? ['sha256', file.sha256] : ['sha512', file.sha512];
  let hash = await withFileErrors(incomplete, () => hashOf(incomplete, done, algorithm));

  const write = async ({ status, body }: HttpResponse): Promise<void> => {
    // Nothing follows what is there: it is not the part of this file that it was taken for.
    if (status === 416) await rm(incomplete, { force: true });
    if (status < 200 || status >= 300) throw new LexiclipError({ kind: 'http-status', url, status });
    if (status !== 206) {
      // A server that does not know ranges starts from the beginning.
      done = 0;
      hash = createHash(algorithm);
    }
    const count = new Transform({
      transform(chunk: Uint8Array, _encoding, next): void {
        hash.update(chunk);
        done += chunk.byteLength;
        const message = l10n.t('Downloading {label}: {done} of {total}', {
          label,
          done: describeBytes(done),
          total: describeBytes(file.bytes),
        });
        onProgress({ stage, done, total: file.bytes, message });
        // A body without end is cut where it stops being the file.
        next(done > file.bytes ? tooLarge(url, file.bytes) : null, chunk);
      },
    });
    let breaking: unknown;
    const untilThen = untilBroken(body, (error) => (breaking = error));
    const target = createWriteStream(incomplete, { flags: done === 0 ? 'w' : 'a' });
    await withFileErrors(incomplete, () => pipeline(Readable.from(untilThen), count, target, { signal }));
    if (breaking !== undefined) throw breaking as Error;
  };

  try {
    if (done < file.bytes) {
      const range: Record<string, string> = done === 0 ? {} : { range: `bytes=${done}-` };
      // The file as it is: parts of a compressed one are none of the file's.
      const asked = { url, headers: { 'accept-encoding': 'identity', ...headers, ...range } };
      const limits = { ...limitsFor(file.bytes), privateHosts };
      await exchange(transport, asked, limits, signal, write);
    }
    if (done < file.bytes)
      throw new LexiclipError({ kind: 'model-unreachable', url, detail: l10n.t('the download broke off') });
    if (hash.digest('hex') !== digest)
      throw corrupt(url, l10n.t('its digest differs from the published one'));
  } catch (error) {
    const kind = error instanceof LexiclipError ? error.failure.kind : undefined;
    if (kind === 'model-corrupt' || kind === 'too-large') await rm(incomplete, { force: true });
    if (kind === 'too-large') throw corrupt(url, l10n.t('it is larger than {0}', describeBytes(file.bytes)));
    const detail = whyUnreachable(error);
    if (detail === undefined) throw error;
    throw new LexiclipError({ kind: 'model-unreachable', url, detail }, { cause: error });
  }
}

function limitsFor(bytes: number): Omit<HttpLimits, 'privateHosts'> {
  const wholeSeconds = SPARE_SECONDS + bytes / SLOWEST_BYTES_PER_SECOND;
  return { answerSeconds: WAIT_SECONDS, stallSeconds: WAIT_SECONDS, wholeSeconds, limitBytes: bytes };
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

/** Of a part that may be gone on with; what is no file of its own (a link, say) is removed. */
async function sizeOf(file: string): Promise<number> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined || found.isFile()) return found?.size ?? 0;
  await withFileErrors(file, () => rm(file, { force: true }));
  return 0;
}

function corrupt(url: string, detail: string): LexiclipError {
  return new LexiclipError({ kind: 'model-corrupt', path: url, detail });
}

function tooLarge(url: string, limitBytes: number): LexiclipError {
  return new LexiclipError({ kind: 'too-large', url, limitBytes });
}
