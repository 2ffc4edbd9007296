import { beforeEach, describe, expect, it } from 'vitest';
import { computeLevels } from '../../../src/core/clusters/clusterer.ts';
import { renameCluster } from '../../../src/core/clusters/rename.ts';
import { clusterImages, type ClusterDependencies } from '../../../src/core/clusters/stage.ts';
import { captionOf, VOCABULARY } from '../../../src/core/clusters/vocabulary.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { StoredClusters } from '../../../src/core/collection/stored-clusters.ts';
import type { TextSide } from '../../../src/core/embed/text-embedder.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { clusteredVectors } from '../../fakes/projection.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

const PATH = 'clusters/m.json';
const WORDS = 'cache/words/model.json';
const MATRIX = 'cache/words/model.npy';
const DIMENSION = 16;
const KINDS = ['fox', 'owl', 'moose', 'bee', 'salmon', 'ant'];
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** Of images of six kinds, in turn. */
const vectors = clusteredVectors(120, KINDS.length, DIMENSION);
const vectorAt = (row: number): Float32Array => vectors.slice(row * DIMENSION, (row + 1) * DIMENSION);

/** A text side that knows what images of the six kinds look like, and of other words nothing in particular. */
class Texts implements TextSide {
  readonly model = 'model';
  sha256: string | undefined = 'text side';
  present = true;
  asked: string[] = [];
  failure: Error | undefined;

  isPresent(): Promise<boolean> {
    return Promise.resolve(this.present);
  }

  embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.asked.push(...texts);
    return Promise.resolve(texts.map((text) => this.#vectorOf(text)));
  }

  #vectorOf(text: string): Float32Array {
    const kind = KINDS.findIndex((word) => captionOf(word) === text);
    if (kind !== -1) return vectorAt(kind);
    const random = seededRandom(Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7));
    const values = Float32Array.from({ length: DIMENSION }, () => random() - 0.5);
    return values.map((value) => value / Math.hypot(...values));
  }
}

let store: MemoryStore;
let collection: Collection;
let texts: Texts;
let warnings: string[];

/** @param prompts Of so many of the images; the others have none. */
async function addCollection(prompts = 0): Promise<void> {
  const ids = Array.from({ length: 90 }, (_, at) => `i${String(at).padStart(3, '0')}`);
  const promptOf = (at: number): string => (at < prompts ? `a sketch of ${KINDS[at % 6] ?? ''} number` : '');
  const records = Object.fromEntries(ids.map((id, at) => [id, { prompt: promptOf(at) }]));
  await addImages(collection, 'mine', ids, records);
  await embed(
    collection,
    ids.map((id, at) => [id, vectorAt(at)]),
    'm',
  );
  collection.index.expire();
}

const dependencies = (): ClusterDependencies => ({
  clusterer: { levels: (request) => Promise.resolve(computeLevels(request)) },
  collection,
  vectors: 'm',
  sha256,
  texts,
  logger: { info: () => undefined, warn: (message) => warnings.push(message) },
  comparer: {
    nearest: ({ vectors: of, dimension, k }) => Promise.resolve(plainNeighbours(of, dimension, k)),
    quality: () => Promise.reject(new Error('nobody asks for it')),
    agreement: () => Promise.reject(new Error('nobody asks for it')),
  },
});
const cluster = (own: Partial<ClusterDependencies> = {}): Promise<StoredClusters> =>
  clusterImages({}, { ...dependencies(), ...own }, task);
const names = ({ levels }: StoredClusters, level = 'middle'): string[] =>
  (levels.find(({ name }) => name === level)?.clusters ?? []).map(({ name }) => name);

beforeEach(async () => {
  store = new MemoryStore();
  collection = new Collection(store);
  texts = new Texts();
  warnings = [];
  await addCollection();
});

describe('clusters of images without prompts', () => {
  it('are named by words for what they show, all differently at a level', async () => {
    const found = await cluster();
    for (const { clusters } of found.levels)
      expect(new Set(clusters.map(({ name }) => name)).size).toBe(clusters.length);
    const finest = found.levels.at(-1)?.clusters ?? [];
    expect(finest.filter(({ name }) => KINDS.includes(name)).length).toBeGreaterThanOrEqual(5);
    for (const { name } of finest) expect(VOCABULARY).toContain(name);
  });

  it('have the words embedded once, and again for another text side', async () => {
    await cluster();
    expect(texts.asked).toEqual(VOCABULARY.map(captionOf));
    collection = new Collection(store);
    await cluster();
    store.files.delete(PATH);
    collection = new Collection(store);
    await cluster();
    expect(texts.asked).toHaveLength(VOCABULARY.length);
    texts.sha256 = 'another';
    await cluster();
    expect(texts.asked).toHaveLength(2 * VOCABULARY.length);
  });

  it.each([
    ['cut off', MATRIX, (bytes: Uint8Array) => bytes.slice(0, 300)],
    [
      'of other numbers',
      MATRIX,
      (bytes: Uint8Array) => bytes.map((byte, at) => (at > 500 ? 255 - byte : byte)),
    ],
    ['no JSON', WORDS, () => new TextEncoder().encode('{"form')],
    ['of another shape', WORDS, () => new TextEncoder().encode('{"formatVersion":1,"rows":-1}')],
  ])('do without words that are kept %s: they are embedded again', async (_what, path, damage) => {
    const before = names(await cluster());
    store.files.set(path, damage(bytesAt(path)));
    store.files.delete(PATH);
    collection = new Collection(store);
    expect(names(await cluster())).toEqual(before);
    expect(texts.asked).toHaveLength(2 * VOCABULARY.length);
    store.files.delete(PATH);
    collection = new Collection(store);
    await cluster();
    expect(texts.asked).toHaveLength(2 * VOCABULARY.length);
  });

  it('leave alone words that a newer version keeps', async () => {
    await store.write(WORDS, '{"formatVersion":9}');
    expect(names(await cluster()).some((name) => VOCABULARY.includes(name))).toBe(true);
    expect(await store.readText(WORDS)).toBe('{"formatVersion":9}');
  });

  it('are called after images where the text side is not on this machine, and get words once it is', async () => {
    texts.present = false;
    for (const name of names(await cluster())) expect(name).toMatch(/^like i0\d\d$/);
    expect(texts.asked).toEqual([]);
    texts.present = true;
    for (const name of names(await cluster())) expect(VOCABULARY).toContain(name);
  });

  it('keep their words on a machine without the text side', async () => {
    await cluster();
    const written = store.files.get(PATH);
    for (const path of [WORDS, MATRIX]) store.files.delete(path);
    texts.present = false;
    await cluster();
    const { clusterer, vectors: name, comparer } = dependencies();
    await clusterImages({}, { clusterer, vectors: name, comparer, collection, sha256 }, task);
    expect(store.files.get(PATH)).toBe(written);
  });

  it('get no words of another model, nor of one that has none', async () => {
    const others: readonly Partial<TextSide>[] = [{ model: 'another' }, { sha256: undefined }];
    for (const other of others) {
      const side: TextSide = {
        model: 'model',
        sha256: 'text side',
        isPresent: () => Promise.resolve(true),
        embed: (some) => texts.embed(some),
        ...other,
      };
      for (const name of names(await cluster({ texts: side }))) expect(name).toMatch(/^like /);
    }
    expect(texts.asked).toEqual([]);
  });

  it('are called after images where the text side fails, which is logged, until it does not', async () => {
    texts.failure = new LexiclipError({ kind: 'inference-crashed', detail: 'SIGKILL' });
    for (const name of names(await cluster())) expect(name).toMatch(/^like /);
    expect(warnings).toHaveLength(1);
    texts.failure = undefined;
    for (const name of names(await cluster())) expect(VOCABULARY).toContain(name);
  });

  it('can be cancelled while words are embedded', async () => {
    const controller = new AbortController();
    const side: TextSide = {
      model: 'model',
      sha256: 'text side',
      isPresent: () => Promise.resolve(true),
      embed: (some) => {
        controller.abort();
        return texts.embed(some);
      },
    };
    const cancelled = clusterImages(
      {},
      { ...dependencies(), texts: side },
      { ...task, signal: controller.signal },
    );
    await expect(cancelled).rejects.toThrow(/abort/i);
    expect(store.files.has(PATH)).toBe(false);
    expect(store.files.has(WORDS)).toBe(false);
  });

  it('tell how far the words are', async () => {
    const told: string[] = [];
    const onProgress = ({ message = '', done }: { message?: string; done: number }): void => {
      if (message.includes('words')) told.push(`${done}`);
    };
    await clusterImages({}, dependencies(), { ...task, onProgress });
    expect(told.slice(0, 3)).toEqual(['0', '16', '32']);
  });

  it('keep names that were given by hand, and no other cluster is called so', async () => {
    const [first] = (await cluster()).levels.at(-1)?.clusters ?? [];
    await renameCluster(collection, 'm', { id: first?.id ?? '' }, 'Reynard');
    texts.sha256 = 'another';
    const after = (await cluster()).levels.at(-1)?.clusters ?? [];
    expect(after.filter(({ name }) => name === 'Reynard').map(({ id }) => id)).toEqual([first?.id]);
  });

  it('are not kept as words by who may not write', async () => {
    const found = await cluster({ ifMayWrite: () => Promise.resolve() });
    for (const name of names(found)) expect(VOCABULARY).toContain(name);
    expect(store.files.has(WORDS)).toBe(false);
  });
});

describe('clusters with prompts', () => {
  it('are named by these: no word is embedded', async () => {
    await addCollection(90);
    expect(names(await cluster()).join()).toMatch(/fox|owl|moose|bee|salmon|ant/);
    expect(texts.asked).toEqual([]);
  });

  it('of few of their images are named by words, and by those prompts where there are none', async () => {
    await addCollection(6);
    for (const name of names(await cluster(), 'coarse')) expect(VOCABULARY).toContain(name);
    texts.present = false;
    store.files.clear();
    collection = new Collection(store);
    await addCollection(6);
    expect(names(await cluster(), 'coarse').join()).toMatch(/^[a-z]+ number(,[a-z, ]+ number)*$/);
  });

  it('are named anew when a prompt is edited, and are the same clusters', async () => {
    await addCollection(90);
    const before = await cluster();
    const written = store.files.get(PATH);
    await cluster();
    expect(store.files.get(PATH)).toBe(written);
    await addImages(collection, 'mine', before.ids, {
      ...Object.fromEntries(
        before.ids.map((id, at) => [
          id,
          { prompt: at % 6 === 0 ? 'a red vixen' : `a sketch of ${KINDS[at % 6] ?? ''}` },
        ]),
      ),
    });
    collection.index.expire();
    const after = await cluster();
    expect(names(after).join()).toContain('vixen');
    expect(after.clusterOf).toEqual(before.clusterOf);
  });
});

describe('the sizes of clusters', () => {
  it('are counted when their file is read: an edited one may tell those of before', async () => {
    const { levels } = await cluster();
    await store.write(PATH, ((await store.readText(PATH)) ?? '').replaceAll(/"size": \d+/g, '"size": 7'));
    collection = new Collection(store);
    const sizes = (of: StoredClusters['levels']): number[] =>
      of.flatMap(({ clusters }) => clusters.map(({ size }) => size));
    expect(sizes((await cluster()).levels)).toEqual(sizes(levels));
  });
});

function bytesAt(path: string): Uint8Array {
  const content = store.files.get(path);
  if (content === undefined) throw new Error(`there is no ${path}`);
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
