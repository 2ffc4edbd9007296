import type { OnStep } from '../core/signal.ts';

/** A message costs more than a step; as many are enough for a progress bar. */
const MESSAGES = 50;

/** Tells of a computation's steps, but of no more than a bar can show. */
export function throttleProgress(emit: (event: { done: number; total: number }) => void): OnStep {
  let told = 0;
  return (done, total) => {
    if (done - told < total / MESSAGES && done < total) return;
    told = done;
    emit({ done, total });
  };
}
