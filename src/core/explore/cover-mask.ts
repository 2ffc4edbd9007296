import type { Point, Size } from './viewport.ts';

/** Pixels on a side of what is covered or not as a whole. */
const GRAIN = 4;

/** Which parts of a drawing area are covered by rectangles: filled once, then asked for each of many points. */
export class CoverMask {
  readonly #columns: number;
  readonly #lines: number;
  readonly #covered: Uint8Array;

  constructor({ width, height }: Size) {
    this.#columns = Math.ceil(Math.max(0, width) / GRAIN);
    this.#lines = Math.ceil(Math.max(0, height) / GRAIN);
    this.#covered = new Uint8Array(this.#columns * this.#lines);
  }

  /** Covers what is at most so far from a place, in pixels. */
  add({ x, y }: Point, halfWidth: number, halfHeight: number): void {
    const from = Math.max(0, Math.floor((x - halfWidth) / GRAIN));
    const to = Math.min(this.#columns, Math.ceil((x + halfWidth) / GRAIN));
    const last = Math.min(this.#lines, Math.ceil((y + halfHeight) / GRAIN));
    for (let line = Math.max(0, Math.floor((y - halfHeight) / GRAIN)); line < last; line++)
      if (from < to) this.#covered.fill(1, line * this.#columns + from, line * this.#columns + to);
  }

  /** False outside of the area. */
  has(x: number, y: number): boolean {
    const [column, line] = [Math.floor(x / GRAIN), Math.floor(y / GRAIN)];
    if (column < 0 || column >= this.#columns || line < 0) return false;
    return this.#covered[line * this.#columns + column] === 1;
  }
}
