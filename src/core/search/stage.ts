import type { Collection } from '../collection/collection.ts';
import type { Embeddings } from '../collection/embedding-rows.ts';
import { EmbeddingFiles } from '../collection/embeddings.ts';
import { cosine } from '../embed/tensor.ts';
import type { TextEmbedder } from '../embed/text-embedder.ts';
import { LexiclipError } from '../errors.ts';
import { standingGraph } from '../neighbours/collection-graph.ts';
import { hitOf } from '../neighbours/hit.ts';
import type { SearchHit, SearchReport, SearchRequest } from '../reports.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { combine, parseQuery, type Term } from './query.ts';

export interface SearchDependencies {
  readonly collection: Collection;
  /** Names the vectors that are searched (`vectorsName`). */
  readonly vectors: string;
  readonly texts: TextEmbedder;
  readonly sha256: Sha256;
}

/**
 * Ranks the collection's images by the cosine of their vectors and the query's. Words need the model's text
 * side; images of the collection need no model at all.
 * @throws LexiclipError `bad-query`, `no-vectors`, `no-images`, `no-text-side`, and what loading the text side throws.
 */
export async function searchImages(
  { query, limit }: SearchRequest,
  { collection, vectors: name, texts, sha256 }: SearchDependencies,
  task: LongTask,
): Promise<SearchReport> {
  const terms = parseQuery(query);
  const known = await knownHits(terms, limit, { collection, vectors: name, sha256 });
  if (known !== undefined) return { query, ...known };
  const embeddings = await new EmbeddingFiles(collection, sha256, name).read();
  if (embeddings === undefined || embeddings.rows.size === 0) throw new LexiclipError({ kind: 'no-vectors' });
  const direction = combine(query, await vectorsOf(query, terms, embeddings, texts, task));
  const asked = new Set(terms.flatMap(({ kind, value }) => (kind === 'image' ? [value] : [])));
  const { images, concepts } = await collection.view();
  if (images.length === 0) throw new LexiclipError({ kind: 'no-images' });
  const names = concepts.map(({ name }) => name);
  const hits = images.flatMap((image): SearchHit[] => {
    const row = embeddings.rows.get(image.id);
    if (row === undefined || asked.has(image.id)) return [];
    return [hitOf(image, names, cosine(row.vector, direction))];
  });
  hits.sort((a, b) => b.score - a.score);
  return { query, model: embeddings.model, searched: hits.length, hits: hits.slice(0, limit) };
}

/** What is like one image, where its nearest are known and are enough: no vector is read. */
async function knownHits(
  [term, ...others]: readonly Term[],
  limit: number,
  dependencies: Pick<SearchDependencies, 'collection' | 'vectors' | 'sha256'>,
): Promise<Omit<SearchReport, 'query'> | undefined> {
  if (term?.kind !== 'image' || term.weight < 0 || others.length > 0) return undefined;
  const standing = await standingGraph(dependencies);
  const row = standing?.images.findIndex(({ id }) => id === term.value) ?? -1;
  if (standing === undefined || row < 0) return undefined;
  const { images, concepts, model, graph } = standing;
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
  embeddings: Embeddings,
  texts: TextEmbedder,
  task: LongTask,
): Promise<readonly { weight: number; vector: Float32Array }[]> {
  const words = terms.flatMap(({ kind, value }) => (kind === 'words' ? [value] : []));
  const ofWords = words.length === 0 ? [] : await texts.embed(words, task);
  let next = 0;
  return terms.map(({ kind, value, weight }) => {
    const vector = kind === 'words' ? ofWords[next++] : embeddings.rows.get(value)?.vector;
    if (vector === undefined)
      throw new LexiclipError({
        kind: 'bad-query',
        query,
        problem: `no image of the collection is “${value}”`,
      });
    if (vector.length !== embeddings.dimension)
      throw new LexiclipError({ kind: 'no-text-side', model: embeddings.model.label });
    return { weight, vector };
  });
}
