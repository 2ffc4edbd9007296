import { describe, expect, it } from 'vitest';
import type { Embedded, ImageFile } from '../../../src/core/embed/embedder.ts';
import { IN_FLIGHT, inLanes, type Lane } from '../../../src/node/inference/lanes.ts';

const images: readonly ImageFile[] = Array.from({ length: 23 }, (_, index) => ({
  id: String(index),
  folder: '/',
  path: String(index),
  sha256: '',
}));

/** A lane that takes a different time for each batch, and remembers how many it had at once. */
function slowLane(): Lane & { most: number; done: number } {
  let now = 0;
  return {
    most: 0,
    done: 0,
    async embed(batch) {
      this.most = Math.max(this.most, ++now);
      await new Promise((resolve) => setTimeout(resolve, (Number(batch[0]?.id) * 7) % 11));
      now--;
      this.done += batch.length;
      return batch.map(({ id }): Embedded => ({ id, vector: Float32Array.of(Number(id)) }));
    },
  };
}

async function idsOf(stream: AsyncIterable<readonly Embedded[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of stream) ids.push(...batch.map(({ id }) => id));
  return ids;
}

describe('lanes', () => {
  it.each([1, 4, 30])('yield every image once, in order, in batches of %d', async (batch) => {
    const lanes = [slowLane(), slowLane()];
    expect(await idsOf(inLanes(images, batch, lanes))).toEqual(images.map(({ id }) => id));
  });

  it('all work, with the next batches on their way, and no more', async () => {
    const lanes = [slowLane(), slowLane(), slowLane()];
    await idsOf(inLanes(images, 1, lanes));
    for (const { most, done } of lanes) {
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(IN_FLIGHT);
      expect(done).toBeGreaterThan(3);
    }
  });

  it('yield what was finished before one of them failed', async () => {
    const failing: Lane = {
      embed: (batch) =>
        batch[0]?.id === '7'
          ? Promise.reject(new Error('the device is gone'))
          : Promise.resolve(batch.map(({ id }): Embedded => ({ id, vector: Float32Array.of(1) }))),
    };
    const finished: string[] = [];
    const run = async (): Promise<void> => {
      for await (const batch of inLanes(images, 1, [failing])) finished.push(...batch.map(({ id }) => id));
    };
    await expect(run()).rejects.toThrow('the device is gone');
    expect(finished).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('of nothing yield nothing', async () => {
    expect(await idsOf(inLanes([], 4, [slowLane()]))).toEqual([]);
  });
});
