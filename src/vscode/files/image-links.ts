import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { sessionOfFile } from './session-of-file.ts';

/** Makes the path of the image in a prompt file a link that opens it. */
export class ImageLinks implements vscode.DocumentLinkProvider {
  readonly #sessions: FolderSessions;

  constructor(sessions: FolderSessions) {
    this.#sessions = sessions;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const session = sessionOfFile(this.#sessions, document.uri);
    const image = await session?.imageOf(document.uri);
    if (session === undefined || image === undefined) return [];
    // One that may not be opened, or is gone, is no link.
    const place = await session.collection.store.locateImage(image.image).catch(() => undefined);
    if (place === undefined) return [];
    const quoted = JSON.stringify(image.image);
    const text = document.getText();
    const key = text.lastIndexOf('"lexiclip"');
    const start = text.indexOf(quoted, key);
    if (key === -1 || start === -1) return [];
    const range = new vscode.Range(
      document.positionAt(start + 1),
      document.positionAt(start + quoted.length - 1),
    );
    const link = new vscode.DocumentLink(range, vscode.Uri.file(path.join(place.folder, place.path)));
    link.tooltip = l10n.t('Open Image');
    return [link];
  }
}
