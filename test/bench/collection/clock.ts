import { existsSync, readFileSync } from 'node:fs';
import { forgetOpens, opensSoFar, type Opens } from './opens.ts';

/** The cost of some work for the process that runs it. */
export interface Cost extends Opens {
  /** All threads together. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The longest time for which the event loop was blocked, by garbage collection too. */
  readonly maxHoldMs: number;
  /** Peak resident memory of the process so far, in 10^6 bytes: what came before the work is included. */
  readonly peakMb: number;
}

export interface Measured<T> {
  readonly cost: Cost;
  readonly answer: T;
}

/** Measures some work; garbage of earlier work is collected first. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  forgetOpens();
  const hold = watchHold();
  const start = performance.now();
  const before = process.cpuUsage();
  const answer = await work();
  const { user, system } = process.cpuUsage(before);
  const wallSeconds = (performance.now() - start) / 1000;
  const maxHoldMs = hold.stop();
  const peakMb = peakBytes() / 1e6;
  return {
    cost: { cpuSeconds: (user + system) / 1e6, wallSeconds, peakMb, maxHoldMs, ...opensSoFar() },
    answer,
  };
}

/**
 * Linux hands `maxRSS` down: it is at least what the process that started this one had (`setmax_mm_hiwater_rss` in its
 * exec.c). What it writes of the memory itself is this process's own.
 */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024;
}

/** The longest gap between two ticks of a 1 ms timer. */
function watchHold(): { stop(): number } {
  let [longest, last] = [0, performance.now()];
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  return {
    stop() {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}
