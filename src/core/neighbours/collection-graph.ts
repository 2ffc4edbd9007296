import { collectedVectors } from '../collection/collected-vectors.ts';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { EmbeddingFiles } from '../collection/embeddings.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { NeighbourFiles } from '../collection/neighbours.ts';
import type { ModelMark } from '../collection/schema.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { isOfSameModel, isOfSameRows, neighbourGraph, type NeighbourDependencies } from './stage.ts';

/** The images of a collection that have vectors, in its order, and how they are near each other. */
export interface CollectionGraph {
  readonly graph: NeighbourGraph;
  /** One for each row. */
  readonly images: readonly CollectedImage[];
  /** The collection's concepts. */
  readonly concepts: readonly string[];
  readonly model: ModelMark;
}

export interface StandingDependencies {
  readonly collection: Collection;
  /** Names the vectors (`vectorsName`). */
  readonly vectors: string;
  readonly sha256: Sha256;
}

/** The graph where one stands that is of the images as they are now; no vector is read for it. */
export async function standingGraph({
  collection,
  vectors,
  sha256,
}: StandingDependencies): Promise<CollectionGraph | undefined> {
  const description = await new EmbeddingFiles(collection, sha256, vectors).describe();
  if (description === undefined) return undefined;
  const { model, preprocessing } = description;
  const digests = new Map(description.rows.map((row) => [row.id, row.sha256]));
  const { images: all, concepts } = await collection.view();
  const images = all.filter(({ id }) => digests.has(id));
  const rows = images.map(({ id }) => ({ id, sha256: digests.get(id) ?? '' }));
  const now = { modelSha256: model.sha256, preprocessing, rows };
  const standing = await new NeighbourFiles(collection, sha256, vectors).read(
    (of) => isOfSameModel(of, now) && isOfSameRows(of, now),
  );
  if (standing === undefined) return undefined;
  return { graph: standing.graph, images, concepts: concepts.map(({ name }) => name), model };
}

/**
 * The graph with at least `leastK` neighbours of each image: the one that stands, or else extended or computed.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function collectionGraph(
  leastK: number,
  dependencies: StandingDependencies & Pick<NeighbourDependencies, 'comparer' | 'ifMayWrite'>,
  task: LongTask,
): Promise<CollectionGraph> {
  const standing = await standingGraph(dependencies);
  if (standing !== undefined && standing.graph.k >= Math.min(leastK, standing.graph.count - 1))
    return standing;
  const { collection } = dependencies;
  const collected = await collectedVectors(dependencies);
  const { images, model } = collected;
  const graph = await neighbourGraph(collected, leastK, dependencies, task);
  const { concepts } = await collection.view();
  return { graph, images, concepts: concepts.map(({ name }) => name), model };
}
