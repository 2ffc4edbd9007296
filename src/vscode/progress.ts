import * as vscode from 'vscode';
import { plainText } from '../core/plain-text.ts';
import type { LongTask } from '../core/signal.ts';

const stageTitles = {
  wait: 'Waiting',
  fetch: 'Fetching',
  model: 'Model',
  embed: 'Embedding',
  project: 'Projecting',
  change: 'Changing',
  export: 'Exporting',
  import: 'Importing',
  subset: 'Choosing',
} as const;

/**
 * Runs long work behind a notification with progress and a Cancel that aborts the task's signal.
 * @param isQuiet Tells in the status bar instead.
 */
export async function withProgress<T>(
  title: string,
  work: (task: LongTask) => Promise<T>,
  isQuiet = false,
): Promise<T> {
  const { Notification, Window } = vscode.ProgressLocation;
  const location = isQuiet ? Window : Notification;
  const options = { location, title: plainText(title), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    let shown = 0;
    let stage = '';
    try {
      return await work({
        signal: controller.signal,
        onProgress: (now) => {
          // The bar starts anew with each stage: their lengths cannot be known beforehand.
          const before = now.stage === stage ? shown : 0;
          const percent = (now.done / Math.max(now.total, 1)) * 100;
          progress.report({
            message: `${stageTitles[now.stage]} · ${plainText(now.message)}`,
            increment: percent - before,
          });
          shown = percent;
          stage = now.stage;
        },
      });
    } finally {
      cancelling.dispose();
    }
  });
}
