import * as l10n from '@vscode/l10n';
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
  const showLog = l10n.t('Show Log');
  const chosen = await showWarning(
    describeMissing(missing),
    ...(offer === undefined ? [] : [offer]),
    showLog,
  );
  if (chosen === showLog) await vscode.commands.executeCommand('lexiclip.showLog');
  return chosen !== undefined && chosen === offer;
}
