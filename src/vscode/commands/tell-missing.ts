import * as vscode from 'vscode';
import type { FailedImage } from '../../core/collection/schema.ts';
import { showWarning } from '../messages.ts';

/**
 * Which images a map had to do without: at length in the log, in one sentence here.
 * @param offer One more button; answers whether it was pressed.
 */
export async function tellMissing(missing: readonly FailedImage[], offer?: string): Promise<boolean> {
  const [first] = missing;
  if (first === undefined) return false;
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  const sentence = `Missing on the map: ${first.id}${others}. ${first.reason}`;
  const chosen = await showWarning(sentence, ...(offer === undefined ? [] : [offer]), 'Show Log');
  if (chosen === 'Show Log') await vscode.commands.executeCommand('lexiclip.showLog');
  return chosen !== undefined && chosen === offer;
}
