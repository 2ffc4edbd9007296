import { beforeEach, describe, expect, it } from 'vitest';
import { computeLevels } from '../../../src/core/clusters/clusterer.ts';
import { renameCluster } from '../../../src/core/clusters/rename.ts';
import { clusterImages, type ClusterDependencies } from '../../../src/core/clusters/stage.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { imagesByCluster, type StoredClusters } from '../../../src/core/collection/stored-clusters.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { clusteredVectors } from '../../fakes/projection.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

const PATH = 'clusters/m.json';
const DIMENSION = 16;
const KINDS = ['fox', 'owl', 'elk', 'bee', 'cod', 'ant'];
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

let store: MemoryStore;
let collection: Collection;
let problems: Failure[];
let compared: number;

/** Images of six kinds, in turn; the vectors of one kind are alike, and so are its prompts. */
async function addVectors(count: number, prompts = true): Promise<void> {
  const ids = Array.from({ length: count }, (_, at) => `i${String(at).padStart(3, '0')}`);
  const promptOf = (at: number): string => (prompts ? `a drawing of one ${KINDS[at % 6] ?? ''}` : '');
  const records = Object.fromEntries(ids.map((id, at) => [id, { prompt: promptOf(at) }]));
  await addImages(collection, 'mine', ids, records);
  const all = clusteredVectors(120, 6, DIMENSION);
  await embed(
    collection,
    ids.map((id, at) => [id, all.slice(at * DIMENSION, (at + 1) * DIMENSION)]),
    'm',
  );
  collection.index.expire();
}

const dependencies = (): ClusterDependencies => ({
  clusterer: { levels: (request) => Promise.resolve(computeLevels(request)) },
  collection,
  vectors: 'm',
  sha256,
  comparer: {
    nearest({ vectors, dimension, k }) {
      compared++;
      return Promise.resolve(plainNeighbours(vectors, dimension, k));
    },
    quality: () => Promise.reject(new Error('nobody asks for it')),
    agreement: () => Promise.reject(new Error('nobody asks for it')),
  },
});
const cluster = (request = {}): Promise<StoredClusters> => clusterImages(request, dependencies(), task);
const names = ({ levels }: StoredClusters, level = 'middle'): string[] =>
  (levels.find(({ name }) => name === level)?.clusters ?? []).map(({ name }) => name).sort();

/** The same for clusters that were computed and for their file. */
const told = (clusters: StoredClusters): object => ({
  levels: clusters.levels,
  images: imagesByCluster(clusters),
});

beforeEach(async () => {
  store = new MemoryStore();
  problems = [];
  compared = 0;
  collection = new Collection(store, (failure) => problems.push(failure));
  await addVectors(90);
});

/** Edits the file as people do. */
async function edit(change: (text: string) => string): Promise<void> {
  await store.write(PATH, change((await store.readText(PATH)) ?? ''));
}

describe('the clusters of a collection', () => {
  it('are the kinds of images, by their names, each with the image that is typical of it', async () => {
    const found = await cluster();
    const all = found.levels.flatMap(({ clusters }) => clusters);
    expect([...new Set(all.map(({ name }) => name.replace(/[ ,].*/, '')))].sort()).toEqual([...KINDS].sort());
    const finest = found.levels.at(-1)?.clusters ?? [];
    const images = imagesByCluster(found);
    expect(images.flat()).toHaveLength(90);
    for (const [at, { medoid, size }] of finest.entries()) {
      expect(images[at]).toContain(medoid);
      expect(images[at]).toHaveLength(size);
    }
  });

  it('are computed and written once', async () => {
    const found = await cluster();
    const written = store.files.get(PATH);
    expect(told(await cluster())).toEqual(told(found));
    expect(store.files.get(PATH)).toBe(written);
    collection = new Collection(store);
    expect(told(await cluster())).toEqual(told(found));
    expect(store.files.get(PATH)).toBe(written);
    expect(compared).toBe(1);
  });

  it('are others for another seed, which stays', async () => {
    await cluster({ seed: 7 });
    expect((await cluster()).seed).toBe(7);
    expect((await cluster({ seed: 8 })).seed).toBe(8);
  });

  it('keep the names that were given by hand, and their ids, when images come and go', async () => {
    const before = await cluster();
    const [fox] = before.levels.at(-1)?.clusters.filter(({ name }) => name === 'fox') ?? [];
    await edit((text) => text.replaceAll('"name": "fox"', '"name": "Reynard"'));
    expect(names(await cluster(), before.levels.at(-1)?.name)).toContain('Reynard');
    await addVectors(110);
    const after = await cluster();
    const mine = after.levels.at(-1)?.clusters.find(({ name }) => name === 'Reynard');
    expect(mine?.id).toBe(fox?.id);
    expect(mine?.suggested).toMatch(/^fox/);
    expect(compared).toBe(2);
  });

  it('keep a name that was given by a command, too, until it is taken back', async () => {
    const named = (clusters: StoredClusters): { name: string; suggested: string } | undefined =>
      clusters.levels.at(-1)?.clusters.find(({ id }) => id === fox?.id);
    const [fox] = (await cluster()).levels.at(-1)?.clusters.filter(({ name }) => name === 'fox') ?? [];
    const reference = { id: fox?.id ?? '' };
    await renameCluster(collection, 'm', reference, 'Reynard');
    await addVectors(110);
    expect(named(await cluster())).toMatchObject({ name: 'Reynard' });
    expect(named(await cluster({ seed: 7 }))).toMatchObject({ name: 'Reynard' });
    await renameCluster(collection, 'm', reference, '');
    const after = named(await cluster());
    expect(after?.name).toBe(after?.suggested);
  });

  it('let nobody else have a name that was given by hand', async () => {
    const last = (await cluster()).levels.at(-1);
    await edit((text) => text.replaceAll('"name": "fox"', '"name": "owl"'));
    await addVectors(110);
    const after = (await cluster()).levels.find(({ name }) => name === last?.name)?.clusters ?? [];
    expect(new Set(after.map(({ name }) => name)).size).toBe(after.length);
  });

  it('are computed again where two files were merged into one that lacks an image', async () => {
    const found = await cluster();
    await edit((text) => text.replace(/ {4}\{\s*"id": "i007",[^}]*\},\n/, ''));
    expect(told(await cluster())).toEqual(told(found));
  });

  it('without prompts are named by concepts, or by their images where concepts are hidden', async () => {
    await addVectors(89, false);
    await addImages(collection, 'foxes', ['i000', 'i006', 'i012', 'i018', 'i024', 'i030'], {
      i000: { prompt: '' },
    });
    collection.index.expire();
    for (const name of names(await cluster({ concepts: false }))) expect(name).toMatch(/^like i0\d\d$/);
    expect((await cluster()).parameters.concepts).toBe(false);
  });

  it.each([
    ['damaged', 'corrupt-file', (text: string) => text.slice(0, 1000)],
    [
      'of a newer format',
      'newer-format',
      (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 9'),
    ],
    ['of other values', 'corrupt-file', (text: string) => text.replace('"size": ', '"size": -')],
  ])(
    'that are %s are told and left as they are; what is asked for is answered',
    async (_what, kind, damage) => {
      const found = await cluster();
      await edit(damage);
      const written = store.files.get(PATH);
      expect(told(await cluster())).toEqual(told(found));
      expect(problems.map((failure) => failure.kind)).toEqual([kind]);
      expect(store.files.get(PATH)).toBe(written);
      await store.remove(PATH);
      await cluster();
      expect(store.files.has(PATH)).toBe(true);
    },
  );

  it('are not written by who may not', async () => {
    const found = await clusterImages({}, { ...dependencies(), ifMayWrite: () => Promise.resolve() }, task);
    expect(found.levels.length).toBeGreaterThan(0);
    expect(store.files.has(PATH)).toBe(false);
  });

  it('can be cancelled', async () => {
    const cancelled = { ...task, signal: AbortSignal.abort() };
    await expect(clusterImages({}, dependencies(), cancelled)).rejects.toThrow(/abort/i);
    expect(store.files.has(PATH)).toBe(false);
  });

  it('of one image are one', async () => {
    await addVectors(1);
    const { levels } = await cluster();
    expect(levels.map(({ clusters }) => clusters.map(({ name, size }) => [name, size]))).toEqual([
      [['fox', 1]],
    ]);
  });

  it('need vectors', async () => {
    expect(await failureOf(clusterImages({}, { ...dependencies(), vectors: 'another' }, task))).toEqual({
      kind: 'no-vectors',
    });
  });
});
