import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { NeighbourFiles } from '../../../src/core/collection/neighbours.ts';
import { embeddingsPath } from '../../../src/core/collection/paths.ts';
import type { TextEmbedder } from '../../../src/core/embed/text-embedder.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { SearchReport } from '../../../src/core/reports.ts';
import { searchImages } from '../../../src/core/search/stage.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
const vectors = { right: [1, 0], up: [0, 1], between: [Math.SQRT1_2, Math.SQRT1_2], left: [-1, 0] };

let collection: Collection;
let asked: string[];

/** Words are the vectors of their names. */
const texts: { embed: TextEmbedder['embed'] } = {
  embed(words) {
    asked.push(...words);
    return Promise.resolve(words.map((word) => Float32Array.from(vectors[word as keyof typeof vectors])));
  },
};

beforeEach(async () => {
  asked = [];
  collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', Object.keys(vectors));
  await embed(collection, Object.entries(vectors));
});

function search(query: string, limit = 10, name = model.id): Promise<SearchReport> {
  return searchImages({ query, limit }, { collection, vectors: name, texts, sha256 }, task);
}

describe('a search', () => {
  it('ranks by cosine, with scores', async () => {
    const { hits, searched } = await search('right');
    expect(searched).toBe(4);
    expect(hits.map(({ id }) => id)).toEqual(['right', 'between', 'up', 'left']);
    expect(hits.map(({ score }) => score?.toFixed(3))).toEqual(['1.000', '0.707', '0.000', '-1.000']);
    expect(hits[0]).toMatchObject({ concepts: ['cat'], prompt: 'a cat', path: 'concepts/cat/right.json' });
  });

  it('tells what all images score, hits or not', async () => {
    const { all } = await search('right', 1);
    expect(all?.ids).toEqual(Object.keys(vectors));
    expect([...(all?.scores ?? [])].map((score) => score.toFixed(2))).toEqual([
      '1.00',
      '0.00',
      '0.71',
      '-1.00',
    ]);
  });

  it('ranks only what meets the conditions', async () => {
    const { hits, searched, all } = await search('right -id:between concept:cat');
    expect(hits.map(({ id }) => id)).toEqual(['right', 'up', 'left']);
    expect([searched, all?.ids.length]).toEqual([3, 4]);
    expect((await search('like:right id:*t')).hits.map(({ id }) => id)).toEqual(['left']);
  });

  it('for words in prompts needs neither model nor vectors', async () => {
    const words = (query: string): Promise<SearchReport> =>
      searchImages({ query, limit: 3, words: true }, { collection, vectors: 'another', texts, sha256 }, task);
    const { hits, model: ranking, searched } = await words('a cat');
    expect(hits.map(({ id, score }) => [id, score])).toEqual(
      ['right', 'up', 'between'].map((id) => [id, undefined]),
    );
    expect([ranking, searched]).toEqual([undefined, 4]);
    expect((await words('dog')).hits).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('knows images from elsewhere by the names that they were given', async () => {
    const given = new Map([['file:a.png', Float32Array.of(0, 1)]]);
    const dependencies = { collection, vectors: model.id, texts, sha256, given };
    const { hits, searched } = await searchImages(
      { query: 'like:"file:a.png"', limit: 1 },
      dependencies,
      task,
    );
    expect(hits.map(({ id }) => id)).toEqual(['up']);
    expect(searched).toBe(4);
  });

  it('by an image leaves that image out, and needs no model', async () => {
    expect((await search('like:between', 2)).hits.map(({ id }) => id)).toEqual(['right', 'up']);
    expect(asked).toEqual([]);
  });

  it('knows an image again though the collection was read anew meanwhile', async () => {
    let count = 0;
    collection.store.stamp = () => Promise.resolve(`changed ${count++}`);
    const read = collection.view.bind(collection);
    collection.view = () => {
      collection.index.expire();
      return read();
    };
    expect((await search('like:between', 2)).hits.map(({ id }) => id)).toEqual(['right', 'up']);
  });

  it('adds and subtracts words and images by their weights', async () => {
    const { hits } = await search('right + 2:up - like:left');
    expect(hits[0]?.id).toBe('between');
    expect(asked).toEqual(['right', 'up']);
  });

  it.each([
    ['like:nowhere', { kind: 'bad-query', problem: 'no image of the collection is “nowhere”' }],
    ['right - right', { kind: 'bad-query' }],
  ])('%s is refused', async (query, failure) => {
    expect(await failureOf(search(query))).toMatchObject(failure);
  });

  it('says that there are no vectors', async () => {
    expect(await failureOf(search('right', 10, 'another'))).toEqual({ kind: 'no-vectors' });
  });

  it('says that a model knows no words', async () => {
    texts.embed = () => Promise.reject(new LexiclipError({ kind: 'no-text-side', model: 'Model' }));
    expect(await failureOf(search('right'))).toMatchObject({ kind: 'no-text-side' });
  });
});

describe('a search for what is like an image', () => {
  const ids = Object.keys(vectors);

  /** The graph of the images as they are, with so many neighbours of each. */
  async function keepGraph(k: number, rows = ids): Promise<void> {
    const matrix = Float32Array.from(rows.flatMap((id) => vectors[id as keyof typeof vectors]));
    await new NeighbourFiles(collection, sha256, model.id).write({
      modelSha256: model.sha256,
      preprocessing: '',
      ids: rows,
      digests: rows.map((id) => `digest of ${id}`),
      graph: plainNeighbours(matrix, 2, k),
    });
  }

  it('is answered from the neighbour graph alike, without vectors', async () => {
    const before = await search('like:between', 3);
    await keepGraph(3);
    await collection.store.remove(embeddingsPath(model.id, 'npy'));
    const after = await search('like:between', 3);
    const rounded = ({ hits, ...rest }: SearchReport): unknown => ({
      ...rest,
      // Only who has read the vectors knows what all images score.
      all: undefined,
      hits: hits.map(({ score, ...hit }) => ({ ...hit, score: score?.toFixed(6) })),
    });
    expect(rounded(after)).toEqual(rounded(before));
    expect((await search('like:between', 1)).hits.map(({ id }) => id)).toEqual(['right']);
    expect((await search('2:like:between', 100)).hits).toHaveLength(3);
  });

  it.each<[string, string, number, number, string[]]>([
    ['more are wanted than it knows', 'like:right', 3, 2, ids],
    ['an image is missing in it', 'like:right', 2, 2, ids.slice(0, 3)],
    ['it is of another order', 'like:right', 2, 3, ids.toReversed()],
    ['what is unlike the image is wanted', '- like:right', 3, 3, ids],
    ['several images are named', 'like:right + like:up', 2, 3, ids],
  ])('reads the vectors where %s', async (_why, query, limit, k, rows) => {
    const before = await search(query, limit);
    await keepGraph(k, rows);
    expect(await search(query, limit)).toEqual(before);
    await collection.store.remove(embeddingsPath(model.id, 'npy'));
    expect(await failureOf(search(query, limit))).toEqual({ kind: 'no-vectors' });
  });

  it('says that there is no such image', async () => {
    await keepGraph(3);
    expect(await failureOf(search('like:nowhere'))).toMatchObject({ kind: 'bad-query' });
  });
});
