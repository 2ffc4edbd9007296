import type { Clock } from '../../src/core/clock.ts';

/** A clock that people set: what it shows jumps, the time that passes does not. Sleeping takes no time of ours. */
export class JumpingClock implements Clock {
  /** What it shows next; the last again and again. */
  readonly #shown: Date[];
  #passed = 0;
  /** Pauses it was asked for. */
  readonly pauses: number[] = [];
  /** Milliseconds that pass beside a pause, as where the process is suspended meanwhile. */
  suspended: (pause: number) => number = () => 0;

  constructor(...shown: readonly string[]) {
    this.#shown = shown.map((text) => new Date(text));
  }

  now(): Date {
    const [next = new Date(0)] = this.#shown;
    if (this.#shown.length > 1) this.#shown.shift();
    return next;
  }

  monotonic(): number {
    return this.#passed;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    this.#passed += milliseconds + this.suspended(this.pauses.length);
    // Timers and files of others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
