import { GraphBuilder } from '../../scripts/onnx/graph.ts';
import { loadOnnxruntime } from '../../src/workers/inference/load-onnxruntime.ts';

/** How well a layout keeps the neighbours of vectors; each 0 to 1, 1 is best. */
export interface Quality {
  /** Venna and Kaski (2001), as scikit-learn defines it: less for strangers among a point's nearest in the layout. */
  readonly trustworthiness: number;
  /** Venna and Kaski (2001): less for neighbours that the layout took out of a point's nearest. */
  readonly continuity: number;
  /** The share of each point's nearest that are among its nearest in the layout. */
  readonly neighboursKept: number;
}

/** Rows of the matrix of similarities that are in memory at a time. */
const BLOCK = 256;

/**
 * Measures layouts of the same vectors by their k nearest neighbours, all exact: what is compared with
 * everything else is each point, or where they are too many, every so-manieth.
 * @param vectors Row-major [n, dimension], each of length 1.
 * @param layouts Row-major [n, 2] each.
 * @param points How many points are looked at, at most.
 */
export async function qualityOf(
  vectors: Float32Array,
  dimension: number,
  layouts: readonly Float32Array[],
  k: number,
  points: number,
): Promise<readonly Quality[]> {
  const n = vectors.length / dimension;
  const count = Math.min(n, points);
  const looked = Int32Array.from({ length: count }, (_, at) => Math.floor((at * n) / count));
  const sums = layouts.map(() => ({ strangers: 0, lost: 0, kept: 0 }));
  const distancesHigh = await cosineDistances(vectors, dimension);
  const distancesLow = new Float64Array(n);
  for (let first = 0; first < count; first += BLOCK) {
    const rows = looked.subarray(first, first + BLOCK);
    const high = await distancesHigh(rows);
    rows.forEach((self, at) => {
      const row = high.subarray(at * n, (at + 1) * n);
      const nearest = nearestOf(row, self, k);
      layouts.forEach((layout, which) => {
        const sum = sums[which];
        if (sum === undefined) return;
        writeDistances(layout, self, distancesLow);
        const nearestLow = nearestOf(distancesLow, self, k);
        const strangers = nearestLow.filter((other) => !nearest.includes(other));
        const lost = nearest.filter((other) => !nearestLow.includes(other));
        for (const rank of ranksOf(row, self, strangers)) sum.strangers += rank - k;
        for (const rank of ranksOf(distancesLow, self, lost)) sum.lost += rank - k;
        sum.kept += k - lost.length;
      });
    });
  }
  const worst = (count * k * (2 * n - 3 * k - 1)) / 2;
  return sums.map(({ strangers, lost, kept }) => ({
    trustworthiness: 1 - strangers / worst,
    continuity: 1 - lost / worst,
    neighboursKept: kept / (count * k),
  }));
}

/** Whether `a` is nearer than `b`; among equals the lower row is. */
function isNearer(distances: Distances, a: number, b: number): boolean {
  const [distanceA, distanceB] = [distances[a] ?? NaN, distances[b] ?? NaN];
  return distanceA < distanceB || (distanceA === distanceB && a < b);
}

type Distances = Float32Array | Float64Array;

/** The k nearest, nearest first, without the point itself. */
function nearestOf(distances: Distances, self: number, k: number): number[] {
  const nearest: number[] = [];
  let limit = Infinity;
  for (let other = 0; other < distances.length; other++) {
    const distance = distances[other] ?? NaN;
    if (other === self || distance >= limit) continue;
    let place = nearest.length;
    while (place > 0 && isNearer(distances, other, nearest[place - 1] ?? NaN)) place--;
    nearest.splice(place, 0, other);
    if (nearest.length > k) nearest.pop();
    if (nearest.length === k) limit = distances[nearest[k - 1] ?? NaN] ?? NaN;
  }
  return nearest;
}

/** The place of each wanted point in the order of distances, from 1; the point itself has none. */
function ranksOf(distances: Distances, self: number, wanted: readonly number[]): number[] {
  const ranks = wanted.map(() => 1);
  const farthest = wanted.reduce((most, each) => Math.max(most, distances[each] ?? NaN), -Infinity);
  for (let other = 0; other < distances.length; other++) {
    if ((distances[other] ?? NaN) > farthest || other === self) continue;
    for (let at = 0; at < wanted.length; at++)
      if (isNearer(distances, other, wanted[at] ?? NaN)) ranks[at] = (ranks[at] ?? NaN) + 1;
  }
  return ranks;
}

/** Squared Euclidean distances of one point of a layout to all. */
function writeDistances(layout: Float32Array, self: number, distances: Float64Array): void {
  const [x, y] = [layout[2 * self] ?? NaN, layout[2 * self + 1] ?? NaN];
  for (let other = 0; other < distances.length; other++) {
    const across = (layout[2 * other] ?? NaN) - x;
    const along = (layout[2 * other + 1] ?? NaN) - y;
    distances[other] = across * across + along * along;
  }
}

/** Answers the distances (minus the cosine) of some rows to all, row-major [rows, n]. */
async function cosineDistances(
  vectors: Float32Array,
  dimension: number,
): Promise<(rows: Int32Array) => Promise<Float32Array>> {
  const n = vectors.length / dimension;
  const ort = loadOnnxruntime();
  const graph = new GraphBuilder();
  const all = graph.constant('all', [n, dimension], vectors);
  graph.node('Gemm', ['some', all], 'negated', { alpha: { float: -1 }, transB: 1 });
  const model = graph.encode(
    { name: 'some', type: 'float32', dims: [dimension] },
    { name: 'negated', type: 'float32', dims: [n] },
    'lexiclip-bench',
  );
  const session = await ort.InferenceSession.create(model);
  return async (rows) => {
    const some = new Float32Array(rows.length * dimension);
    rows.forEach((row, at) =>
      some.set(vectors.subarray(row * dimension, (row + 1) * dimension), at * dimension),
    );
    const { negated } = await session.run({
      some: new ort.Tensor('float32', some, [rows.length, dimension]),
    });
    return negated?.data as Float32Array;
  };
}
