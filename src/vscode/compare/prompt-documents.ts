import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { promptLines } from '../../core/compare/prompt-text.ts';
import { readCompared } from '../../core/compare/stage.ts';
import { plainText } from '../../core/plain-text.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { sessionAt } from '../sessions/session-at.ts';

/** Of the documents that a diff editor compares: prompts as lines, made when they are asked for, and never files. */
const PROMPT_SCHEME = 'lexiclip-prompt';

/** The image of such a document. */
export interface PromptAddress {
  /** The workspace folder's URI. */
  readonly folder: string;
  readonly id: string;
}

/** @param name What the document is called. */
export function promptUri({ folder, id }: PromptAddress, name: string): vscode.Uri {
  const path = `/${name.replace(/[/\\?#]+/g, ' ')}`;
  return vscode.Uri.from({ scheme: PROMPT_SCHEME, path, query: JSON.stringify([folder, id]) });
}

/** The image that a document is of; undefined for any other document. */
export function promptAddress({ scheme, query }: vscode.Uri): PromptAddress | undefined {
  if (scheme !== PROMPT_SCHEME) return undefined;
  try {
    const [folder, id] = JSON.parse(query) as unknown[];
    return typeof folder === 'string' && typeof id === 'string' ? { folder, id } : undefined;
  } catch {
    return undefined;
  }
}

/** Prompts as read-only documents that follow their prompt files. */
export class PromptDocuments implements vscode.TextDocumentContentProvider {
  readonly #sessions: FolderSessions;
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changes.event;
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(sessions: FolderSessions) {
    this.#sessions = sessions;
    this.#disposables = [
      vscode.workspace.registerTextDocumentContentProvider(PROMPT_SCHEME, this),
      sessions.onChange(({ session, change }) => {
        if (change === 'collection') this.#tell(session);
      }),
      this.#changes,
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const address = promptAddress(uri);
    const session = sessionAt(this.#sessions, address?.folder);
    if (address === undefined || session === undefined)
      return `${l10n.t('This folder is not open any more.')}\n`;
    const { collection } = session;
    const image = await readCompared(collection, await collection.index.recentView(), address.id);
    if (image === undefined)
      return `${l10n.t('The image {0} is not in the collection any more, or its prompt file cannot be read.', plainText(address.id))}\n`;
    return `${promptLines(image).join('\n')}\n`;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #tell(session: FolderSession): void {
    const folder = session.folder.uri.toString();
    for (const { uri } of vscode.workspace.textDocuments)
      if (promptAddress(uri)?.folder === folder) this.#changes.fire(uri);
  }
}
