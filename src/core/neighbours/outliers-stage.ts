import type { Pause } from '../collection/index-entries.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import {
  outlierKinds,
  type MisplacedImage,
  type NeighbourOfOutlier,
  type OutliersReport,
  type OutliersRequest,
  type OutlyingImage,
} from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { collectionGraph, hitAt, type CollectionGraph } from './collection-graph.ts';
import { NEAREST, type FindingsDependencies } from './findings-stage.ts';
import { outlierScores } from './findings.ts';
import { highest } from './highest.ts';
import { ASKED, explainMisfit, misfitScores, type RowConcepts } from './misfits.ts';

/**
 * The images that do not belong where they are: among those of another concept, or unlike all.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function findOutliers(
  { limit, kinds = outlierKinds }: OutliersRequest,
  dependencies: FindingsDependencies,
  task: LongTask,
): Promise<OutliersReport> {
  const found = await collectionGraph(NEAREST, dependencies, task);
  const { graph, model } = found;
  const misfits = await misfitsOf(found, dependencies.collection.pause);
  const report = { model, compared: graph.count, concepts: misfits.concepts };
  const misplaced =
    kinds.includes('misplaced') && misfits.concepts > 1 ? misplacedIn(found, misfits, limit) : {};
  const alone = kinds.includes('alone') ? { alone: aloneIn(found, limit) } : {};
  return { ...report, ...misplaced, ...alone };
}

function misplacedIn(
  found: CollectionGraph,
  { scores, inAll, rows }: Misfits,
  limit: number,
): Required<Pick<OutliersReport, 'misplaced' | 'misplacedInAll'>> {
  const misplaced = highest(scores, Math.min(limit, inAll)).map((row) =>
    misplacedAt(found, rows, row, scores[row] ?? NaN),
  );
  return { misplaced, misplacedInAll: inAll };
}

function misplacedAt(found: CollectionGraph, rows: RowConcepts, row: number, score: number): MisplacedImage {
  const { own, others } = explainMisfit(found.graph, rows, row, score);
  return {
    ...outlyingAt(found, row, score),
    own,
    others: others.map(({ concept, count, share }) => ({
      concept: found.concepts[concept] ?? '',
      count,
      share,
    })),
  };
}

function aloneIn(found: CollectionGraph, limit: number): OutlyingImage[] {
  const distances = outlierScores(found.graph, NEAREST);
  return highest(distances, limit).map((row) => outlyingAt(found, row, distances[row] ?? NaN));
}

function outlyingAt(found: CollectionGraph, row: number, score: number): OutlyingImage {
  const { k, indices, distances } = found.graph;
  const from = row * k;
  const neighbours = Array.from(
    indices.subarray(from, from + Math.min(k, ASKED)),
    (other, at): NeighbourOfOutlier => {
      const similarity = 1 - (distances[from + at] ?? NaN);
      const { id, concepts } = hitAt(found, other, similarity);
      return { id, similarity, concepts };
    },
  );
  return { ...hitAt(found, row, score), neighbours };
}

interface Misfits {
  readonly images: CollectionGraph['images'];
  readonly rows: RowConcepts;
  readonly scores: Float64Array;
  /** Rows that are misplaced. */
  readonly inAll: number;
  /** How many there are. */
  readonly concepts: number;
}

/** As long as a graph is in memory, of the images that it was asked with last. */
const known = new WeakMap<NeighbourGraph, Misfits>();

async function misfitsOf({ graph, images }: CollectionGraph, pause: Pause): Promise<Misfits> {
  const before = known.get(graph);
  if (before?.images === images) return before;
  const rows = images.map(({ concepts }) => concepts);
  const scores = await misfitScores(graph, rows, pause);
  const inAll = scores.reduce((count, score) => (score > 0 ? count + 1 : count), 0);
  const misfits = { images, rows, scores, inAll, concepts: new Set(rows.flat()).size };
  known.set(graph, misfits);
  return misfits;
}
