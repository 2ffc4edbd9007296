/** How a history is kept. */
export interface HistoryOptions<T> {
  /** Steps that can be undone; the oldest are forgotten. */
  readonly most: number;
  /** What a state holds in memory beyond the one after it, and how much all of them may: the oldest are forgotten. */
  readonly weigh: (state: T, next: T) => number;
  readonly heaviest: number;
}

/** Changes of one continuous movement come no further apart than this, in milliseconds: they are undone at once. */
const PAUSE_MS = 700;

interface Step<T> {
  readonly state: T;
  readonly weight: number;
}

/** States that were left, to go back to, and from there forward again. States are compared and kept as objects. */
export class History<T> {
  readonly #options: HistoryOptions<T>;
  #past: readonly Step<T>[] = [];
  #future: readonly T[] = [];
  #last: { readonly movement: string; readonly at: number } | undefined;

  constructor(options: HistoryOptions<T>) {
    this.#options = options;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Notes a change: what was undone before is forgotten.
   * @param movement Names what goes on without end, such as zooming; what follows of the same name is part of this step.
   * Undefined for what is a step of its own.
   * @param now Milliseconds.
   */
  record(before: T, after: T, movement: string | undefined, now: number): void {
    const isGoingOn =
      movement !== undefined &&
      this.#last?.movement === movement &&
      now - this.#last.at < PAUSE_MS &&
      this.canUndo &&
      !this.canRedo;
    this.#last = movement === undefined ? undefined : { movement, at: now };
    this.#future = [];
    if (isGoingOn) return;
    const weight = this.#options.weigh(before, after);
    this.#past = this.#bounded([...this.#past, { state: before, weight }]);
  }

  /** The state before; undefined where there is none. @param current What is left by it, for `redo`. */
  undo(current: T): T | undefined {
    const step = this.#past.at(-1);
    if (step === undefined) return undefined;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, current];
    this.#last = undefined;
    return step.state;
  }

  /** The state that the last `undo` left; undefined where there is none. */
  redo(current: T): T | undefined {
    const state = this.#future.at(-1);
    if (state === undefined) return undefined;
    const weight = this.#options.weigh(current, state);
    this.#past = [...this.#past, { state: current, weight }];
    this.#future = this.#future.slice(0, -1);
    this.#last = undefined;
    return state;
  }

  #bounded(steps: readonly Step<T>[]): readonly Step<T>[] {
    let from = Math.max(0, steps.length - this.#options.most);
    let total = 0;
    // The last step can be undone, however heavy it is.
    for (let at = steps.length - 1; at >= from; at--) {
      total += steps[at]?.weight ?? 0;
      if (total > this.#options.heaviest && at < steps.length - 1) from = at + 1;
    }
    return steps.slice(from);
  }
}
