import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInBox, rowsInLasso } from '../../../src/core/explore/lasso.ts';
import { PointIndex } from '../../../src/core/explore/point-index.ts';
import { seededRandom } from '../../../src/core/random.ts';

type Pair = readonly [x: number, y: number];

function indexOf(points: readonly Pair[]): PointIndex {
  const [x, y] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis] ?? NaN));
  const order = Uint32Array.from(points.keys());
  return new PointIndex({ x: x ?? new Float64Array(), y: y ?? new Float64Array(), bounds: undefined }, order);
}

const asPoints = (pairs: readonly Pair[]): { x: number; y: number }[] => pairs.map(([x, y]) => ({ x, y }));

function found(points: readonly Pair[], line: readonly Pair[], hidden?: Uint8Array): number[] {
  return [...rowsInLasso(indexOf(points), asPoints(line), hidden)];
}

describe('a lasso', () => {
  const square: readonly Pair[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];

  it('finds what its line goes around, and nothing that is hidden or has no place', () => {
    const points: readonly Pair[] = [
      [5, 5],
      [11, 5],
      [5, -1],
      [NaN, NaN],
      [9.9, 0.1],
      [5, 10.1],
      [1, 1],
    ];
    expect(found(points, square)).toEqual([0, 4, 6]);
    expect(found(points, square, Uint8Array.of(1, 0, 0, 0, 0, 0, 0))).toEqual([4, 6]);
    expect(found(points, square.toReversed())).toEqual([0, 4, 6]);
  });

  it('follows bays of its line', () => {
    const bay: readonly Pair[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [5, 2],
      [0, 10],
    ];
    const points: readonly Pair[] = [
      [5, 1],
      [5, 5],
      [1, 6],
      [9, 6],
    ];
    expect(found(points, bay)).toEqual([0, 2, 3]);
  });

  it('takes what it goes around twice for inside', () => {
    expect(found([[5, 5]], [...square, ...square])).toEqual([0]);
  });

  it('finds nothing by a click or a stroke', () => {
    expect(found([[5, 5]], [[5, 5]])).toEqual([]);
    const stroke: readonly Pair[] = [
      [0, 5],
      [10, 5],
      [0, 5],
    ];
    expect(found([[5, 5]], stroke)).toEqual([]);
  });

  it('finds in a circle what is nearer to its middle than its line is', () => {
    const pairs = fc.tuple(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(pairs, { maxLength: 300 }),
        fc.integer({ min: 64, max: 900 }),
        (points, corners) => {
          const circle = Array.from({ length: corners }, (_, at): Pair => {
            const angle = (2 * Math.PI * at) / corners;
            return [Math.cos(angle), Math.sin(angle)];
          });
          const inside = new Set(found(points, circle));
          // Between the circle and the line that is drawn for it, either may be.
          const inner = Math.cos(Math.PI / corners) - 1e-9;
          points.forEach(([x, y], row) => {
            const distance = Math.hypot(x, y);
            if (distance < inner) expect(inside.has(row)).toBe(true);
            if (distance > 1 + 1e-9) expect(inside.has(row)).toBe(false);
          });
        },
      ),
    );
  });

  it('agrees with a look at every edge for lines that cross themselves', () => {
    const random = seededRandom(7);
    const pair = (): Pair => [random(), random()];
    const points = Array.from({ length: 500 }, pair);
    for (let trial = 0; trial < 20; trial++) {
      const line = Array.from({ length: 3 + trial }, pair);
      const slow = points.flatMap((point, row) => (windingAngle(point, line) !== 0 ? row : []));
      expect(found(points, line)).toEqual(slow);
    }
  });
});

/** How often a line goes around a point: the sum of the angles by which it turns. */
function windingAngle([x, y]: Pair, line: readonly Pair[]): number {
  let sum = 0;
  line.forEach(([x0, y0], at) => {
    const [x1, y1] = line[(at + 1) % line.length] ?? [NaN, NaN];
    const [a, b] = [Math.atan2(y0 - y, x0 - x), Math.atan2(y1 - y, x1 - x)];
    let turned = b - a;
    if (turned > Math.PI) turned -= 2 * Math.PI;
    if (turned < -Math.PI) turned += 2 * Math.PI;
    sum += turned;
  });
  return Math.round(sum / (2 * Math.PI));
}

describe('a box', () => {
  it('finds what is between its corners, whichever they are', () => {
    const index = indexOf([
      [1, 1],
      [2, 2],
      [3, 3],
      [2, 9],
    ]);
    const [from, to] = [
      { x: 3, y: 3 },
      { x: 1.5, y: 0 },
    ];
    expect([...rowsInBox(index, from, to, undefined)]).toEqual([1, 2]);
    expect([...rowsInBox(index, to, from, Uint8Array.of(0, 1, 0, 0))]).toEqual([2]);
  });
});
