import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ModelVariant } from '../../core/embed/models.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeBytes } from '../../core/wording.ts';
import { tellingWhy } from '../files.ts';
import { networkReason } from '../network-failure.ts';

/** The model hub; its own tools read the same variable for mirrors. */
const hub = (): string => process.env['HF_ENDPOINT'] ?? 'https://huggingface.co';

export function modelUrl(variant: ModelVariant): string {
  return `${hub()}/${variant.path}`;
}

/**
 * Downloads a model's file, checks its size and SHA-256 on the way, and only then gives it its name.
 * @throws LexiclipError `model-unreachable`, `http-status`, `model-corrupt`, `disk-full` or `not-writable`.
 */
export async function downloadModel(
  variant: ModelVariant,
  destination: string,
  fetch: typeof globalThis.fetch,
  { signal, onProgress }: LongTask,
): Promise<void> {
  const url = modelUrl(variant);
  const part = `${destination}.${String(process.pid)}.part`;
  const hash = createHash('sha256');
  let done = 0;
  const check = new Transform({
    transform(chunk: Uint8Array, _encoding, next): void {
      hash.update(chunk);
      done += chunk.byteLength;
      const message = `Downloading the model: ${describeBytes(done)} of ${describeBytes(variant.bytes)}`;
      onProgress({ stage: 'model', done, total: variant.bytes, message });
      // A body without end is cut where it stops being the file.
      if (done > variant.bytes) next(corrupt(url, `it is larger than ${describeBytes(variant.bytes)}`));
      else next(null, chunk);
    },
  });
  try {
    const response = await request(url, fetch, signal as AbortSignal);
    await tellingWhy(destination, async () => {
      await mkdir(path.dirname(destination), { recursive: true });
      await pipeline(response, check, createWriteStream(part), { signal: signal as AbortSignal });
    });
    if (hash.digest('hex') !== variant.sha256)
      throw corrupt(url, 'its SHA-256 differs from the published one');
    await rename(part, destination);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LexiclipError) throw error;
    throw new LexiclipError(
      { kind: 'model-unreachable', url, detail: networkReason(error) },
      { cause: error },
    );
  } finally {
    // Where its folder could not be made there is none, and the reason is on its way to the user.
    await rm(part, { force: true }).catch(() => undefined);
  }
}

async function request(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Readable> {
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null)
    throw new LexiclipError({ kind: 'http-status', url, status: response.status });
  return Readable.from(response.body as AsyncIterable<Uint8Array>);
}

function corrupt(url: string, detail: string): LexiclipError {
  return new LexiclipError({ kind: 'model-corrupt', path: url, detail });
}
