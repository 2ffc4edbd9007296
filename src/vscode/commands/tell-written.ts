import * as vscode from 'vscode';
import { showInformation } from '../messages.ts';

const REVEAL = 'Reveal in Explorer';

/** Says what was written, and leads there. @param path Absolute. */
export function tellWritten(message: string, path: string): void {
  void showInformation(message, REVEAL).then(async (chosen) => {
    if (chosen === REVEAL) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  });
}
