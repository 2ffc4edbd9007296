import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation } from '../messages.ts';

/** Says what was written, and leads there. @param path Absolute. */
export function tellWritten(message: string, path: string): void {
  const reveal = l10n.t('Reveal in Explorer');
  void showInformation(message, reveal).then(async (chosen) => {
    if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  });
}
