import { describe, expect, it } from 'vitest';
import type { Embedded, ImageFile } from '../../../src/core/embed/embedder.ts';
import { IN_FLIGHT, embedInParallel, type BatchWorker } from '../../../src/node/inference/batch-workers.ts';

const images: readonly ImageFile[] = Array.from({ length: 23 }, (_, index) => ({
  id: String(index),
  folder: '/',
  path: String(index),
  sha256: '',
}));

/** A worker that takes a different time for each batch, and remembers how many it had at once. */
function slowWorker(): BatchWorker & { most: number; done: number } {
  let now = 0;
  return {
    most: 0,
    done: 0,
    async embed(batch) {
      this.most = Math.max(this.most, ++now);
      await new Promise((resolve) => setTimeout(resolve, (Number(batch[0]?.id) * 7) % 11));
      now--;
      this.done += batch.length;
      return batch.map(vectorOf);
    },
  };
}

function vectorOf({ id }: ImageFile): Embedded {
  return { id, vector: Float32Array.of(Number(id)) };
}

function byNumber(left: string, right: string): number {
  return Number(left) - Number(right);
}

async function idsOf(stream: AsyncIterable<readonly Embedded[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of stream) ids.push(...batch.map(({ id }) => id));
  return ids;
}

describe('workers', () => {
  it.each([1, 4, 30])('yield every image once, in batches of %d', async (batch) => {
    const workers = [slowWorker(), slowWorker()];
    const ids = await idsOf(embedInParallel(images, batch, workers));
    expect(ids.sort(byNumber)).toEqual(images.map(({ id }) => id));
  });

  it('all work, with the next batches on their way, and no more', async () => {
    const workers = [slowWorker(), slowWorker(), slowWorker()];
    await idsOf(embedInParallel(images, 1, workers));
    for (const { most, done } of workers) {
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(IN_FLIGHT);
      expect(done).toBeGreaterThan(3);
    }
  });

  it('do not wait for a batch that takes long before they yield others', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker: BatchWorker = {
      async embed(batch) {
        if (batch[0]?.id === '0') await released;
        return batch.map(vectorOf);
      },
    };
    const ids: string[] = [];
    for await (const batch of embedInParallel(images, 1, [worker])) {
      ids.push(...batch.map(({ id }) => id));
      if (ids.length === images.length - 1) release();
    }
    expect(ids.at(-1)).toBe('0');
  });

  it.each([
    ['in the middle', ['7']],
    ['first', ['0']],
    ['one after the other', ['0', '2', '3']],
  ])('yield all that was finished when some fail (%s), and tell of the first', async (_, fail) => {
    const embedded: string[] = [];
    const failing: BatchWorker = {
      async embed(batch) {
        const id = batch[0]?.id ?? '';
        // Those that fail do so while the others are under way.
        if (!fail.includes(id)) await new Promise((resolve) => setTimeout(resolve, 2));
        else throw new Error(`the device is gone for ${id}`);
        embedded.push(id);
        return batch.map(vectorOf);
      },
    };
    const finished: string[] = [];
    const run = async (): Promise<void> => {
      for await (const batch of embedInParallel(images, 1, [failing, { ...failing }]))
        finished.push(...batch.map(({ id }) => id));
    };
    await expect(run()).rejects.toThrow(`the device is gone for ${fail[0] ?? ''}`);
    expect(finished.length).toBeGreaterThan(0);
    expect(finished.length).toBeLessThan(images.length - fail.length);
    expect(finished.sort(byNumber)).toEqual(embedded.sort(byNumber));
  });

  it('let what is under way come to its end where nobody wants more', async () => {
    const worker = slowWorker();
    for await (const batch of embedInParallel(images, 1, [worker])) if (batch.length > 0) break;
    expect(worker.done).toBe(IN_FLIGHT);
  });

  it('of nothing yield nothing', async () => {
    expect(await idsOf(embedInParallel([], 4, [slowWorker()]))).toEqual([]);
  });
});
