import type { LongTask, OnStep } from '../../core/signal.ts';

/** Tells the user how far a comparison is. */
export function comparing({ onProgress }: LongTask): OnStep {
  return (done, total) => {
    const percent = `${String(Math.round((100 * done) / total))} %`;
    onProgress({ stage: 'project', done, total, message: `Comparing images: ${percent}` });
  };
}
