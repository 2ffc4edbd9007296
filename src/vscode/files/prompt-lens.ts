import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { sessionOfFile } from './session-of-file.ts';

/** Above a prompt file: what can be done with its image. */
export class PromptLens implements vscode.CodeLensProvider {
  readonly #sessions: FolderSessions;

  constructor(sessions: FolderSessions) {
    this.#sessions = sessions;
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const image = await sessionOfFile(this.#sessions, uri)?.imageOf(uri);
    if (image === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lenses = [
      [l10n.t('Show on Map'), 'lexiclip.revealOnMap'],
      [l10n.t('Find Similar'), 'lexiclip.findSimilar'],
      [l10n.t('Open Image'), 'lexiclip.openImage'],
    ] as const;
    return lenses.map(([title, command]) => new vscode.CodeLens(top, { title, command, arguments: [uri] }));
  }
}
