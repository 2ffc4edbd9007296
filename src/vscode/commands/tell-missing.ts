import * as vscode from 'vscode';
import type { FailedImage } from '../../core/collection/schema.ts';
import { describeMissing } from '../../core/wording.ts';
import { showWarning } from '../messages.ts';

/**
 * Which images a map had to do without: at length in the log, in one sentence here.
 * @param offer One more button; answers whether it was pressed.
 */
export async function tellMissing(missing: readonly FailedImage[], offer?: string): Promise<boolean> {
  if (missing.length === 0) return false;
  const chosen = await showWarning(
    describeMissing(missing),
    ...(offer === undefined ? [] : [offer]),
    'Show Log',
  );
  if (chosen === 'Show Log') await vscode.commands.executeCommand('lexiclip.showLog');
  return chosen !== undefined && chosen === offer;
}
