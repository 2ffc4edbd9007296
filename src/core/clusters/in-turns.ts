import type { Pause } from '../collection/index-entries.ts';
import type { CancelSignal } from '../signal.ts';

/** Takes a computation to its end, letting others have the thread wherever it stops. @throws the signal's reason. */
export async function inTurns<T>(
  steps: Generator<void, T, undefined>,
  pause: Pause,
  signal: CancelSignal,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause();
  }
}
