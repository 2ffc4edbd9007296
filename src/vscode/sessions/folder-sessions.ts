import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { Log } from '../log.ts';
import { pickOne } from '../quick-input.ts';
import type { Works } from '../work/works.ts';
import { CurrentFolder } from './current-folder.ts';
import { FolderSession, type SessionChange } from './folder-session.ts';
import { withCollection } from './with-collection.ts';

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
  readonly #current: CurrentFolder;
  readonly #changes = new vscode.EventEmitter<FolderChange>();
  readonly onChange = this.#changes.event;
  readonly #disposables: readonly vscode.Disposable[];

  constructor(context: vscode.ExtensionContext, log: Log, works: Works) {
    this.works = works;
    this.#context = context;
    this.#log = log;
    this.#current = new CurrentFolder(context.workspaceState);
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

  /** The user turned to a folder: commands that name none are about it. */
  turnTo({ folder }: FolderSession): void {
    this.#current.set(folder);
  }

  /**
   * The folder to work in: the only one, else the one that the user looked at last, else the one that the user picks.
   * Undefined where the user picked none.
   * @param of Where work begins anew, all folders; else those that have a collection, if any has.
   * @throws LexiclipError `no-workspace`
   */
  async choose(of: 'all' | 'collections' = 'collections'): Promise<FolderSession | undefined> {
    const { all } = this;
    if (all.length === 0) throw new LexiclipError({ kind: 'no-workspace' });
    const collections = of === 'all' ? [] : await withCollection(all);
    const offered = collections.length === 0 ? all : collections;
    if (offered.length === 1) return offered[0];
    return offered.find(({ folder }) => this.#current.is(folder)) ?? this.ask(offered);
  }

  /** The folder that the user picks, and turns to by that. @throws LexiclipError `no-workspace` */
  async ask(offered = this.all): Promise<FolderSession | undefined> {
    if (offered.length === 0) throw new LexiclipError({ kind: 'no-workspace' });
    const items = offered
      .map((session) => ({ label: session.folder.name, description: session.folder.uri.fsPath, session }))
      .sort(
        (a, b) => Number(this.#current.is(b.session.folder)) - Number(this.#current.is(a.session.folder)),
      );
    const title = l10n.t('LexiCLIP: Choose a Folder');
    const picked = await pickOne(items, {
      title,
      placeholder: l10n.t('Which folder should LexiCLIP work in?'),
    });
    if (picked !== undefined) this.turnTo(picked.session);
    return picked?.session;
  }

  /** A title that also tells in which folder something is done, where there are several. */
  titleIn({ folder }: FolderSession, title: string): string {
    return this.all.length > 1 ? l10n.t('{0} in {1}', title, folder.name) : title;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#current.dispose();
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
