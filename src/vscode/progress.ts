import * as vscode from 'vscode';
import { workLine } from '../core/describe-progress.ts';
import { plainText } from '../core/plain-text.ts';
import type { RunningWork, Works } from './work/works.ts';

/** Longer than any line of ours, with what it quotes. */
const LIMIT = 300;

/** The line that people read of work. */
export function plainLine({ text }: RunningWork): string {
  return plainText(workLine(text), LIMIT);
}

/** Shows work in a notification with Cancel until `until` resolves. */
export function notifyOf(work: RunningWork, works: Works, until: Promise<void>): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: plainText(work.title),
    cancellable: true,
  };
  void vscode.window.withProgress(options, async (progress, token) => {
    let [shown, stage] = [0, ''];
    const tell = (): void => {
      const { title, percent = 0 } = work.text;
      // The bar starts anew with each stage: their lengths cannot be known beforehand.
      const before = title === stage ? shown : 0;
      progress.report({ message: plainLine(work), increment: percent - before });
      [shown, stage] = [percent, title];
    };
    tell();
    const changed = works.onChange(tell);
    const cancelling = token.onCancellationRequested(() => works.cancel(work));
    try {
      await until;
    } finally {
      changed.dispose();
      cancelling.dispose();
    }
  });
}

/** Shows in a view, and on its icon while it is hidden, that something is done until `until` resolves. */
export function markView(viewId: string, until: Promise<void>): void {
  void vscode.window.withProgress({ location: { viewId } }, () => until);
}
