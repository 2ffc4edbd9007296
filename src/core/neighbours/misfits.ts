import { SLICE, type Pause } from '../collection/index-entries.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';

/** The concepts of each row, by their numbers: an image may have been found under several. */
export type RowConcepts = readonly (readonly number[])[];

/** Neighbours of an image that are of one concept. */
interface ConceptShare {
  readonly concept: number;
  /** How many of the neighbours. */
  readonly count: number;
  /** 0 to 1: the same with the nearest counting most. */
  readonly share: number;
}

/** Why an image is said to be among the wrong ones. */
export interface Misfit {
  /** 0 to 1: see `misfitScores`. */
  readonly score: number;
  /** Rows, nearest first. */
  readonly neighbours: readonly number[];
  /** How many of them share a concept with the image. */
  readonly own: number;
  /** The concepts of the others, the one that it would fit first. */
  readonly others: readonly ConceptShare[];
}

/** Neighbours that are asked: few enough that concepts of ten images can hold all of them. */
export const ASKED = 10;
/** Mostly: more than half. */
const MOST = 0.5;

/**
 * How much each row is among images of another concept than its own, 0 to 1; 0 where it is not.
 *
 * The k nearest vote, the nearest with the most weight: 1 for the nearest, falling with the distance to 0 for the
 * farthest (Dudani 1976, "The distance-weighted k-nearest-neighbor rule"). `other` is the share of the votes for the
 * strongest concept that the image is not of. `own` is the share of the votes for its own concept, of the votes that so
 * many images could give at most: an image of a concept of three is not misplaced because its other neighbours are of
 * another. Of an image with several concepts, the one that fits best counts. Where `other` is more than half, `own` is
 * less, and more neighbours are of that concept than share one with the image, the score is other · (1 - own): the
 * disagreement of neighbours by which Smith, Martinez and Giraud-Carrier (2014, "An instance level analysis of data
 * complexity") find mislabelled examples, weighted.
 * @param pause Lets others run between slices of rows.
 */
export async function misfitScores(
  graph: NeighbourGraph,
  concepts: RowConcepts,
  pause: Pause,
  k = ASKED,
): Promise<Float64Array> {
  const { count, k: known, indices, distances } = graph;
  const asked = Math.min(k, known);
  const scores = new Float64Array(asked === 0 ? 0 : count);
  const sizes = conceptSizes(concepts);
  const weights = new Float64Array(asked);
  for (let row = 0; row < scores.length; row++) {
    if (row % SLICE === SLICE - 1) await pause();
    const from = row * known;
    const mine = conceptsOf(concepts, row);
    weigh(weights, distances, from);
    // Nearly all images are among their own: nothing needs to be told of these.
    let strangers = 0;
    for (let at = 0; at < asked; at++)
      if (!share(mine, conceptsOf(concepts, indices[from + at]))) strangers += weights[at] ?? NaN;
    if (!(strangers > MOST * sumOf(weights))) continue;
    const votes = votesOf(indices.subarray(from, from + asked), weights, mine, concepts);
    scores[row] = scoreOf(votes, ownFit(votes.all, weights, mine, sizes));
  }
  return scores;
}

/** Why a row is where it is; `score` is that of `misfitScores`. */
export function explainMisfit(
  { k: known, indices, distances }: NeighbourGraph,
  concepts: RowConcepts,
  row: number,
  score: number,
  k = ASKED,
): Misfit {
  const asked = Math.min(k, known);
  const from = row * known;
  const nearest = indices.subarray(from, from + asked);
  const weights = weigh(new Float64Array(asked), distances, from);
  const { own, others } = votesOf(nearest, weights, conceptsOf(concepts, row), concepts);
  return { score, neighbours: Array.from(nearest), own, others };
}

/** How many rows each concept has. */
function conceptSizes(concepts: RowConcepts): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const mine of concepts) for (const one of mine) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  return sizes;
}

const none: readonly number[] = [];

function conceptsOf(concepts: RowConcepts, row: number | undefined): readonly number[] {
  return concepts[row ?? -1] ?? none;
}

/** Lists are often the same object: one that is shared by all images of one concept. */
function share(a: readonly number[], b: readonly number[]): boolean {
  return a === b ? a.length > 0 : a.some((one) => b.includes(one));
}

/** Fills `weights` for the neighbours from a place on. Where all are equally far, all count alike. */
function weigh(weights: Float64Array, distances: Float32Array, from: number): Float64Array {
  const [nearest, farthest] = [distances[from] ?? NaN, distances[from + weights.length - 1] ?? NaN];
  const width = farthest - nearest;
  for (let at = 0; at < weights.length; at++)
    weights[at] = width > 0 ? (farthest - (distances[from + at] ?? NaN)) / width : 1;
  return weights;
}

interface Votes {
  /** By concept: the weights of all neighbours that are of it. */
  readonly all: ReadonlyMap<number, number>;
  /** How many neighbours share a concept with the image. */
  readonly own: number;
  /** The concepts of the others, strongest first. */
  readonly others: readonly ConceptShare[];
}

function votesOf(
  nearest: Int32Array,
  weights: Float64Array,
  mine: readonly number[],
  concepts: RowConcepts,
): Votes {
  const all = new Map<number, number>();
  const others = new Map<number, { concept: number; count: number; share: number }>();
  const total = sumOf(weights);
  let own = 0;
  for (const [at, other] of nearest.entries()) {
    const theirs = conceptsOf(concepts, other);
    const isOwn = share(mine, theirs);
    const weight = weights[at] ?? NaN;
    if (isOwn) own++;
    for (const concept of theirs) {
      all.set(concept, (all.get(concept) ?? 0) + weight);
      if (isOwn) continue;
      const before = others.get(concept) ?? { concept, count: 0, share: 0 };
      others.set(concept, { concept, count: before.count + 1, share: before.share + weight / total });
    }
  }
  const strongest = [...others.values()].sort(
    (a, b) => b.share - a.share || b.count - a.count || a.concept - b.concept,
  );
  return { all, own, others: strongest };
}

/**
 * 0 to 1: of the votes that the rest of a concept could give if all of it were nearest, those that it gives; of the
 * concept that gives most. 1 for an image that is alone in its concepts: nothing speaks against it.
 */
function ownFit(
  votes: ReadonlyMap<number, number>,
  weights: Float64Array,
  mine: readonly number[],
  sizes: ReadonlyMap<number, number>,
): number {
  let best = mine.length === 0 ? 1 : 0;
  for (const concept of mine) {
    const possible = sumOf(weights, (sizes.get(concept) ?? 0) - 1);
    best = Math.max(best, possible > 0 ? (votes.get(concept) ?? 0) / possible : 1);
  }
  return best;
}

function scoreOf({ own: count, others: [other] }: Votes, own: number): number {
  if (other === undefined || other.count <= count) return 0;
  return other.share > MOST && own < MOST ? other.share * (1 - own) : 0;
}

function sumOf(weights: Float64Array, most = weights.length): number {
  let sum = 0;
  for (let at = 0; at < Math.min(most, weights.length); at++) sum += weights[at] ?? NaN;
  return sum;
}
