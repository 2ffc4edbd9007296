import * as vscode from 'vscode';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { imageTooltip } from '../thumbnails.ts';
import { sessionOfFile } from './session-of-file.ts';

/** In a file of a collection, under the pointer: the image whose id or path a text is. */
export class ImageHover implements vscode.HoverProvider {
  readonly #sessions: FolderSessions;

  constructor(sessions: FolderSessions) {
    this.#sessions = sessions;
  }

  async provideHover(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Hover | undefined> {
    const range = document.getWordRangeAtPosition(at, JSON_TEXT);
    const session = sessionOfFile(this.#sessions, document.uri);
    const text = range === undefined ? undefined : textIn(document.getText(range));
    if (session === undefined || text === undefined) return undefined;
    const own = await session.imageOf(document.uri);
    // In a prompt file, its own path; anywhere, an id.
    const image = own?.image === text ? own : await session.image(text);
    if (image === undefined) return undefined;
    const shown = await imageTooltip(session, image, 300);
    return new vscode.Hover(shown, range);
  }
}

/** A text of JSON on one line, with its quotes; shorter than a line of a damaged file. */
const JSON_TEXT = /"(?:[^"\\\n]|\\.){1,1000}"/;

function textIn(json: string): string | undefined {
  try {
    const text: unknown = JSON.parse(json);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
