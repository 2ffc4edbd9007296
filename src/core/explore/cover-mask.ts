import type { Point, Size } from './viewport.ts';

/** Pixels on a side of what is covered or not as a whole. */
const GRAIN = 4;

/** Which parts of a drawing area are covered by which rectangles: filled once, then asked for each of many points. */
export class CoverMask {
  readonly #columns: number;
  readonly #lines: number;
  /** For each grain 1 more than the rectangle's number; 0 where there is none. */
  readonly #covered: Uint16Array;

  constructor({ width, height }: Size) {
    this.#columns = Math.ceil(Math.max(0, width) / GRAIN);
    this.#lines = Math.ceil(Math.max(0, height) / GRAIN);
    this.#covered = new Uint16Array(this.#columns * this.#lines);
  }

  /**
   * Covers what is at most so far from a place, in pixels.
   * @param rectangle Its number, below 65,535.
   */
  add(rectangle: number, { x, y }: Point, halfWidth: number, halfHeight: number): void {
    const from = Math.max(0, Math.floor((x - halfWidth) / GRAIN));
    const to = Math.min(this.#columns, Math.ceil((x + halfWidth) / GRAIN));
    const last = Math.min(this.#lines, Math.ceil((y + halfHeight) / GRAIN));
    if (from >= to) return;
    for (let line = Math.max(0, Math.floor((y - halfHeight) / GRAIN)); line < last; line++)
      this.#covered.fill(rectangle + 1, line * this.#columns + from, line * this.#columns + to);
  }

  /** The number of the rectangle that covers a place; -1 for none, as everywhere outside of the area. */
  at(x: number, y: number): number {
    const [column, line] = [Math.floor(x / GRAIN), Math.floor(y / GRAIN)];
    if (column < 0 || column >= this.#columns || line < 0) return -1;
    return (this.#covered[line * this.#columns + column] ?? 0) - 1;
  }
}
