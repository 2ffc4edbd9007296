import * as vscode from 'vscode';
import type { LongTask } from '../core/signal.ts';

const stageTitles = {
  wait: 'Waiting',
  fetch: 'Fetching',
  model: 'Model',
  embed: 'Embedding',
  project: 'Projecting',
} as const;

/** Runs long work behind a notification with progress and a Cancel that aborts the task's signal. */
export async function withProgress<T>(title: string, work: (task: LongTask) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => {
      controller.abort();
    });
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
            message: `${stageTitles[now.stage]} · ${now.message}`,
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
