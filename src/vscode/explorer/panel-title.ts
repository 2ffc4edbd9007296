import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { WorkText } from '../../core/describe-progress.ts';
import { plainText } from '../../core/plain-text.ts';

const AFTER_WORK = ' · ';
const LONGEST_NAME = 80;

/** What the tab of a folder's map is called: what is being done comes first, where a narrow tab shows it. */
export function panelTitle(folder: vscode.WorkspaceFolder, work?: WorkText): string {
  const before = work === undefined ? '' : `${plainText(work.short)}${AFTER_WORK}`;
  return `${before}${l10n.t('LexiCLIP Map: {0}', plainText(folder.name, LONGEST_NAME))}`;
}

/** Whether a tab of this title is a folder's, whatever was being done, and whichever language spoken, when it was kept. */
export function isPanelOf(folder: vscode.WorkspaceFolder, title: string): boolean {
  const name = plainText(folder.name, LONGEST_NAME);
  return title.endsWith(name) && /[:：]\s?$/.test(title.slice(0, title.length - name.length));
}
