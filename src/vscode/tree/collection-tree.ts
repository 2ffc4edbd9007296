import * as vscode from 'vscode';
import { describeError } from '../../core/wording.ts';
import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { TreeEntries, type TreeEntry, type WantedEntry } from './entries.ts';
import { treeItem } from './items.ts';
import { wantedFolder, wantedGroups, wantedUnreadable } from './wanted.ts';

/** What was last read of a folder, and by which reading. */
interface FolderState {
  readonly groups: readonly WantedEntry[];
  readonly reading: number;
}

/**
 * The collection as a tree: Concepts → prompts, and maps. Empty without one, so that the welcome shows. It answers from
 * what it holds and reads in the background; only rows that differ are drawn anew.
 */
export class CollectionTree implements vscode.TreeDataProvider<TreeEntry> {
  readonly #sessions: FolderSessions;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<TreeEntry[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #entries = new TreeEntries();
  readonly #states = new Map<FolderSession, FolderState>();
  #readings = 0;
  #first: Promise<void> | undefined;
  /** The rows that are selected in the view. */
  selected: readonly TreeEntry[] = [];
  /** Before VS Code has asked for the tree there is nothing to draw anew. */
  #isShown = false;

  constructor(sessions: FolderSessions, log: Log) {
    this.#sessions = sessions;
    this.#log = log;
  }

  /** Reads the collection of a folder, or of all, and shows what is new. */
  async refresh(session?: FolderSession): Promise<void> {
    await Promise.all((session === undefined ? this.#sessions.all : [session]).map((one) => this.#read(one)));
    this.#show();
  }

  /** A folder has left the workspace; the refresh after it takes its rows away. */
  forget(session: FolderSession): void {
    this.#states.delete(session);
  }

  getTreeItem(entry: TreeEntry): vscode.TreeItem {
    return treeItem(entry);
  }

  async getChildren(entry?: TreeEntry): Promise<TreeEntry[]> {
    if (entry !== undefined) return [...this.#entries.childrenOf(entry)];
    await (this.#first ??= this.refresh());
    this.#isShown = true;
    return [...this.#entries.roots];
  }

  getParent({ parent }: TreeEntry): TreeEntry | undefined {
    return parent;
  }

  async #read(session: FolderSession): Promise<void> {
    const reading = ++this.#readings;
    const groups = await this.#groups(session);
    // Readings may overtake each other: what is older does not replace what is newer.
    if (reading > (this.#states.get(session)?.reading ?? 0)) this.#states.set(session, { groups, reading });
  }

  async #groups(session: FolderSession): Promise<readonly WantedEntry[]> {
    const { folder } = session;
    try {
      const snapshot = await session.snapshot();
      return snapshot === undefined ? [] : wantedGroups(folder, snapshot, await session.state());
    } catch (error) {
      const message = describeError(error);
      this.#log.warn(message);
      return wantedUnreadable(folder, message);
    }
  }

  #show(): void {
    const { all } = this.#sessions;
    const groupsOf = (session: FolderSession): readonly WantedEntry[] =>
      this.#states.get(session)?.groups ?? [];
    const filled = all.filter((session) => groupsOf(session).length > 0);
    const redraw = this.#entries.update(
      all.length <= 1
        ? filled.flatMap(groupsOf)
        : filled.map((session) => wantedFolder(session.folder, groupsOf(session))),
    );
    if (!this.#isShown) return;
    if (redraw === 'everything') this.#changed.fire(undefined);
    else if (redraw.length > 0) this.#changed.fire([...redraw]);
  }
}
