import type { CancelSignal } from './signal.ts';

export interface Clock {
  /** For what is written down and shown. It may jump. */
  now(): Date;
  /** Milliseconds from some moment, for measuring time: never goes back. */
  monotonic(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal: CancelSignal): Promise<void>;
}
