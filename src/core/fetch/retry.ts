import * as l10n from '@vscode/l10n';
import type { Clock } from '../clock.ts';
import { LexiclipError, type Failure } from '../errors.ts';
import { describeError } from '../wording.ts';
import type { RequestTask } from './source.ts';

/** Tries in all, the first included. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
/** A server that asks for more patience than this is told of, not waited for. */
const LONGEST_PAUSE_MS = 30_000;
/** Who waits longer than this is told what for. */
const NOTICED_PAUSE_MS = 2000;

/** Whether asking again may help: overload and broken connections pass, refusals do not. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof LexiclipError)) return false;
  const { failure } = error;
  if (failure.kind === 'http-status')
    return failure.status === 408 || failure.status === 429 || failure.status >= 500;
  return PASSING.includes(failure.kind);
}

const PASSING: readonly Failure['kind'][] = [
  'unreachable',
  'timed-out',
  'broken-off',
  'not-json',
  'image-cut-off',
];

/**
 * How many repetitions a whole run may make: a failure takes a token, a success gives back a part of one, and
 * repeating ends below half. A service that fails now and then is asked again as often as it takes; one that
 * is down is not asked four times for each image. (gRPC's retry throttling, proposal A6, with four times its tokens: with
 * its own, one run in a few over 10,000 images would end early at a failure rate of 5 %.)
 */
export class RetryBudget {
  static readonly most = 40;
  #tokens = RetryBudget.most;

  succeeded(): void {
    this.#tokens = Math.min(RetryBudget.most, this.#tokens + 0.1);
  }

  /** Counts a failure; answers whether another try may be made. */
  failed(): boolean {
    this.#tokens = Math.max(0, this.#tokens - 1);
    return this.#tokens > RetryBudget.most / 2;
  }
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

/** Runs `attempt` until it succeeds, fails for good, has had its tries, or the run has; rejects with the last error. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { clock, budget }: { readonly clock: Clock; readonly budget: RetryBudget },
  { signal, onWait }: RequestTask,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      budget.succeeded();
      return result;
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
      const mayRepeat = budget.failed();
      const pause = pauseMs(tries, retryAfter(error), Math.random);
      if (!mayRepeat || tries >= ATTEMPTS || pause > LONGEST_PAUSE_MS) throw error;
      if (pause > NOTICED_PAUSE_MS) {
        const seconds = Math.ceil(pause / 1000);
        onWait(`${describeError(error)} ${l10n.t('Asking again in {0} s.', seconds)}`);
      }
      await clock.sleep(pause, signal);
    }
  }
}

function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof LexiclipError) || error.failure.kind !== 'http-status') return undefined;
  return error.failure.retryAfterSeconds;
}
