import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { Log } from '../log.ts';
import { pickOne } from '../quick-input.ts';
import type { Works } from '../work/works.ts';
import { FolderSession, type SessionChange } from './folder-session.ts';

const LAST_FOLDER = 'lexiclip.lastFolder';

const EMBEDDING_SETTINGS = ['lexiclip.model', 'lexiclip.device', 'lexiclip.inference'];

/** A change, and in which folder. */
export interface FolderChange {
  readonly session: FolderSession;
  readonly change: SessionChange;
}

/** The workspace's folders, each with its session. */
export class FolderSessions {
  readonly works: Works;
  readonly #context: vscode.ExtensionContext;
  readonly #log: Log;
  readonly #sessions = new Map<string, FolderSession>();
  readonly #changes = new vscode.EventEmitter<FolderChange>();
  readonly onChange = this.#changes.event;
  readonly #disposables: readonly vscode.Disposable[];

  constructor(context: vscode.ExtensionContext, log: Log, works: Works) {
    this.works = works;
    this.#context = context;
    this.#log = log;
    this.#disposables = [
      // Which images have vectors is another question for another model.
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (EMBEDDING_SETTINGS.some((name) => change.affectsConfiguration(name)))
          for (const session of this.#sessions.values()) session.tellCollection();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.#forget(folder);
      }),
    ];
  }

  get installation(): vscode.Uri {
    return this.#context.extensionUri;
  }

  /** Of the folders that a collection can be in, in the workspace's order. */
  get all(): readonly FolderSession[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    return folders.map((folder) => this.of(folder));
  }

  of(folder: vscode.WorkspaceFolder): FolderSession {
    const key = folder.uri.toString();
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const session = new FolderSession(folder, this.installation, this.#log, this.works);
    session.onChange((change) => this.#changes.fire({ session, change }));
    this.#sessions.set(key, session);
    return session;
  }

  /**
   * The folder to work in: the only one, or the one that the user picks (the last one first).
   * Undefined where the user picked none. @throws LexiclipError `no-workspace`.
   */
  async choose(): Promise<FolderSession | undefined> {
    const { all } = this;
    if (all.length === 0) throw new LexiclipError({ kind: 'no-workspace' });
    if (all.length === 1) return all[0];
    const last = this.#context.workspaceState.get<string>(LAST_FOLDER);
    const items = all
      .map((session) => ({
        label: session.folder.name,
        description: session.folder.uri.fsPath,
        session,
      }))
      .sort((a, b) => Number(b.description === last) - Number(a.description === last));
    const title = 'LexiCLIP: Choose a Folder';
    const picked = await pickOne(items, { title, placeholder: 'Which folder holds the collection?' });
    if (picked !== undefined) await this.#context.workspaceState.update(LAST_FOLDER, picked.description);
    return picked?.session;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#changes.dispose();
    for (const session of this.#sessions.values()) session.dispose();
  }

  /** A folder that leaves the workspace takes its collection out of memory, and its map out of the window. */
  #forget(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    const session = this.#sessions.get(key);
    if (session === undefined) return;
    this.#sessions.delete(key);
    this.#changes.fire({ session, change: 'removed' });
    session.dispose();
  }
}
