import { describe, expect, it } from 'vitest';
import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';
import { explainMisfit, misfitScores, type RowConcepts } from '../../../src/core/neighbours/misfits.ts';
import { plainNeighbours } from './reference.ts';

const [PEAR, MOUSE, CAT] = [0, 1, 2];

/** Points on the unit circle, at these degrees. */
function circle(degrees: readonly number[], k: number): NeighbourGraph {
  const radians = degrees.map((degree) => (degree * Math.PI) / 180);
  const vectors = Float32Array.from(radians.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
  return plainNeighbours(vectors, 2, k);
}

/** So many points one degree apart, from an angle on. */
function group(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

function scoresOf(graph: NeighbourGraph, concepts: RowConcepts): Promise<Float64Array> {
  return misfitScores(graph, concepts, () => Promise.resolve());
}

function ranked(scores: Float64Array): number[] {
  return [...scores.keys()]
    .filter((row) => (scores[row] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

describe('images among those of another concept', () => {
  // Twelve pears, the last of them among twelve mice.
  const graph = circle([...group(0, 11), 95.5, ...group(90, 12)], 10);
  const concepts = [...Array<number[]>(12).fill([PEAR]), ...Array<number[]>(12).fill([MOUSE])];

  it('are found, and no others', async () => {
    const scores = await scoresOf(graph, concepts);
    expect(ranked(scores)).toEqual([11]);
    expect(scores[11]).toBe(1);
  });

  it('are told with their neighbours, the share of each concept and the one that they would fit', () => {
    expect(explainMisfit(graph, concepts, 11, 1)).toEqual({
      score: 1,
      neighbours: [...graph.indices.subarray(110, 120)],
      own: 0,
      others: [{ concept: MOUSE, count: 10, share: expect.closeTo(1, 6) as number }],
    });
  });

  it('are the higher up the fewer of their own are near', async () => {
    // One stranger is among cats alone, the other has some pears behind the cats.
    const some = circle([...group(0, 12), 20.5, ...group(15, 5), ...group(90, 12), 95.5], 10);
    const mixed = [...Array<number[]>(13).fill([PEAR]), ...Array<number[]>(17).fill([CAT]), [PEAR]];
    const scores = await scoresOf(some, mixed);
    expect(ranked(scores).find((row) => mixed[row]?.[0] === PEAR)).toBe(30);
    expect(scores[30]).toBeGreaterThan(scores[12] ?? NaN);
  });

  it('are none where an image is among its own, however large the concept beside it is', async () => {
    // Three of four cats at the edge of fifty pears: eight of the ten nearest of each are pears.
    const few = circle([...group(0, 50), 52, 53, 54, 120], 10);
    const small = [...Array<number[]>(50).fill([PEAR]), [CAT], [CAT], [CAT], [CAT]];
    expect(ranked(await scoresOf(few, small))).toEqual([]);
    // A cat far from the others is one.
    const apart = circle([...group(0, 50), 25.5, 120, 121, 122], 10);
    expect(ranked(await scoresOf(apart, small))).toEqual([50]);
  });

  it('are none of those that fit another of their concepts', async () => {
    const both = concepts.with(11, [PEAR, MOUSE]);
    expect(ranked(await scoresOf(graph, both))).toEqual([]);
    // With a third concept, its neighbours are of none of its own.
    expect(ranked(await scoresOf(graph, concepts.with(11, [PEAR, CAT])))).toEqual([]);
    const cats = circle([...group(0, 11), 95.5, ...group(90, 12), ...group(200, 3)], 10);
    const withCats: RowConcepts = [...concepts.with(11, [PEAR, CAT]), [CAT], [CAT], [CAT], [CAT]];
    expect(ranked(await scoresOf(cats, withCats))[0]).toBe(11);
  });

  it('lets the nearest decide, and the most', async () => {
    // Four pears are beside it, six mice farther away.
    const four = (of: number): number[][] => Array<number[]>(4).fill([of]);
    const six = (of: number): number[][] => Array<number[]>(6).fill([of]);
    const near = circle([50, 50.1, 50.2, 50.3, 50.4, ...group(60, 6), 200], 10);
    expect((await scoresOf(near, [[PEAR], ...four(PEAR), ...six(MOUSE), [PEAR]]))[0]).toBe(0);
    // Four mice are beside it, but more pears are near.
    expect((await scoresOf(near, [[PEAR], ...four(MOUSE), ...six(PEAR), [PEAR]]))[0]).toBe(0);
    expect((await scoresOf(near, [[PEAR], ...four(MOUSE), ...six(CAT), [PEAR]]))[0]).toBeGreaterThan(0.5);
    const { own, others } = explainMisfit(near, [[PEAR], ...four(MOUSE), ...six(CAT), [PEAR]], 0, 1);
    expect([own, ...others.map(({ concept, count }) => [concept, count])]).toEqual([0, [MOUSE, 4], [CAT, 6]]);
  });

  it('are none where all are of one concept, where each has its own, or where there is nothing to compare', async () => {
    expect(ranked(await scoresOf(graph, Array<number[]>(24).fill([PEAR])))).toEqual([]);
    expect(
      ranked(
        await scoresOf(
          graph,
          concepts.map((_, row) => [row]),
        ),
      ),
    ).toEqual([]);
    expect(
      ranked(
        await scoresOf(
          graph,
          concepts.map(() => []),
        ),
      ),
    ).toEqual([]);
    const nothing = { count: 1, k: 0, indices: new Int32Array(), distances: new Float32Array() };
    expect([...(await scoresOf(nothing, [[PEAR]]))]).toEqual([]);
  });

  it('counts all alike where all are equally far', async () => {
    const equal = {
      count: 4,
      k: 3,
      indices: Int32Array.from([1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2]),
      distances: new Float32Array(12),
    };
    const scores = await scoresOf(equal, [[PEAR], [MOUSE], [MOUSE], [PEAR]]);
    expect(scores[0]).toBe(0);
    // Of three, two are mice, and the one pear is all that there can be.
    expect(explainMisfit(equal, [[PEAR], [MOUSE], [MOUSE], [PEAR]], 0, 0).others[0]?.share).toBeCloseTo(
      2 / 3,
    );
  });
});
