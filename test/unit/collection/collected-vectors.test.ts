import { beforeEach, describe, expect, it } from 'vitest';
import { collectedVectors, type CollectedVectors } from '../../../src/core/collection/collected-vectors.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { embeddingsPath, promptPath } from '../../../src/core/collection/paths.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

class CountingStore extends MemoryStore {
  matrices = 0;

  override readParts(...args: Parameters<MemoryStore['readParts']>): Promise<boolean> {
    this.matrices += args[0].endsWith('.npy') ? 1 : 0;
    return super.readParts(...args);
  }
}

let store: CountingStore;
let collection: Collection;
const vectors: Readonly<Record<string, readonly [number, number]>> = { b: [0, 1], a: [1, 0], c: [0.6, 0.8] };

const write = (given: Readonly<Record<string, readonly [number, number]>> = vectors): Promise<void> =>
  embed(collection, Object.entries(given));

const collected = (): Promise<CollectedVectors> =>
  collectedVectors({ collection, vectors: model.id, sha256 });

beforeEach(async () => {
  store = new CountingStore();
  collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b', 'without', 'c']);
  await write();
});

describe('the vectors of a collection', () => {
  it('are in its order, of the images that have one', async () => {
    const { ids, digests, images, vectors: matrix } = await collected();
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(digests).toEqual(['digest of a', 'digest of b', 'digest of c']);
    expect(images.map(({ id }) => id)).toEqual(ids);
    expect([...matrix]).toEqual([1, 0, 0, 1, Math.fround(0.6), Math.fround(0.8)]);
  });

  it('are read once, also where a prompt has changed since', async () => {
    const before = await collected();
    const path = promptPath('cat', 'a');
    await store.write(path, ((await store.readText(path)) ?? '').replace('a cat', 'a tiger'));
    collection.index.changed(path);
    const after = await collected();
    expect(after.vectors).toBe(before.vectors);
    expect(after.images[0]?.prompt).toBe('a tiger');
    expect(store.matrices).toBe(1);
  });

  it('are read again where they or the images are others', async () => {
    await collected();
    await write({ ...vectors, a: [0, -1] });
    expect([...(await collected()).vectors].slice(0, 2)).toEqual([0, -1]);
    const path = promptPath('cat', 'a');
    await store.write(path, ((await store.readText(path)) ?? '').replace('digest of a', 'another'));
    collection.index.changed(path);
    expect((await collected()).ids).toEqual(['b', 'c']);
    expect(store.matrices).toBe(3);
  });

  it('leave out what is no direction', async () => {
    await write({ ...vectors, b: [NaN, 0] });
    const { ids, vectors: matrix } = await collected();
    expect(ids).toEqual(['a', 'c']);
    expect([...matrix]).toEqual([1, 0, Math.fround(0.6), Math.fround(0.8)]);
    expect((await collected()).images.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('are missing where there are none', async () => {
    await store.remove(embeddingsPath(model.id, 'json'));
    expect(await failureOf(collected())).toEqual({ kind: 'no-vectors' });
  });
});
