import type { LongTask, OnStep } from '../../core/signal.ts';

/** Tells the user how far a comparison is. */
export function comparisonProgress({ onProgress }: LongTask): OnStep {
  return (done, total) => {
    const percent = `${Math.round((100 * done) / total)} %`;
    onProgress({ stage: 'project', done, total, message: `Comparing images: ${percent}` });
  };
}
