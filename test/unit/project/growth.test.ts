import { describe, expect, it } from 'vitest';
import { MapPoints } from '../../../src/core/neighbours/map-points.ts';
import { aligned } from '../../../src/core/project/align.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { layOut, plainGraph } from '../../fakes/projection.ts';

const dimension = 32;
const isNew = (row: number): boolean => row % 10 === 9;

/** Clouds that overlap, so that neighbourhoods are not a matter of course. */
function clouds(count: number): Float32Array {
  const random = seededRandom(11);
  const normal = (): number => random() + random() + random() + random() - 2;
  const centres = Array.from({ length: 8 }, () => Array.from({ length: dimension }, normal));
  const directions = Array.from({ length: 8 }, () =>
    Array.from({ length: 6 }, () => Array.from({ length: dimension }, () => normal() * 0.6)),
  );
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const along = Array.from({ length: 6 }, normal);
    const values = Array.from({ length: dimension }, (_, at) => {
      const spread = along.reduce((sum, by, axis) => sum + by * (directions[row % 8]?.[axis]?.[at] ?? 0), 0);
      return (centres[row % 8]?.[at] ?? 0) + spread + normal() * 0.1;
    });
    const length = Math.hypot(...values);
    vectors.set(
      values.map((value) => value / length),
      row * dimension,
    );
  }
  return vectors;
}

function rowsOf(vectors: Float32Array, wanted: (row: number) => boolean): Float32Array {
  return vectors.filter((_, at) => wanted(Math.floor(at / dimension)));
}

/** How many of their 15 nearest the new points keep, 0 to 1. */
function keptByNew(layout: Float64Array, graph: ReturnType<typeof plainGraph>): number {
  const { count } = graph;
  const near = new MapPoints(layout, 2).nearest(15);
  let kept = 0;
  for (let row = 9; row < count; row += 10) {
    const wanted = new Set(graph.indices.subarray(row * graph.k, row * graph.k + 15));
    for (const other of near.subarray(row * 15, (row + 1) * 15)) if (wanted.has(other)) kept++;
  }
  return kept / (15 * (count / 10));
}

interface Growth {
  /** Half of the old points move by no more than this share of the map when it is refitted. */
  readonly medianShift: number;
  readonly placedStay: boolean;
  readonly keptWherePlaced: number;
  readonly keptWhereRefitted: number;
}

/** A map of nine tenths of the points, to which the others are added in both ways. */
async function grow(method: 'umap' | 'tsne', count: number): Promise<Growth> {
  const vectors = clouds(count);
  const graph = plainGraph(vectors, dimension, 90);
  const request = {
    vectors,
    dimension,
    graph,
    seed: 42,
    parameters: method === 'tsne' ? { perplexity: 20 } : {},
  };
  const before = rowsOf(vectors, (row) => !isNew(row));
  const first = await layOut(method, {
    ...request,
    vectors: before,
    graph: plainGraph(before, dimension, 80),
  });
  let next = 0;
  const start = Float64Array.from({ length: count * 2 }, (_, at) =>
    isNew(Math.floor(at / 2)) ? NaN : (first.layout[next++] ?? NaN),
  );
  const placed = (await layOut(method, { ...request, start, placesOnly: true })).layout;
  const refitted = aligned((await layOut(method, { ...request, start })).layout, start, 2);

  const old = Array.from({ length: count }, (_, row) => row).filter((row) => !isNew(row));
  const shift = (layout: Float64Array, row: number): number =>
    Math.hypot(
      (layout[row * 2] ?? 0) - (start[row * 2] ?? 0),
      (layout[row * 2 + 1] ?? 0) - (start[row * 2 + 1] ?? 0),
    );
  const extent = (axis: number): number => {
    const values = old.map((row) => start[row * 2 + axis] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  const diameter = Math.hypot(extent(0), extent(1));
  const shifts = old.map((row) => shift(refitted, row)).sort((a, b) => a - b);
  return {
    medianShift: (shifts[Math.floor(shifts.length / 2)] ?? NaN) / diameter,
    placedStay: old.every((row) => shift(placed, row) === 0),
    keptWherePlaced: keptByNew(placed, graph),
    keptWhereRefitted: keptByNew(refitted, graph),
  };
}

describe.each(['umap', 'tsne'] as const)('%s: a tenth more images', (method) => {
  it('are placed among others that stay, and keep nine tenths of the neighbours that a refit keeps', async () => {
    const { placedStay, keptWherePlaced, keptWhereRefitted } = await grow(method, 500);
    expect(placedStay).toBe(true);
    expect(keptWherePlaced).toBeGreaterThanOrEqual(0.9 * keptWhereRefitted);
  });

  it.each([60, 120, 500])('hardly move the others when a map of %i is refitted', async (count) => {
    expect((await grow(method, count)).medianShift).toBeLessThan(0.02);
  });
});
