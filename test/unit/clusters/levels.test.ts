import { describe, expect, it } from 'vitest';
import { centresOf, medoidsOf } from '../../../src/core/clusters/centres.ts';
import { clusterLevels, type ClusterLevel } from '../../../src/core/clusters/levels.ts';
import { rankGraph } from '../../../src/core/clusters/rank-graph.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

const DIMENSION = 16;

function levelsOf(vectors: Float32Array, dimension = DIMENSION): readonly ClusterLevel[] {
  const k = Math.min(15, vectors.length / dimension - 1);
  const graph = plainNeighbours(vectors, dimension, Math.max(0, k));
  return clusterLevels(rankGraph(graph), { vectors, dimension }, 42);
}

/** So many images that no test compares all: evenly around a circle, each between its nearest. */
function levelsOnCircle(count: number): readonly ClusterLevel[] {
  const angles = Array.from({ length: count }, (_, row) => (2 * Math.PI * row) / count);
  const vectors = Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
  const steps = Array.from({ length: 14 }, (_, at) => (at % 2 === 0 ? 1 : -1) * Math.floor(at / 2 + 1));
  const indices = Int32Array.from(
    angles.flatMap((_, row) => steps.map((step) => (row + step + count) % count)),
  );
  const graph = { count, k: steps.length, indices, distances: new Float32Array(indices.length) };
  return clusterLevels(rankGraph(graph), { vectors, dimension: 2 }, 42);
}

/** Vectors of groups that are far from each other, row-major [groups * size, groups]. */
function apart(groups: number, size: number): Float32Array {
  const vectors = new Float32Array(groups * size * groups);
  for (let row = 0; row < groups * size; row++) {
    const turn = (row * 0.01) / (groups * size);
    vectors[row * groups + (row % groups)] = Math.cos(turn);
    vectors[row * groups + ((row + 1) % groups)] = Math.sin(turn);
  }
  return vectors;
}

describe('the levels of clusters', () => {
  it('are three, with about 5, 12 and 40 clusters, each within one of the coarser', () => {
    const levels = levelsOf(groupedVectors(600, DIMENSION));
    expect(levels.map(({ name }) => name)).toEqual(['coarse', 'middle', 'fine']);
    const [coarse = 0, middle = 0, fine = 0] = levels.map(({ communities }) => communities);
    expect(Math.abs(coarse - 5)).toBeLessThanOrEqual(1);
    expect(Math.abs(middle - 12)).toBeLessThanOrEqual(2);
    expect(Math.abs(fine - 40)).toBeLessThanOrEqual(4);
    for (const [at, { communityOf }] of levels.slice(1).entries()) {
      const pairs = new Set(communityOf.map((own, row) => own * 1000 + (levels[at]?.communityOf[row] ?? 0)));
      expect(pairs.size).toBe(levels[at + 1]?.communities);
    }
  });

  it('find the groups that there are, and join such as have no neighbour in common', () => {
    const [coarse, middle] = levelsOf(apart(12, 30), 12);
    expect(middle?.communities).toBe(12);
    expect([...(middle?.communityOf ?? [])]).toEqual(Array.from({ length: 360 }, (_, row) => row % 12));
    expect(coarse?.communities).toBe(5);
  });

  it.each([
    [1, [1]],
    [2, [1]],
    [5, [1]],
    [9, [1]],
    [20, [2, 4]],
  ])('are fewer for %d images', (count, most) => {
    const levels = levelsOf(groupedVectors(count, DIMENSION));
    expect(levels.length).toBeLessThanOrEqual(most.length);
    expect(levels.length).toBeGreaterThan(0);
    expect(levels.at(-1)?.communities).toBeLessThanOrEqual((most.at(-1) ?? 0) + 1);
    expect(levels.every(({ communityOf }) => communityOf.length === count)).toBe(true);
  });

  it('are none of no images', () => expect(levelsOf(new Float32Array())).toEqual([]));

  it('take any number of copies of one image', () => {
    const vectors = new Float32Array(500 * DIMENSION);
    for (let row = 0; row < 500; row++) vectors[row * DIMENSION] = 1;
    const levels = levelsOf(vectors);
    expect(levels.length).toBeGreaterThan(0);
  });

  it('keep copies of an image together', () => {
    const vectors = groupedVectors(200, DIMENSION);
    for (let copy = 0; copy < 10; copy++)
      vectors.copyWithin((190 + copy) * DIMENSION, 3 * DIMENSION, 4 * DIMENSION);
    for (const { communityOf } of levelsOf(vectors))
      expect(new Set([...communityOf.slice(190), communityOf[3]]).size).toBe(1);
  });

  it('are the same for the same seed, of large graphs, too', () => {
    const [first, second] = [levelsOnCircle(5000), levelsOnCircle(5000)];
    expect(first).toEqual(second);
    expect(first.map(({ name, communities }) => [name, communities])).toEqual([
      ['coarse', 5],
      ['middle', 12],
      ['fine', 40],
    ]);
  });
});

describe('the medoid of a cluster', () => {
  it('is the image that is nearest to its centre', () => {
    const degrees = [0, 10, 25, 180, 170, 190];
    const vectors = Float32Array.from(
      degrees.flatMap((degree) => [Math.cos((degree * Math.PI) / 180), Math.sin((degree * Math.PI) / 180)]),
    );
    const partition = { communityOf: Int32Array.of(0, 0, 0, 1, 1, 1), communities: 2 };
    const set = { vectors, dimension: 2 };
    expect([...medoidsOf(set, partition, centresOf(set, partition))]).toEqual([1, 3]);
  });
});
