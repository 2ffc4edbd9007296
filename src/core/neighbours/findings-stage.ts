import type { CollectedDependencies } from '../collection/collected-vectors.ts';
import type { DuplicatesReport, DuplicatesRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { collectionGraph, hitAt } from './collection-graph.ts';
import { duplicatePairs, duplicateSets } from './findings.ts';
import type { NeighbourDependencies } from './stage.ts';

export type FindingsDependencies = CollectedDependencies &
  Pick<NeighbourDependencies, 'comparer' | 'ifMayWrite'>;

/** The neighbours that tell what is nearly the same and what stands alone: those that a map shows near it, too. */
export const NEAREST = 15;
/** Of the cosine of a vector with itself, in float32: a similarity of 1 is to find images that are the same to the bit. */
const ROUNDING = 1e-6;

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
  const pairs = duplicatePairs(found.graph, leastSimilarity - ROUNDING);
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
