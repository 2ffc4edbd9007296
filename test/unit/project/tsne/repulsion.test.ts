import { describe, expect, it } from 'vitest';
import { Repulsion } from '../../../../src/core/project/tsne/repulsion.ts';
import { WasmArena } from '../../../../src/core/wasm-memory.ts';
import { loadKernels } from '../../../fakes/projection.ts';
import { randomLayout, rowsOf } from './fixture.ts';

interface Computed {
  sum: number;
  forces: Float32Array;
}

async function computing(
  layout: Float32Array,
  dimensions = 2,
): Promise<(method: 'exact' | 'grid') => Computed> {
  const kernels = (await loadKernels()).tsne;
  const arena = new WasmArena(kernels.memory);
  const stride = dimensions === 3 ? 4 : 2;
  const count = layout.length / dimensions;
  const place = arena.take((count + 3) * stride * 4);
  for (const [row, coordinates] of rowsOf(layout, dimensions).entries()) {
    arena.floats(place + row * stride * 4, stride).set(coordinates);
  }
  const forces = arena.take((count + 3) * stride * 4);
  const repulsion = new Repulsion(kernels, arena, { place, count, stride }, forces);
  return (method) => {
    const sum = repulsion.compute(method);
    return { sum, forces: arena.floats(forces, count * stride).slice() };
  };
}

/** The sum of (a - b) / (1 + d²)² over all others, in double precision. */
function plainly(rows: number[][]): { sum: number; forces: number[][] } {
  let sum = 0;
  const forces = rows.map((a, i) => {
    const force = a.map(() => 0);
    for (const [j, b] of rows.entries()) {
      if (i === j) continue;
      const q = 1 / (1 + a.reduce((total, value, axis) => total + (value - (b[axis] ?? 0)) ** 2, 0));
      sum += q;
      for (const [axis, value] of a.entries())
        force[axis] = (force[axis] ?? 0) + (value - (b[axis] ?? 0)) * q * q;
    }
    return force;
  });
  return { sum, forces };
}

/** The root mean square of what differs, of that of what is expected. */
function relativeError(found: Float32Array, expected: ArrayLike<number>): number {
  let [different, all] = [0, 0];
  for (let at = 0; at < found.length; at++) {
    different += ((found[at] ?? NaN) - (expected[at] ?? NaN)) ** 2;
    all += (expected[at] ?? NaN) ** 2;
  }
  return Math.sqrt(different / all);
}

describe('repulsion', () => {
  it.each([
    [2, 4],
    [2, 101],
    [3, 5],
    [3, 102],
  ])('is exact in %i dimensions for %i points', async (dimensions, count) => {
    const layout = randomLayout(count, dimensions, 10);
    const expected = plainly(rowsOf(layout, dimensions));
    const { sum, forces } = (await computing(layout, dimensions))('exact');
    expect(sum / expected.sum).toBeCloseTo(1, 5);
    const padded = expected.forces.flatMap((force) => (dimensions === 3 ? [...force, 0] : force));
    expect(relativeError(forces, padded)).toBeLessThan(1e-5);
  });

  it.each([1e-12, 1e-4, 1, 5, 20, 60, 150, 400])(
    'is as good as exact on the grid of a layout that is %d wide',
    async (width) => {
      const compute = await computing(randomLayout(3000, 2, width));
      const exact = compute('exact');
      const grid = compute('grid');
      expect(Math.abs(grid.sum / exact.sum - 1)).toBeLessThan(1e-4);
      expect(relativeError(grid.forces, exact.forces)).toBeLessThan(0.01);
    },
  );

  it('is so for long and for high layouts, beside 0', async () => {
    for (const axis of [0, 1]) {
      const layout = randomLayout(2000, 2, 100).map(
        (value, at) => (at % 2 === axis ? value / 30 : value) + 70,
      );
      const compute = await computing(layout);
      const exact = compute('exact');
      const grid = compute('grid');
      expect(Math.abs(grid.sum / exact.sum - 1)).toBeLessThan(1e-4);
      expect(relativeError(grid.forces, exact.forces)).toBeLessThan(0.01);
    }
  });

  it('has the right sign where all points are far from each other', async () => {
    // The sum is a sixtieth of what the points have with themselves, which is taken off that of the grid.
    const compute = await computing(randomLayout(60, 2, 400));
    const exact = compute('exact').sum;
    expect(exact).toBeLessThan(1);
    expect(Math.abs(compute('grid').sum / exact - 1)).toBeLessThan(0.05);
  });

  it('gives the same bits again, whatever was computed between', async () => {
    const compute = await computing(randomLayout(2000, 2, 30));
    const once = compute('grid');
    compute('exact');
    expect(compute('grid')).toEqual(once);
  });
});
