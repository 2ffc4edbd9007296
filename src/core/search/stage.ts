import * as l10n from '@vscode/l10n';
import {
  collectedVectors,
  type CollectedDependencies,
  type CollectedVectors,
} from '../collection/collected-vectors.ts';
import type { CollectedImage, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import type { Pause } from '../collection/index-entries.ts';
import type { TextEmbedder } from '../embed/text-embedder.ts';
import { LexiclipError } from '../errors.ts';
import { existingGraph } from '../neighbours/collection-graph.ts';
import { highest } from '../neighbours/highest.ts';
import { foundImage, hitOf } from '../neighbours/hit.ts';
import type { SearchReport, SearchRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import type { Condition } from './conditions.ts';
import type { Searched } from './fields.ts';
import { filterImages, PromptWords } from './filter.ts';
import { parseSearch } from './language.ts';
import { combine, type Term } from './query.ts';

/** Undefined where there are no clusters. @param images In the order of the rows that are asked for. */
type ClusterNames = (
  collection: Collection,
  images: readonly { readonly id: string }[],
) => Promise<Searched['clustersOf']>;

export interface SearchDependencies extends CollectedDependencies {
  readonly texts: TextEmbedder;
  /** Kept by who searches again and again. */
  readonly words?: PromptWords | undefined;
  /** The names of the clusters that images lie in; asked for where a query does. */
  readonly clusterNames?: ClusterNames | undefined;
  /** Vectors of images that are not in the collection, by what `like:` calls them. */
  readonly given?: ReadonlyMap<string, Float32Array> | undefined;
}

/**
 * The collection's images that meet a query's conditions, ranked by the cosine of their vectors and the query's. Words need
 * the model's text side; images of the collection need no model at all, and a query of conditions alone no vectors.
 * @throws LexiclipError `bad-query`, `no-vectors`, `no-images`, `no-text-side`, and what loading the text side throws.
 */
export async function searchImages(
  { query, limit, words = false }: SearchRequest,
  dependencies: SearchDependencies,
  task: LongTask,
): Promise<SearchReport> {
  const { collection } = dependencies;
  const { conditions, terms } = parseSearch(query, words ? 'words' : 'meaning');
  const known = conditions.length > 0 ? undefined : await knownHits(terms, limit, dependencies);
  if (known !== undefined) return { query, ...known };
  const view = await collection.view();
  if (view.images.length === 0) throw new LexiclipError({ kind: 'no-images' });
  const wanted = conditions.length === 0 ? undefined : await matching(view, conditions, dependencies, task);
  const names = view.concepts.map(({ name }) => name);
  if (terms.length === 0) {
    const hits = (wanted ?? view.images).slice(0, limit).map((image) => foundImage(image, names));
    return { query, searched: view.images.length, hits };
  }
  const collected = await collectedVectors(dependencies);
  const { images, ids, model } = collected;
  const asked = askedRows(terms, view, collected);
  const direction = combine(query, await vectorsOf(query, terms, collected, asked, dependencies, task));
  const scores = await cosines(collected, direction, collection.pause);
  const all = { ids, scores: Float32Array.from(scores) };
  const searched = leaveOut(scores, ids, asked, wanted);
  const hits = highest(scores, limit).flatMap((row) => {
    const [image, score = LEFT_OUT] = [images[row], scores[row]];
    return image === undefined || score === LEFT_OUT ? [] : [hitOf(image, names, score)];
  });
  return { query, model, searched, hits, all };
}

const LEFT_OUT = -Infinity;

/** Takes the score of the images of the query, and of those that do not meet its conditions; answers how many keep theirs. */
function leaveOut(
  scores: Float64Array,
  ids: readonly string[],
  asked: ReadonlyMap<string, number>,
  wanted: readonly CollectedImage[] | undefined,
): number {
  for (const row of asked.values()) scores[row] = LEFT_OUT;
  if (wanted === undefined) return scores.length - new Set(asked.values()).size;
  const kept = new Set(wanted.map(({ id }) => id));
  let count = 0;
  for (const [row, id] of ids.entries()) {
    if (!kept.has(id)) scores[row] = LEFT_OUT;
    else if (scores[row] !== LEFT_OUT) count++;
  }
  return count;
}

/** The images that meet the conditions, in the collection's order. */
async function matching(
  view: CollectionView,
  conditions: readonly Condition[],
  { collection, words = new PromptWords(), clusterNames }: SearchDependencies,
  { signal }: LongTask,
): Promise<readonly CollectedImage[]> {
  const { images } = view;
  const concepts = view.concepts.map(({ name }) => name);
  const asksClusters = conditions.some(({ field }) => field === 'cluster');
  const clustersOf = asksClusters ? await clusterNames?.(collection, images) : undefined;
  const filtering = { pause: collection.pause, signal };
  const rows = await filterImages({ images, concepts, clustersOf }, conditions, words, filtering);
  return rows.flatMap((row) => images[row] ?? []);
}

/** The row of each image that is asked for by its id, as far as the collection has it. */
function askedRows(
  terms: readonly Term[],
  view: CollectionView,
  { images, ids }: CollectedVectors,
): ReadonlyMap<string, number> {
  const asked = new Map<string, number>();
  for (const { kind, value } of terms) {
    const image = kind === 'image' ? view.image(value) : undefined;
    if (image === undefined) continue;
    // Another one of the same id where the collection was read again meanwhile.
    const row = images.indexOf(image);
    const found = row < 0 ? ids.indexOf(value) : row;
    if (found >= 0) asked.set(value, found);
  }
  return asked;
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
  { texts, given }: SearchDependencies,
  task: LongTask,
): Promise<readonly { weight: number; vector: Float32Array }[]> {
  const words = terms.flatMap(({ kind, value }) => (kind === 'words' ? [value] : []));
  const ofWords = words.length === 0 ? [] : await texts.embed(words, task);
  const vectorAt = (row: number): Float32Array | undefined =>
    row < 0 ? undefined : vectors.subarray(row * dimension, (row + 1) * dimension);
  let next = 0;
  return terms.map(({ kind, value, weight }) => {
    const vector =
      kind === 'words' ? ofWords[next++] : (given?.get(value) ?? vectorAt(rowOf.get(value) ?? -1));
    if (vector === undefined)
      throw new LexiclipError({
        kind: 'bad-query',
        query,
        problem: l10n.t('no image of the collection is “{0}”', value),
      });
    if (vector.length !== dimension) throw new LexiclipError({ kind: 'no-text-side', model: model.label });
    return { weight, vector };
  });
}
