import { describe, expect, it } from 'vitest';
import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';
import { packed } from '../../../src/core/project/packing/packed.ts';
import { seededRandom } from '../../../src/core/random.ts';

const ROOM = 36;

/** A ball of evenly drawn points. */
interface Ball {
  readonly points: number;
  readonly at: readonly number[];
  readonly radius: number;
}

/** Balls on a map: row-major [n, dimensions], and the ball of each row. */
function balls(...all: readonly Ball[]): { layout: Float32Array; ballOf: number[] } {
  const random = seededRandom(3);
  const ballOf = all.flatMap(({ points }, ball) => new Array<number>(points).fill(ball));
  const layout = ballOf.flatMap((ball) => {
    const { at = [], radius = 0 } = all[ball] ?? {};
    for (;;) {
      const from = at.map(() => 2 * random() - 1);
      if (Math.hypot(...from) <= 1) return at.map((middle, axis) => middle + radius * (from[axis] ?? 0));
    }
  });
  return { layout: Float32Array.from(layout), ballOf };
}

/** Each point's nearest by `apart`, of those that it can be tied to. */
function graphBy(count: number, wanted: number, apart: (a: number, b: number) => number): NeighbourGraph {
  const lists = Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, other) => ({ other, distance: apart(row, other) }))
      .filter(({ other }) => other !== row)
      .sort((a, b) => a.distance - b.distance || a.other - b.other)
      .slice(0, wanted),
  );
  const k = Math.max(0, Math.min(wanted, count - 1));
  return {
    count,
    k,
    indices: Int32Array.from(lists.flat(), ({ other }) => other),
    distances: Float32Array.from(lists.flat(), ({ distance }) => distance),
  };
}

function distance(layout: Float32Array, dimensions: number, a: number, b: number): number {
  const [one, other] = [a, b].map((row) => layout.subarray(row * dimensions, (row + 1) * dimensions));
  return Math.hypot(...Array.from(one ?? [], (at, axis) => at - (other?.[axis] ?? 0)));
}

/** The graph of a map's own neighbours: nothing ties what is far apart, but where there are too few near. */
function ownGraph(layout: Float32Array, dimensions: number, k = 15): NeighbourGraph {
  return graphBy(layout.length / dimensions, k, (a, b) => distance(layout, dimensions, a, b));
}

function gapBetween(layout: Float32Array, dimensions: number, ones: number[], others: number[]): number {
  return Math.min(...ones.flatMap((one) => others.map((other) => distance(layout, dimensions, one, other))));
}

function extent(layout: Float32Array, dimensions: number): number {
  const extents = Array.from({ length: dimensions }, (_, axis) => {
    const values = layout.filter((_, at) => at % dimensions === axis);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...extents);
}

const rowsOf = (ballOf: readonly number[], wanted: number): number[] =>
  ballOf.flatMap((ball, row) => (ball === wanted ? [row] : []));

describe.each([
  { dimensions: 2, far: [300, 400] },
  { dimensions: 3, far: [200, 300, 400] },
])('a map in $dimensions dimensions of two groups far from each other', ({ dimensions, far }) => {
  const origin = far.map(() => 0);
  const { layout, ballOf } = balls({ points: 80, at: origin, radius: 5 }, { points: 40, at: far, radius: 4 });
  const graph = ownGraph(layout, dimensions);
  const together = packed(layout, dimensions, graph, ROOM);

  it('is pushed together, to a gap', () => {
    expect(extent(together, dimensions)).toBeLessThan(40);
    expect(gapBetween(together, dimensions, rowsOf(ballOf, 0), rowsOf(ballOf, 1))).toBeGreaterThan(2);
  });

  it('leaves all distances within them', () => {
    for (let row = 0; row < graph.count; row++)
      for (let other = 0; other < row; other++)
        if (ballOf[row] === ballOf[other])
          expect(distance(together, dimensions, row, other)).toBeCloseTo(
            distance(layout, dimensions, row, other),
            3,
          );
  });

  it('leaves the larger one where it is, to the bit', () => {
    const { length } = rowsOf(ballOf, 0);
    expect(together.subarray(0, length * dimensions)).toEqual(layout.subarray(0, length * dimensions));
  });

  it('is the same when it is packed again', () => {
    expect(packed(together, dimensions, graph, ROOM)).toBe(together);
  });

  it('does not change the layout that is given', () => {
    const before = layout.slice();
    expect(packed(layout, dimensions, graph, ROOM)).toEqual(together);
    expect(layout).toEqual(before);
  });
});

describe('what is left as it is', () => {
  it.each([0, 1, 2, 5])('a map of %i points', (count) => {
    const layout = Float32Array.from({ length: 2 * count }, (_, at) => at ** 3);
    expect(packed(layout, 2, ownGraph(layout, 2), ROOM)).toBe(layout);
  });

  it('one group', () => {
    const { layout } = balls({ points: 100, at: [7, 7], radius: 3 });
    expect(packed(layout, 2, ownGraph(layout, 2), ROOM)).toBe(layout);
  });

  it('fifty lone points that share the space', () => {
    const { layout } = balls({ points: 50, at: [0, 0], radius: 1000 });
    expect(packed(layout, 2, ownGraph(layout, 2, 3), ROOM)).toBe(layout);
  });

  it('points in one place, and numbers that are not finite', () => {
    const same = new Float32Array(40);
    const graph = ownGraph(same, 2);
    expect(packed(same, 2, graph, ROOM)).toBe(same);
    const broken = same.map((_, at) => (at === 3 ? NaN : at));
    expect(packed(broken, 2, graph, ROOM)).toBe(broken);
  });
});

it('lone points that flew far from a large group come to its edge, none upon another', () => {
  const around = Array.from({ length: 50 }, (_, at) => {
    const angle = 2.4 * at;
    return {
      points: 1,
      at: [(500 + at * 40) * Math.cos(angle), (500 + at * 40) * Math.sin(angle)],
      radius: 0,
    };
  });
  const { layout } = balls({ points: 400, at: [0, 0], radius: 20 }, ...around);
  const graph = ownGraph(layout, 2);
  const together = packed(layout, 2, graph, ROOM);
  expect(extent(together, 2)).toBeLessThan(100);
  const lone = Array.from({ length: 50 }, (_, at) => 400 + at);
  const closest = lone.map((row) =>
    gapBetween(
      together,
      2,
      [row],
      lone.filter((other) => other !== row),
    ),
  );
  expect(Math.min(...closest)).toBeGreaterThan(0.5);
  expect(packed(together, 2, graph, ROOM)).toBe(together);
});

it('a group comes beside the one that its neighbours are in, wherever it was', () => {
  const { layout, ballOf } = balls(
    { points: 90, at: [0, 0], radius: 5 },
    { points: 60, at: [500, 0], radius: 5 },
    { points: 30, at: [-900, 100], radius: 3 },
  );
  const kin = (a: number, b: number): number => {
    const [one = 0, other = 0] = [ballOf[a], ballOf[b]].sort();
    if (one === other) return distance(layout, 2, a, b);
    return one === 1 && other === 2 ? 5000 : 10_000;
  };
  const together = packed(layout, 2, graphBy(180, 40, kin), ROOM);
  const gaps = [0, 1].map((ball) => gapBetween(together, 2, rowsOf(ballOf, ball), rowsOf(ballOf, 2)));
  expect(gaps[1]).toBeLessThan(gaps[0] ?? 0);
});

/** From the middle of the plane's bounds. */
function farthest(layout: Float32Array): number {
  const axes = [0, 1].map((axis) => layout.filter((_, at) => at % 2 === axis));
  const middles = axes.map((values) => (Math.max(...values) + Math.min(...values)) / 2);
  const [xs, ys] = axes;
  return Math.max(
    ...Array.from(xs ?? [], (x, row) =>
      Math.hypot(x - (middles[0] ?? 0), (ys?.[row] ?? 0) - (middles[1] ?? 0)),
    ),
  );
}

it('hundreds of fours, too many to arrange, are finite and nearer to each other than before', () => {
  const fours = Array.from({ length: 150 }, (_, at) => ({
    points: 4,
    at: [((at * 37) % 150) * 50, ((at * 91) % 150) * 50],
    radius: 1,
  }));
  const { layout } = balls(...fours);
  const together = packed(layout, 2, ownGraph(layout, 2, 5), ROOM);
  expect(together.every(Number.isFinite)).toBe(true);
  expect(farthest(together)).toBeLessThan(farthest(layout));
});

describe('a map that is refitted', () => {
  const { layout, ballOf } = balls(
    { points: 80, at: [0, 0], radius: 5 },
    { points: 40, at: [300, 400], radius: 4 },
    { points: 20, at: [-300, 200], radius: 3 },
  );
  const graph = ownGraph(layout, 2);
  const first = Float64Array.from(packed(layout, 2, graph, ROOM));
  /** As an engine pushes them apart. */
  const apart = Float32Array.from(first, (value, at) => value + 20 * (ballOf[Math.floor(at / 2)] ?? 0));

  it('has its groups where they were', () => {
    const again = packed(apart, 2, graph, ROOM, first);
    again.forEach((value, at) => {
      expect(value).toBeCloseTo(first[at] ?? NaN, 3);
    });
  });

  it('takes a new group in beside the others', () => {
    const before = first.map((value, at) => (ballOf[Math.floor(at / 2)] === 2 ? NaN : value));
    const far = apart.map((value, at) => (ballOf[Math.floor(at / 2)] === 2 ? value + 500 : value));
    const again = packed(far, 2, graph, ROOM, before);
    rowsOf(ballOf, 1).forEach((row) => {
      expect(again[2 * row]).toBeCloseTo(first[2 * row] ?? NaN, 3);
    });
    expect(extent(again, 2)).toBeLessThan(60);
  });
});
