import type { LongTask, OnStep } from '../../core/signal.ts';

/** Tells the user how far a comparison is. */
export function comparisonProgress({ onProgress }: LongTask): OnStep {
  return (done, total) => {
    onProgress({ stage: 'compare', done, total, message: `${Math.round((100 * done) / total)} %` });
  };
}
