import {
  collectedVectors,
  type CollectedDependencies,
  type CollectedVectors,
} from '../collection/collected-vectors.ts';
import type { Pause } from '../collection/index-entries.ts';
import type { TextEmbedder } from '../embed/text-embedder.ts';
import { LexiclipError } from '../errors.ts';
import { existingGraph } from '../neighbours/collection-graph.ts';
import { highest } from '../neighbours/highest.ts';
import { hitOf } from '../neighbours/hit.ts';
import type { SearchReport, SearchRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { combine, parseQuery, type Term } from './query.ts';

export interface SearchDependencies extends CollectedDependencies {
  readonly texts: TextEmbedder;
}

/**
 * Ranks the collection's images by the cosine of their vectors and the query's. Words need the model's text
 * side; images of the collection need no model at all.
 * @throws LexiclipError `bad-query`, `no-vectors`, `no-images`, `no-text-side`, and what loading the text side throws.
 */
export async function searchImages(
  { query, limit }: SearchRequest,
  { texts, ...dependencies }: SearchDependencies,
  task: LongTask,
): Promise<SearchReport> {
  const { collection } = dependencies;
  const terms = parseQuery(query);
  const known = await knownHits(terms, limit, dependencies);
  if (known !== undefined) return { query, ...known };
  const view = await collection.view();
  if (view.images.length === 0) throw new LexiclipError({ kind: 'no-images' });
  const collected = await collectedVectors(dependencies);
  const { images, model } = collected;
  const asked = new Map<string, number>();
  for (const { kind, value } of terms) {
    const image = kind === 'image' ? view.image(value) : undefined;
    if (image === undefined) continue;
    // Another one of the same id where the collection was read again meanwhile.
    const row = images.indexOf(image);
    asked.set(value, row < 0 ? collected.ids.indexOf(value) : row);
  }
  const direction = combine(query, await vectorsOf(query, terms, collected, asked, texts, task));
  const scores = await cosines(collected, direction, collection.pause);
  const askedRows = new Set([...asked.values()].filter((row) => row >= 0));
  // One more for each image of the query, which is not among its own hits.
  const rows = highest(scores, limit + askedRows.size).filter((row) => !askedRows.has(row));
  const names = view.concepts.map(({ name }) => name);
  const hits = rows.slice(0, limit).flatMap((row) => {
    const image = images[row];
    return image === undefined ? [] : [hitOf(image, names, scores[row] ?? NaN)];
  });
  return { query, model, searched: images.length - askedRows.size, hits };
}

/** Multiplications that take some milliseconds. */
const PRODUCTS_AT_ONCE = 2e6;

/** Of each row and a direction, both of length 1. */
async function cosines(
  { vectors, dimension }: Pick<CollectedVectors, 'vectors' | 'dimension'>,
  direction: Float32Array,
  pause: Pause,
): Promise<Float64Array> {
  const scores = new Float64Array(vectors.length / dimension);
  const rows = Math.ceil(PRODUCTS_AT_ONCE / dimension);
  for (let from = 0; from < scores.length; from += rows) {
    if (from > 0) await pause();
    cosinesOf(vectors, direction, scores.subarray(from, from + rows), from);
  }
  return scores;
}

/** Those of the rows from `first` on, as many as there are scores. */
function cosinesOf(
  vectors: Float32Array,
  direction: Float32Array,
  scores: Float64Array,
  first: number,
): void {
  for (let row = 0; row < scores.length; row++)
    scores[row] = dotProduct(vectors, (first + row) * direction.length, direction);
}

/** A function of its own is called often enough to be compiled well in the first search already. */
function dotProduct(vectors: Float32Array, from: number, direction: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < direction.length; at++) sum += (vectors[from + at] ?? 0) * (direction[at] ?? 0);
  return sum;
}

/** What is like one image, where its nearest are known and are enough: no vector is read. */
async function knownHits(
  [term, ...others]: readonly Term[],
  limit: number,
  dependencies: CollectedDependencies,
): Promise<Omit<SearchReport, 'query'> | undefined> {
  if (term?.kind !== 'image' || term.weight < 0 || others.length > 0) return undefined;
  const existing = await existingGraph(dependencies);
  const row = existing?.images.findIndex(({ id }) => id === term.value) ?? -1;
  if (existing === undefined || row < 0) return undefined;
  const { images, concepts, model, graph } = existing;
  const { k, count, indices, distances } = graph;
  if (Math.min(limit, count - 1) > k) return undefined;
  const nearest = [...indices.subarray(row * k, row * k + Math.min(limit, k))];
  const hits = nearest.flatMap((other, at) => {
    const image = images[other];
    return image === undefined ? [] : [hitOf(image, concepts, 1 - (distances[row * k + at] ?? NaN))];
  });
  return { model, searched: count - 1, hits };
}

async function vectorsOf(
  query: string,
  terms: readonly Term[],
  { vectors, dimension, model }: CollectedVectors,
  rowOf: ReadonlyMap<string, number>,
  texts: TextEmbedder,
  task: LongTask,
): Promise<readonly { weight: number; vector: Float32Array }[]> {
  const words = terms.flatMap(({ kind, value }) => (kind === 'words' ? [value] : []));
  const ofWords = words.length === 0 ? [] : await texts.embed(words, task);
  const vectorAt = (row: number): Float32Array | undefined =>
    row < 0 ? undefined : vectors.subarray(row * dimension, (row + 1) * dimension);
  let next = 0;
  return terms.map(({ kind, value, weight }) => {
    const vector = kind === 'words' ? ofWords[next++] : vectorAt(rowOf.get(value) ?? -1);
    if (vector === undefined)
      throw new LexiclipError({
        kind: 'bad-query',
        query,
        problem: `no image of the collection is “${value}”`,
      });
    if (vector.length !== dimension) throw new LexiclipError({ kind: 'no-text-side', model: model.label });
    return { weight, vector };
  });
}
