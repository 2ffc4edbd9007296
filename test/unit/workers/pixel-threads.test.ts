import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Prepared } from '../../../src/protocol/inference.ts';
import { PixelThreads } from '../../../src/workers/inference/pixel-threads.ts';

/* Threads that fail, played by programs in the place of the decoder. */

const params = {
  size: 2,
  fit: 'crop',
  filter: 'bicubic',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
} as const;

let folder: string;
let threads: PixelThreads | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-threads-'));
});
afterEach(async () => {
  await threads?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Prepares an image in threads that run this for each request, with `id` and `params` in reach. */
async function prepare(answer: string): Promise<Prepared> {
  const entry = path.join(folder, 'thread.cjs');
  const program = `const { parentPort, workerData } = require('node:worker_threads');
    parentPort.on('message', ({ id, params }) => { ${answer} });`;
  await writeFile(entry, program);
  threads = new PixelThreads(entry, 'the resampler', 2);
  return threads.prepare({ folder: '/', path: 'cat.png', sha256: '' }, params, new AbortController().signal);
}

describe('a thread that decodes', () => {
  it('answers pixels', async () => {
    const answer =
      'parentPort.postMessage({ id, result: { pixels: Uint8Array.of(1, 2, workerData.length) } });';
    expect(await prepare(answer)).toEqual({ pixels: Uint8Array.of(1, 2, 13) });
  });

  it('answers what is wrong with an image, on one line', async () => {
    const answer = `parentPort.postMessage({ id, error: { name: 'Error', message: params.image.path + ': cut off\\nVips' } });`;
    expect(await prepare(answer)).toEqual({ failure: 'cat.png: cut off' });
  });

  it.each([
    ['process.exit(3);', 'its thread ended with 3'],
    ['throw new Error("no resampler");', 'no resampler'],
  ])('that ends is no fault of the image: %s', async (answer, reason) => {
    await expect(prepare(answer)).rejects.toThrow(reason);
  });
});
