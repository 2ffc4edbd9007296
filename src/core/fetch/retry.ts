import { LexiclipError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { CancelSignal } from '../signal.ts';

/** Tries in all, the first included. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
/** A server that asks for more patience than this is told of, not waited for. */
const LONGEST_PAUSE_MS = 30_000;

/** Whether asking again may help: overload and broken connections pass, refusals do not. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof LexiclipError)) return false;
  const { failure } = error;
  if (failure.kind === 'http-status')
    return failure.status === 408 || failure.status === 429 || failure.status >= 500;
  return failure.kind === 'unreachable' || failure.kind === 'timed-out' || failure.kind === 'not-json';
}

/** The pause before try `attempt` (1 is the first repetition): doubled each time, half of it by chance. */
export function pauseMs(
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: () => number,
): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  const full = FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return full / 2 + (random() * full) / 2;
}

/** Runs `attempt` until it succeeds, fails for good, or has had its tries; rejects with the last error. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  clock: Clock,
  signal: CancelSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (tries >= ATTEMPTS || !isWorthRetrying(error)) throw error;
      const pause = pauseMs(tries, retryAfter(error), Math.random);
      if (pause > LONGEST_PAUSE_MS) throw error;
      await clock.sleep(pause, signal);
    }
  }
}

function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof LexiclipError) || error.failure.kind !== 'http-status') return undefined;
  return error.failure.retryAfterSeconds;
}
