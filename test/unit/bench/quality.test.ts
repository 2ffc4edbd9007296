import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/random.ts';
import { qualityOf, type Quality } from '../../bench/quality.ts';

const DIMENSION = 8;
const K = 5;
const random = seededRandom(11);
const signed = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);

/** Directions, each of length 1. */
function directions(n: number): Float32Array {
  const vectors = signed(n * DIMENSION);
  for (let row = 0; row < n; row++) {
    const vector = vectors.subarray(row * DIMENSION, (row + 1) * DIMENSION);
    const length = Math.hypot(...vector);
    vector.forEach((part, at) => (vector[at] = part / length));
  }
  return vectors;
}

/** By the formulas: every list of neighbours sorted whole, every sum written out. */
function textbook(vectors: Float32Array, layout: Float32Array, rows: readonly number[]): Quality {
  const n = layout.length / 2;
  const ordered = (points: Float32Array, width: number, self: number): number[] => {
    const distances = Array.from({ length: n }, (_, other) =>
      Math.hypot(
        ...Array.from(
          { length: width },
          (_, at) => (points[self * width + at] ?? 0) - (points[other * width + at] ?? 0),
        ),
      ),
    );
    const others = [...distances.keys()].filter((other) => other !== self);
    return others.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
  };
  let [strangers, lost, kept] = [0, 0, 0];
  for (const self of rows) {
    const high = ordered(vectors, DIMENSION, self);
    const low = ordered(layout, 2, self);
    for (const other of low.slice(0, K)) strangers += Math.max(0, high.indexOf(other) + 1 - K);
    for (const other of high.slice(0, K)) lost += Math.max(0, low.indexOf(other) + 1 - K);
    kept += high.slice(0, K).filter((other) => low.indexOf(other) < K).length;
  }
  const scale = 2 / (rows.length * K * (2 * n - 3 * K - 1));
  return {
    trustworthiness: 1 - scale * strangers,
    continuity: 1 - scale * lost,
    neighboursKept: kept / (rows.length * K),
  };
}

function expectClose(ours: Quality | undefined, theirs: Quality): void {
  expect(ours?.trustworthiness).toBeCloseTo(theirs.trustworthiness, 12);
  expect(ours?.continuity).toBeCloseTo(theirs.continuity, 12);
  expect(ours?.neighboursKept).toBeCloseTo(theirs.neighboursKept, 12);
}

describe('quality', () => {
  const n = 300;
  const vectors = directions(n);
  /** The first two of eight coordinates keep something, noise keeps nothing. */
  const shadow = Float32Array.from({ length: 2 * n }, (_, at) => {
    const row = Math.floor(at / 2);
    return vectors[row * DIMENSION + (at % 2)] ?? NaN;
  });
  const noise = signed(2 * n);
  const everyRow = Array.from({ length: n }, (_, row) => row);

  it('is that of the textbook, for several layouts at once', async () => {
    const [ofShadow, ofNoise] = await qualityOf(vectors, DIMENSION, [shadow, noise], K, n);
    expectClose(ofShadow, textbook(vectors, shadow, everyRow));
    expectClose(ofNoise, textbook(vectors, noise, everyRow));
    expect(ofShadow?.trustworthiness).toBeGreaterThan((ofNoise?.trustworthiness ?? 1) + 0.05);
  });

  it('looks at every so-manieth point where that is asked', async () => {
    const [sampled] = await qualityOf(vectors, DIMENSION, [shadow], K, n / 3);
    const rows = everyRow.filter((row) => row % 3 === 0);
    expectClose(sampled, textbook(vectors, shadow, rows));
  });

  it('is 1 for a layout that keeps every order', async () => {
    const angles = Array.from({ length: 100 }, () => 0.5 * random());
    const onArc = Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
    const [whole] = await qualityOf(onArc, 2, [onArc], K, 100);
    expect(whole).toEqual({ trustworthiness: 1, continuity: 1, neighboursKept: 1 });
  });
});
