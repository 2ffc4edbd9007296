import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainText } from '../../core/plain-text.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

/** Asks where a file or a new folder is to be written; undefined where the user gives up. Answers its absolute path. */
export async function askOutput(
  session: FolderSession,
  name: string,
  { title, ...rest }: Pick<vscode.SaveDialogOptions, 'filters' | 'saveLabel'> & { readonly title: string },
): Promise<string | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title: plainText(title),
    defaultUri: vscode.Uri.joinPath(session.folder.uri, name),
    saveLabel: l10n.t('Export'),
    ...rest,
  });
  return chosen?.fsPath;
}
