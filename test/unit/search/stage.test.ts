import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { TextEmbedder } from '../../../src/core/ports.ts';
import type { SearchReport } from '../../../src/core/reports.ts';
import { searchImages } from '../../../src/core/search/stage.ts';
import { sha256 } from '../../../src/node/files.ts';
import { addImages, device, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

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
  const rows = Object.entries(vectors).map(([id, vector]) => ({
    id,
    sha256: '',
    vector: Float32Array.from(vector),
  }));
  await new EmbeddingFiles(collection.store, sha256, model.id).write({
    ...{ model, device, preprocessing: '', dimension: 2 },
    rows: new Map(rows.map((row) => [row.id, row])),
  });
});

function search(query: string, limit = 10, name = model.id): Promise<SearchReport> {
  return searchImages({ query, limit }, { collection, vectors: name, texts, sha256 }, task);
}

describe('a search', () => {
  it('ranks by cosine, with scores', async () => {
    const { hits, searched } = await search('right');
    expect(searched).toBe(4);
    expect(hits.map(({ id }) => id)).toEqual(['right', 'between', 'up', 'left']);
    expect(hits.map(({ score }) => score.toFixed(3))).toEqual(['1.000', '0.707', '0.000', '-1.000']);
    expect(hits[0]).toMatchObject({ concepts: ['cat'], prompt: 'a cat', path: 'concepts/cat/right.json' });
  });

  it('by an image leaves that image out, and needs no model', async () => {
    expect((await search('like:between', 2)).hits.map(({ id }) => id)).toEqual(['right', 'up']);
    expect(asked).toEqual([]);
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
