import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';
import { columnsOf } from '../../../src/core/collection/parsed-files.ts';
import { collectionGraph } from '../../../src/core/neighbours/collection-graph.ts';
import type { Comparer, NearestRequest } from '../../../src/core/neighbours/comparer.ts';
import { findDuplicates } from '../../../src/core/neighbours/findings-stage.ts';
import { nearestFinder } from '../../../src/core/neighbours/nearest-images.ts';
import { findOutliers } from '../../../src/core/neighbours/outliers-stage.ts';
import { neighbourGraph } from '../../../src/core/neighbours/stage.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, device, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { plainNeighbours } from './reference.ts';

const DIMENSION = 8;
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
const vectors = groupedVectors(200, DIMENSION);

let store: MemoryStore;
let asked: NearestRequest[];
const comparer: Comparer = {
  nearest(request) {
    asked.push(request);
    return Promise.resolve(plainNeighbours(request.vectors, request.dimension, request.k));
  },
  quality: () => Promise.reject(new Error('nobody asks for it')),
  agreement: () => Promise.reject(new Error('nobody asks for it')),
};

beforeEach(() => {
  store = new MemoryStore();
  asked = [];
});

/** The graph of the images of these numbers. */
function graphOf(
  images: readonly number[],
  { leastK = 15, modelSha256 = 'aa', changed = -1 } = {},
): Promise<NeighbourGraph> {
  const rows = images.map((image) => ({
    id: `i${image}`,
    sha256: image === changed ? 'new' : 'old',
  }));
  const numbers = images.flatMap((image) => [
    ...vectors.subarray(image * DIMENSION, (image + 1) * DIMENSION),
  ]);
  const compared = {
    name: 'm',
    vectors: Float32Array.from(numbers),
    dimension: DIMENSION,
    modelSha256,
    preprocessing: 'p',
    ...columnsOf(rows),
  };
  return neighbourGraph(compared, leastK, { collection: new Collection(store), sha256, comparer }, task);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, image) => image);
const names = (): string[] => [...store.files.keys()].sort();

describe('the neighbour graph of a collection', () => {
  it('is computed once, with ninety neighbours, and kept', async () => {
    const first = await graphOf(upTo(120));
    expect(first.k).toBe(90);
    expect(names()).toEqual([
      'cache/neighbours/m-k90.distances.npy',
      'cache/neighbours/m-k90.indices.npy',
      'cache/neighbours/m-k90.json',
    ]);
    expect(await graphOf(upTo(120))).toEqual(first);
    expect(await graphOf(upTo(120), { leastK: 90 })).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  it('has as many neighbours as there are others, where they are few', async () => {
    expect((await graphOf(upTo(20))).k).toBe(19);
    await graphOf(upTo(20), { leastK: 60 });
    expect(asked).toHaveLength(1);
    expect(await graphOf([3])).toMatchObject({ count: 1, k: 0 });
    expect(await graphOf([])).toMatchObject({ count: 0, k: 0 });
    expect(asked).toHaveLength(1);
  });

  it('is extended when images come, go or change', async () => {
    const before = await graphOf(upTo(100));
    await graphOf([150, ...upTo(99)], { changed: 7 });
    const { known } = asked[1] ?? {};
    expect(known?.graph).toEqual(before);
    // Everything moved by one; 7 is another image now, and 99 is gone.
    expect([...(known?.rowNow ?? [])]).toEqual(
      upTo(100).map((row) => (row === 7 || row === 99 ? -1 : row + 1)),
    );
  });

  it('is extended when the order changes', async () => {
    await graphOf(upTo(100));
    await graphOf(upTo(100).reverse());
    expect([...(asked[1]?.known?.rowNow ?? [])]).toEqual(upTo(100).reverse());
  });

  it('is computed anew for another model', async () => {
    await graphOf(upTo(100));
    await graphOf(upTo(100), { modelSha256: 'bb' });
    expect(asked[1]?.known).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it('gives way to one with more neighbours', async () => {
    await graphOf(upTo(200));
    expect((await graphOf(upTo(200), { leastK: 150 })).k).toBe(150);
    expect(names().map((name) => name.replace(/\..*/, ''))).toEqual(
      new Array(3).fill('cache/neighbours/m-k150'),
    );
    expect((await graphOf(upTo(200))).k).toBe(150);
    expect(asked).toHaveLength(2);
  });

  it.each(['m-k90.json', 'm-k90.indices.npy', 'm-k90.distances.npy'])(
    'is computed anew where %s is damaged, or of another graph',
    async (name) => {
      const path = `cache/neighbours/${name}`;
      await graphOf(upTo(101));
      const other = store.files.get(path) ?? new Uint8Array();
      const turned = await graphOf(upTo(101).reverse());
      asked = [];
      for (const content of [new Uint8Array(3), new Uint8Array(other.length).fill(50), other]) {
        store.files.set(path, Uint8Array.from(content));
        expect(await graphOf(upTo(101).reverse())).toEqual(turned);
      }
      expect(asked).toHaveLength(3);
    },
  );

  it('of a newer format is left alone', async () => {
    await graphOf(upTo(100));
    const path = 'cache/neighbours/m-k90.json';
    const text = new TextDecoder().decode(store.files.get(path));
    const newer = text.replace('"formatVersion": 1', '"formatVersion": 2');
    await store.write(path, newer);
    expect((await graphOf(upTo(100))).k).toBe(90);
    expect(asked).toHaveLength(2);
    expect(await store.readText(path)).toBe(newer);
  });

  it('of other vectors stays', async () => {
    await store.write('cache/neighbours/m-fp16-k90.json', 'of another');
    await graphOf(upTo(100));
    expect(await store.readText('cache/neighbours/m-fp16-k90.json')).toBe('of another');
  });
});

describe('what the graph tells', () => {
  const ids = upTo(40).map((image) => `i${image}`);
  let collection: Collection;

  beforeEach(async () => {
    collection = new Collection(store);
    await addImages(collection, 'cat', ids);
    const rows = ids.map((id, image) => {
      // The last is the first again; the one before is like nothing else.
      const vector = vectors.slice((image % 39) * DIMENSION, ((image % 39) + 1) * DIMENSION);
      if (image === 38) vector.set(vectors.subarray(0, DIMENSION).map((value) => -value));
      return { id, sha256: `digest of ${id}`, vector };
    });
    await new EmbeddingFiles(collection, sha256, 'm').write({
      model,
      device,
      preprocessing: 'p',
      dimension: DIMENSION,
      rows: new Map(rows.map((row) => [row.id, row])),
    });
  });

  const dependencies = (): Parameters<typeof findDuplicates>[1] => ({
    collection,
    vectors: 'm',
    sha256,
    comparer,
  });

  it('is which images are the same', async () => {
    const { sets, compared } = await findDuplicates({ leastSimilarity: 0.9999 }, dependencies(), task);
    expect(compared).toBe(40);
    expect(sets.map(({ images }) => images.map(({ id }) => id))).toEqual([['i0', 'i39']]);
    expect(sets[0]?.similarity).toBeCloseTo(1, 6);
    expect(sets[0]?.images[0]).toMatchObject({
      concepts: ['cat'],
      prompt: 'a cat',
      path: 'concepts/cat/i0.json',
    });
  });

  it('is which image is unlike all others', async () => {
    const { misplaced, alone = [], concepts } = await findOutliers({ limit: 3 }, dependencies(), task);
    // Of one concept, none can be among those of another.
    expect([concepts, misplaced]).toEqual([1, undefined]);
    expect(alone).toHaveLength(3);
    expect(alone[0]?.id).toBe('i38');
    expect(alone[0]?.neighbours).toHaveLength(10);
    expect(alone.map(({ score }) => score)).toEqual(
      alone.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('is which images are most like one, where it stands', async () => {
    expect((await nearestFinder(dependencies(), 12))('i0')).toEqual([]);
    await collectionGraph(15, dependencies(), task);
    const nearest = (await nearestFinder(dependencies(), 12))('i0');
    expect(nearest[0]?.id).toBe('i39');
    expect(nearest[0]?.similarity).toBeCloseTo(1, 6);
    expect(nearest.map(({ similarity }) => similarity)).toEqual(
      nearest.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
    );
    expect((await nearestFinder(dependencies(), 12))('gone')).toEqual([]);
  });

  it('is read, without vectors, where it stands', async () => {
    await collectionGraph(15, dependencies(), task);
    store.files.delete('cache/embeddings/m.npy');
    await findOutliers({ limit: 3 }, dependencies(), task);
    expect(asked).toHaveLength(1);
  });

  it('is computed for the images of now', async () => {
    await collectionGraph(15, dependencies(), task);
    await addImages(collection, 'cat', ids.slice(1));
    const { images } = await collectionGraph(15, dependencies(), task);
    expect(images).toHaveLength(39);
    expect(asked[1]?.known).toBeDefined();
  });

  it('needs vectors', async () => {
    const none = { ...dependencies(), vectors: 'another' };
    expect(await failureOf(findOutliers({ limit: 3 }, none, task))).toEqual({ kind: 'no-vectors' });
  });
});
