import type { LayoutRun } from './run.ts';

/** A layout that is there at once, as a run of one step. */
export class StaticLayout implements LayoutRun {
  readonly #layout: Float32Array;
  readonly total = 1;
  done = 0;

  constructor(layout: Float32Array) {
    this.#layout = layout;
  }

  step(): void {
    this.done = 1;
  }

  layout(): Float32Array {
    return this.#layout.slice();
  }

  loss(): number {
    return NaN;
  }

  /** There is nothing that parameters could change. */
  change(): void {
    this.done = 0;
  }
}

/**
 * One, two and three points have no neighbourhoods to keep apart; any even spacing is as true as another.
 * Row-major [count, dimensions].
 */
export function evenlySpaced(count: number, dimensions: number): Float32Array {
  const layout = new Float32Array(count * dimensions);
  for (let point = 0; count > 1 && point < count; point++) {
    layout[point * dimensions] = Math.cos((2 * Math.PI * point) / count);
    layout[point * dimensions + 1] = Math.sin((2 * Math.PI * point) / count);
  }
  return layout;
}
