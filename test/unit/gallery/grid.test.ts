import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellByKey,
  GRID_GAP,
  gridLayout,
  rowsInWindow,
  rowTop,
  scrollTopFor,
  scrollTopTo,
  topRow,
} from '../../../src/core/explore/grid.ts';

const window = { width: 500, height: 300 };

describe('a long grid', () => {
  it('fills its width with cells that are no smaller than asked for', () => {
    const grid = gridLayout(100, window, 90, 20);
    expect(grid.columns).toBe(5);
    expect(grid.columns * grid.stepX + GRID_GAP).toBeCloseTo(window.width);
    expect(grid.cellWidth).toBeGreaterThanOrEqual(90);
    expect(grid.rows).toBe(20);
    expect(gridLayout(100, { width: 40, height: 300 }, 90, 20).columns).toBe(1);
    expect(gridLayout(0, { width: 0, height: 0 }, 90, 20).rows).toBe(0);
  });

  it('has on the screen all rows that are in the window, and only a few more, of a hundred or of a million images', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(7, 1000, 100_000, 5_000_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, share) => {
          const grid = gridLayout(count, window, 90, 20);
          const scrollTop = share * Math.max(0, grid.height - window.height);
          const { first, end } = rowsInWindow(grid, scrollTop);
          expect((end - first) * grid.columns).toBeLessThan(60);
          // What is beyond the rows on the screen is beyond the window.
          if (first > 0)
            expect(rowTop(grid, first - 1, scrollTop) + grid.cellHeight).toBeLessThan(scrollTop + 1);
          if (end < grid.rows)
            expect(rowTop(grid, end, scrollTop)).toBeGreaterThan(scrollTop + window.height - 1);
        },
      ),
    );
  });

  it('is no higher than browsers scroll, and its last row can be reached all the same', () => {
    const grid = gridLayout(5_000_000, window, 90, 20);
    expect(grid.height).toBeLessThan(17_000_000);
    const bottom = grid.height - window.height;
    expect(rowsInWindow(grid, bottom).end).toBe(grid.rows);
    const last = rowTop(grid, grid.rows - 1, bottom) + grid.cellHeight;
    expect(last).toBeCloseTo(grid.height - GRID_GAP, 0);
    expect(scrollTopFor(grid, grid.rows - 1, 0)).toBeCloseTo(bottom, 0);
  });

  it('is scrolled no further than a row needs', () => {
    const grid = gridLayout(1000, window, 90, 20);
    expect(scrollTopFor(grid, 1, 0)).toBe(0);
    const top = scrollTopFor(grid, 50, 0);
    expect(rowTop(grid, 50, top) + grid.cellHeight + GRID_GAP).toBeCloseTo(top + window.height);
    expect(scrollTopFor(grid, 50, 10_000)).toBeCloseTo(50 * grid.stepY);
    expect(scrollTopFor(grid, 0, 10_000)).toBe(0);
    for (const one of [grid, gridLayout(5_000_000, window, 90, 20)])
      expect(topRow(one, scrollTopTo(one, 50))).toBe(50);
  });

  it('is walked by keys, in a last row that is short, too', () => {
    // Five columns: 0 to 4, 5 to 9, 10 to 11.
    const grid = gridLayout(12, window, 90, 20);
    const by = (at: number, ...keys: string[]): number | undefined =>
      keys.reduce<number | undefined>(
        (cell, key) => (cell === undefined ? cell : cellByKey(grid, cell, key)),
        at,
      );
    expect(by(4, 'ArrowRight')).toBe(5);
    expect(by(5, 'ArrowLeft')).toBe(4);
    expect(by(0, 'ArrowLeft')).toBe(0);
    expect(by(2, 'ArrowUp')).toBe(2);
    expect(by(1, 'ArrowDown', 'ArrowDown')).toBe(11);
    expect(by(9, 'ArrowDown')).toBe(11);
    expect(by(10, 'ArrowDown')).toBe(10);
    expect(by(3, 'End')).toBe(11);
    expect(by(11, 'Home')).toBe(0);
    expect(by(11, 'ArrowRight')).toBe(11);
    expect(by(8, 'PageUp')).toBe(3);
    expect(by(0, 'PageDown')).toBe(10);
    expect(by(0, 'Enter')).toBeUndefined();
    expect(cellByKey(gridLayout(0, window, 90, 20), 0, 'End')).toBeUndefined();
  });
});
