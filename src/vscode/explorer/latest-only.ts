/**
 * Passes on what comes faster than it can be used: at most one value in an interval and one on its way at a time, the
 * newest first, and the last always.
 */
export class LatestOnly<T> {
  readonly #intervalMs: number;
  readonly #pass: (value: T) => PromiseLike<unknown>;
  #next: { readonly value: T } | undefined;
  #isBusy = false;

  constructor(intervalMs: number, pass: (value: T) => PromiseLike<unknown>) {
    this.#intervalMs = intervalMs;
    this.#pass = pass;
  }

  offer(value: T): void {
    this.#next = { value };
    if (!this.#isBusy) void this.#drain();
  }

  /** What has not been passed on yet never is. */
  drop(): void {
    this.#next = undefined;
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let next = this.#take(); next !== undefined; next = this.#take()) {
        const rest = new Promise((resolve) => setTimeout(resolve, this.#intervalMs));
        await Promise.all([this.#pass(next.value), rest]);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  #take(): { readonly value: T } | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}
