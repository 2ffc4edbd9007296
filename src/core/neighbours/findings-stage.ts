import type { CollectedDependencies } from '../collection/collected-vectors.ts';
import type {
  DuplicatesReport,
  DuplicatesRequest,
  OutliersReport,
  OutliersRequest,
  SearchHit,
} from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { collectionGraph, type CollectionGraph } from './collection-graph.ts';
import { duplicatePairs, duplicateSets, outlierScores } from './findings.ts';
import { highest } from './highest.ts';
import { hitOf } from './hit.ts';
import type { NeighbourDependencies } from './stage.ts';

export type FindingsDependencies = CollectedDependencies &
  Pick<NeighbourDependencies, 'comparer' | 'ifMayWrite'>;

/** The neighbours that tell whether an image stands alone: those that a map shows near it, too. */
const NEAREST = 15;

/**
 * Images that are nearly the same, in sets.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function findDuplicates(
  { leastSimilarity }: DuplicatesRequest,
  dependencies: FindingsDependencies,
  task: LongTask,
): Promise<DuplicatesReport> {
  const found = await collectionGraph(NEAREST, dependencies, task);
  const pairs = duplicatePairs(found.graph, leastSimilarity);
  // The most similar pair of a row comes first.
  const best = new Map<number, number>();
  for (const { a, b, similarity } of pairs)
    for (const row of [a, b]) if (!best.has(row)) best.set(row, similarity);
  const sets = duplicateSets(pairs).map((rows) => {
    const images = rows.map((row) => hitAt(found, row, best.get(row) ?? NaN));
    return { similarity: Math.max(...images.map(({ score }) => score)), images };
  });
  return { model: found.model, compared: found.graph.count, sets };
}

/**
 * The images that are most unlike all others.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function findOutliers(
  { limit }: OutliersRequest,
  dependencies: FindingsDependencies,
  task: LongTask,
): Promise<OutliersReport> {
  const found = await collectionGraph(NEAREST, dependencies, task);
  const scores = outlierScores(found.graph, NEAREST);
  const images = highest(scores, limit).map((row) => hitAt(found, row, scores[row] ?? NaN));
  return { model: found.model, compared: found.graph.count, images };
}

function hitAt({ images, concepts }: CollectionGraph, row: number, score: number): SearchHit {
  const image = images[row];
  if (image === undefined) throw new RangeError('the graph has more rows than there are images');
  return hitOf(image, concepts, score);
}
