import type { QualityMetrics } from '../collection/schema.ts';
import { seededRandom } from '../random.ts';
import type { CancelSignal, OnStep } from '../signal.ts';
import { allRows, eachLine, similarityBlocks, type BlockProduct } from './blocks.ts';
import type { MapQuality, QualityRequest } from './comparer.ts';
import { MapPoints } from './map-points.ts';
import { RankCounter } from './ranks.ts';

/** The k of UMAP's and of the figures that are compared with: the usual one. */
export const QUALITY_NEIGHBOURS = 15;
/** Up to `exact` points, the ranks of all are counted; of more, those of so many. */
const LIMITS = { exact: 20_000, sample: 2_000 };
const SEED = 42;
/** What two sums of 512 products in float32 may differ by; it decides only about equals. */
const ROUNDING = 5e-7;

/**
 * How far a map can be trusted. Trustworthiness and continuity of Venna and Kaski (2001, "Neighborhood preservation
 * in nonlinear projection methods"), normalised as scikit-learn's `trustworthiness` is; the share of the nearest
 * that are kept; and, for each point, the share that is not. Of fewer than three points nothing can be wrong.
 */
export async function mapQuality(
  request: QualityRequest,
  product: BlockProduct,
  signal: CancelSignal,
  onStep: OnStep,
  limits = LIMITS,
): Promise<MapQuality> {
  const { graph, layout, dimensions } = request;
  const { count } = graph;
  // The normalisation needs k < n / 2.
  const k = Math.min(QUALITY_NEIGHBOURS, graph.k, Math.floor((count - 1) / 2));
  if (k < 1) {
    const mark = { k: 1, trustworthiness: 1, continuity: 1, neighboursKept: 1 };
    return { mark, distortion: new Float32Array(count) };
  }
  const rows = count <= limits.exact ? allRows(count) : sampleOf(count, limits.sample);
  const points = new MapPoints(layout, dimensions);
  const asked = askForRanks(request, points, rows, k);
  const closeness = new Float64Array(count);
  let counted: Int32Array | undefined;
  for await (const block of similarityBlocks(product, rows, signal, onStep)) {
    eachLine(block, (row, line, first) => {
      const similarities = closeness.subarray(0, line.length);
      similarities.set(line);
      asked.ofFalse.countLine(row, similarities, first);
    });
    if (block.rows === counted) continue;
    counted = block.rows;
    for (const row of counted) {
      points.closeness(row, closeness);
      asked.ofLost.countLine(row, closeness, 0);
    }
  }
  const falsehood = spread(rows, (row) => (asked.known[row] ?? 0) + asked.ofFalse.beyond(row, k));
  const loss = spread(rows, (row) => asked.ofLost.beyond(row, k));
  const scale = 2 / (k * (2 * count - 3 * k - 1));
  const mark: QualityMetrics = {
    k,
    trustworthiness: 1 - scale * falsehood.mean,
    continuity: 1 - scale * loss.mean,
    neighboursKept: asked.kept / (k * count),
  };
  if (rows.length === count) return { mark, distortion: asked.distortion };
  // Of a sample without replacement.
  const certainty = Math.sqrt((1 - rows.length / count) / rows.length) * scale;
  const standardErrors = {
    trustworthiness: certainty * falsehood.deviation,
    continuity: certainty * loss.deviation,
  };
  return {
    mark: { ...mark, sampled: { points: rows.length, standardErrors } },
    distortion: asked.distortion,
  };
}

/** Pairs of vectors whose similarity is looked at for a map of so many points. */
export function rankedPairs(count: number): number {
  return count <= LIMITS.exact ? (count * count) / 2 : LIMITS.sample * count;
}

interface Asked {
  readonly distortion: Float32Array;
  /** Neighbours that are kept, of all rows. */
  readonly kept: number;
  /** What neighbours on the map that are none, but that the graph knows, count in each row. */
  readonly known: Float64Array;
  /** Neighbours on the map that are none, by similarity. */
  readonly ofFalse: RankCounter;
  /** Neighbours that are none on the map, by their distance there. */
  readonly ofLost: RankCounter;
}

/** Compares each point's nearest with those on the map, and asks for the ranks of what is not in both. */
function askForRanks(
  { graph, vectors, dimension }: QualityRequest,
  points: MapPoints,
  rows: Int32Array,
  k: number,
): Asked {
  const { count, indices } = graph;
  const near = points.nearest(k);
  const ofFalse = new RankCounter(count, k, ROUNDING);
  const ofLost = new RankCounter(count, k, 0);
  const distortion = new Float32Array(count);
  const known = new Float64Array(count);
  const isAsked = new Uint8Array(count);
  for (const row of rows) isAsked[row] = 1;
  const cosine = (a: number, b: number): number => {
    let sum = 0;
    for (let at = 0; at < dimension; at++)
      sum += (vectors[a * dimension + at] ?? 0) * (vectors[b * dimension + at] ?? 0);
    return sum;
  };
  // For each row that was met in a list: whose, and at which place.
  const metBy = new Int32Array(count).fill(-1);
  const place = new Int32Array(count);
  const onMap = new Int32Array(count).fill(-1);
  let keptOfAll = 0;
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < graph.k; at++) {
      const other = indices[row * graph.k + at] ?? 0;
      metBy[other] = row;
      place[other] = at;
    }
    let kept = 0;
    for (const other of near.subarray(row * k, (row + 1) * k)) {
      onMap[other] = row;
      const isKnown = metBy[other] === row;
      const rank = (place[other] ?? 0) + 1;
      if (isKnown && rank <= k) kept++;
      else if (isKnown) known[row] = (known[row] ?? 0) + rank - k;
      else if (isAsked[row] === 1) ofFalse.ask(row, other, cosine(row, other));
    }
    distortion[row] = 1 - kept / k;
    keptOfAll += kept;
    if (isAsked[row] === 0) continue;
    for (const other of indices.subarray(row * graph.k, row * graph.k + k))
      if (onMap[other] !== row) ofLost.ask(row, other, -points.apart(row, other));
  }
  ofFalse.prepare();
  ofLost.prepare();
  return { distortion, kept: keptOfAll, known, ofFalse, ofLost };
}

function spread(rows: Int32Array, of: (row: number) => number): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const row of rows) {
    const value = of(row);
    sum += value;
    squares += value * value;
  }
  const mean = sum / rows.length;
  const variance = Math.max(0, squares / rows.length - mean * mean);
  return { mean, deviation: Math.sqrt((variance * rows.length) / Math.max(1, rows.length - 1)) };
}

/** Rows without repetition, ascending, the same every time (selection sampling: Knuth, TAOCP 2, algorithm S). */
function sampleOf(count: number, size: number): Int32Array {
  const random = seededRandom(SEED);
  const rows = new Int32Array(size);
  let taken = 0;
  for (let row = 0; row < count; row++) if (random() * (count - row) < size - taken) rows[taken++] = row;
  return rows;
}
