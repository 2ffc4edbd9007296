import * as vscode from 'vscode';
import type { FailedImage } from '../../core/collection/schema.ts';
import { showWarning } from '../messages.ts';

/** Which images a map had to do without: at length in the log, in one sentence here. */
export async function tellMissing(missing: readonly FailedImage[]): Promise<void> {
  const [first] = missing;
  if (first === undefined) return;
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  const sentence = `Missing on the map: ${first.id}${others}. ${first.reason}`;
  const chosen = await showWarning(sentence, 'Show Log');
  if (chosen !== undefined) await vscode.commands.executeCommand('lexiclip.showLog');
}
