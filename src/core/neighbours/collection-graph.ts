import {
  collectedRows,
  collectedVectors,
  type CollectedDependencies,
} from '../collection/collected-vectors.ts';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { isOfSameModel, isOfSameRows, NeighbourFiles } from '../collection/neighbours.ts';
import type { ModelInfo } from '../collection/schema.ts';
import type { SearchHit } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { hitOf } from './hit.ts';
import { neighbourGraph, type NeighbourDependencies } from './stage.ts';

/** The images of a collection that have vectors, in its order, and how they are near each other. */
export interface CollectionGraph {
  readonly graph: NeighbourGraph;
  /** One for each row. */
  readonly images: readonly CollectedImage[];
  /** The collection's concepts. */
  readonly concepts: readonly string[];
  readonly model: ModelInfo;
}

/** The graph where one stands that is of the images as they are now; no vector is read for it. */
export async function existingGraph(
  dependencies: CollectedDependencies,
): Promise<CollectionGraph | undefined> {
  const { collection, vectors, sha256 } = dependencies;
  const now = await collectedRows(dependencies);
  if (now === undefined) return undefined;
  const existing = await new NeighbourFiles(collection, sha256, vectors).read(
    (of) => isOfSameModel(of, now) && isOfSameRows(of, now, collection.pause),
  );
  if (existing === undefined) return undefined;
  const { concepts } = await collection.view();
  const { images, model } = now;
  return { graph: existing.graph, images, concepts: concepts.map(({ name }) => name), model };
}

/**
 * The graph with at least `leastK` neighbours of each image: the one that stands, or else extended or computed.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function collectionGraph(
  leastK: number,
  dependencies: CollectedDependencies & Pick<NeighbourDependencies, 'comparer' | 'ifMayWrite'>,
  task: LongTask,
): Promise<CollectionGraph> {
  const existing = await existingGraph(dependencies);
  if (existing !== undefined && existing.graph.k >= Math.min(leastK, existing.graph.count - 1))
    return existing;
  const { collection } = dependencies;
  const collected = await collectedVectors(dependencies);
  const { images, model } = collected;
  const graph = await neighbourGraph(collected, leastK, dependencies, task);
  const { concepts } = await collection.view();
  return { graph, images, concepts: concepts.map(({ name }) => name), model };
}

/** The image of a row, as an answer. */
export function hitAt({ images, concepts }: CollectionGraph, row: number, score: number): SearchHit {
  const image = images[row];
  if (image === undefined) throw new RangeError('the graph has more rows than there are images');
  return hitOf(image, concepts, score);
}
