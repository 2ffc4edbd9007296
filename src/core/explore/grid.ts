import type { Size } from './viewport.ts';

/*
 * Which cells of a long grid are on the screen, by arithmetic: all cells have the same size. All lengths are pixels.
 */

/** A grid of equal cells that fills the width of its window and is scrolled. */
export interface GridLayout {
  /** Of cells. */
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** Of a cell, with the gap after it. */
  readonly stepX: number;
  readonly stepY: number;
  /** Of a cell. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Of the window. */
  readonly windowHeight: number;
  /** Of what is scrolled. */
  readonly height: number;
}

/** Between cells, and around all of them. */
export const GRID_GAP = 6;
/** Rows beyond each edge of the window that are there already when they are scrolled into it. */
const OVERSCAN = 1;
/** Browsers scroll no further: Firefox draws nothing beyond 17.8 million pixels, Chromium beyond 33.5. */
const MOST_HEIGHT = 15_000_000;

/**
 * @param side The least width of a cell; cells grow to fill the width.
 * @param caption Height of what stands below the square picture of a cell.
 */
export function gridLayout(count: number, window: Size, side: number, caption: number): GridLayout {
  const columns = Math.max(1, Math.floor(roomAcross(window) / (side + GRID_GAP)));
  return layoutOf(count, window, columns, (cellWidth) => cellWidth + caption);
}

/** A grid of one column. @param line The height of a cell. */
export function listLayout(count: number, window: Size, line: number): GridLayout {
  return layoutOf(count, window, 1, () => line);
}

function roomAcross({ width }: Size): number {
  return Math.max(width - GRID_GAP, 1);
}

function layoutOf(
  count: number,
  window: Size,
  columns: number,
  heightOf: (cellWidth: number) => number,
): GridLayout {
  const stepX = roomAcross(window) / columns;
  const cellWidth = Math.max(1, stepX - GRID_GAP);
  const cellHeight = heightOf(cellWidth);
  const rows = Math.ceil(count / columns);
  const stepY = cellHeight + GRID_GAP;
  const height = Math.min(rows * stepY + GRID_GAP, MOST_HEIGHT);
  return { count, columns, rows, stepX, stepY, cellWidth, cellHeight, windowHeight: window.height, height };
}

/** Rows from `first` to before `end`. */
interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The rows that are on the screen, and a few around them. */
export function rowsInWindow(grid: GridLayout, scrollTop: number): RowRange {
  const top = offsetOf(grid, scrollTop);
  const first = Math.floor(top / grid.stepY) - OVERSCAN;
  const end = Math.ceil((top + grid.windowHeight) / grid.stepY) + OVERSCAN;
  return { first: Math.max(0, Math.min(first, grid.rows)), end: Math.max(0, Math.min(end, grid.rows)) };
}

/** Where a row is in what is scrolled. */
export function rowTop(grid: GridLayout, row: number, scrollTop: number): number {
  return GRID_GAP + row * grid.stepY - offsetOf(grid, scrollTop) + scrollTop;
}

/** The row at the top of the window. */
export function topRow(grid: GridLayout, scrollTop: number): number {
  return Math.round(offsetOf(grid, scrollTop) / grid.stepY);
}

/** How far to scroll so that a row is at the top of the window. */
export function scrollTopTo(grid: GridLayout, row: number): number {
  return scrollTopOf(grid, row * grid.stepY);
}

/** How far to scroll so that a row is wholly in the window: no further than needed. */
export function scrollTopFor(grid: GridLayout, row: number, scrollTop: number): number {
  const offset = offsetOf(grid, scrollTop);
  const top = row * grid.stepY;
  const bottom = top + grid.stepY + GRID_GAP - grid.windowHeight;
  if (offset > top) return scrollTopTo(grid, row);
  return offset < bottom ? scrollTopOf(grid, bottom) : scrollTop;
}

/** How far the user has scrolled in a grid that may be higher than what is scrolled. */
function offsetOf(grid: GridLayout, scrollTop: number): number {
  return scrollTop * stretchOf(grid);
}

function scrollTopOf(grid: GridLayout, offset: number): number {
  return Math.max(0, offset / stretchOf(grid));
}

/** 1 for all grids but those of a million. */
function stretchOf({ rows, stepY, windowHeight, height }: GridLayout): number {
  const whole = rows * stepY + GRID_GAP;
  return whole <= height ? 1 : (whole - windowHeight) / Math.max(1, height - windowHeight);
}

/** The cell that a key leads to, or undefined where the key leads nowhere. @param at The cell before. */
export function cellByKey(grid: GridLayout, at: number, key: string): number | undefined {
  const { count, columns, stepY, windowHeight } = grid;
  if (count === 0) return undefined;
  const page = columns * Math.max(1, Math.floor(windowHeight / stepY));
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return at < columns ? at : at - columns;
    case 'ArrowDown':
      return downFrom(grid, at, columns);
    case 'PageUp':
      return at < page ? at % columns : at - page;
    case 'PageDown':
      return downFrom(grid, at, page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** So many cells on in the same column; in the last row, which may be short, the last cell stands for those that it lacks. */
function downFrom({ count, columns, rows }: GridLayout, at: number, cells: number): number {
  if (at + cells < count) return at + cells;
  const isInLastRow = Math.floor(at / columns) === rows - 1;
  if (isInLastRow) return at;
  return Math.min(count - 1, (rows - 1) * columns + (at % columns));
}
