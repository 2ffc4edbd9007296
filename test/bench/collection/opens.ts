import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/* The counters of count-opens.ts: files of a collection that this process opened, in all threads. */

const KEY = 'lexiclip-bench-opens';
const [READ, OPEN, MOST_OPEN] = [0, 1, 2];

export interface Opens {
  /** Files opened for reading. */
  readonly filesRead: number;
  /** Most files open at the same time, for reading or writing. */
  readonly filesOpenAtOnce: number;
}

/** Call it before other threads start: they inherit the counters. */
export function startCounting(): void {
  setEnvironmentData(KEY, new Int32Array(new SharedArrayBuffer(12)));
}

export function opensSoFar(): Opens {
  return { filesRead: Atomics.load(counts(), READ), filesOpenAtOnce: Atomics.load(counts(), MOST_OPEN) };
}

export function forgetOpens(): void {
  Atomics.store(counts(), READ, 0);
  Atomics.store(counts(), MOST_OPEN, Atomics.load(counts(), OPEN));
}

export function countOpened(isForReading: boolean): void {
  if (isForReading) Atomics.add(counts(), READ, 1);
  const open = Atomics.add(counts(), OPEN, 1) + 1;
  let most = Atomics.load(counts(), MOST_OPEN);
  while (open > most) {
    const found = Atomics.compareExchange(counts(), MOST_OPEN, most, open);
    if (found === most) break;
    most = found;
  }
}

export function countClosed(): void {
  Atomics.sub(counts(), OPEN, 1);
}

function counts(): Int32Array {
  return getEnvironmentData(KEY) as unknown as Int32Array;
}
