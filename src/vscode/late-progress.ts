import type { LongTask, Progress } from '../core/signal.ts';
import { withProgress } from './progress.ts';

/** What is done sooner is not told of. */
const LATE_MS = 700;

/** Runs something that is mostly done at once; where it is not, behind a notification with progress and Cancel. */
export async function withLateProgress<T>(
  title: string,
  signal: AbortSignal,
  work: (task: LongTask) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  let tell: (progress: Progress) => void = () => undefined;
  let last: Progress | undefined;
  const running = work({
    signal: AbortSignal.any([signal, cancelling.signal]),
    onProgress: (progress) => {
      last = progress;
      tell(progress);
    },
  });
  const timer = setTimeout(() => {
    void withProgress(title, async (task) => {
      tell = task.onProgress;
      if (last !== undefined) tell(last);
      task.signal.addEventListener('abort', () => cancelling.abort());
      await running.catch(() => undefined);
    });
  }, LATE_MS);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}
