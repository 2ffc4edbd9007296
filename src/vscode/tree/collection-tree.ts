import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import { describeError } from '../../core/wording.ts';
import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { imageTooltip, thumbnailOf } from '../thumbnails.ts';
import { TreeEntries, type TreeEntry, type WantedEntry } from './entries.ts';
import { TOOLTIP_LIMIT, treeItem } from './items.ts';
import { idIn } from './wanted-entry.ts';
import { aboveImage, wantedFolder, wantedGroups, wantedUnreadable } from './wanted.ts';

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
  #view: vscode.TreeView<TreeEntry> | undefined;
  /** Rows of images that had no thumbnail when they were drawn: they may have one by now. */
  readonly #unpictured = new Set<TreeEntry>();
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

  async getTreeItem(entry: TreeEntry): Promise<vscode.TreeItem> {
    const item = treeItem(entry);
    const { node } = entry;
    if (node.kind !== 'prompt') return item;
    const thumbnail = await thumbnailOf(this.#sessions.of(node.folder), node.prompt.id);
    if (thumbnail === undefined) this.#unpictured.add(entry);
    else item.iconPath = thumbnail;
    return item;
  }

  /** The image, large, and all of its prompt, where the pointer rests on a row. */
  async resolveTreeItem(item: vscode.TreeItem, { node }: TreeEntry): Promise<vscode.TreeItem> {
    if (node.kind === 'prompt')
      item.tooltip = await imageTooltip(this.#sessions.of(node.folder), node.prompt, TOOLTIP_LIMIT);
    return item;
  }

  async getChildren(entry?: TreeEntry): Promise<TreeEntry[]> {
    if (entry !== undefined) return [...this.#entries.childrenOf(entry)];
    await (this.#first ??= this.refresh());
    this.#isShown = true;
    return [...this.#entries.roots];
  }

  /** Shows the row of a prompt file, and selects it. @throws LexiclipError `not-collected` */
  async reveal(folder: vscode.WorkspaceFolder, path: string): Promise<void> {
    await (this.#first ??= this.refresh());
    const entry = this.#entries.find(idIn(folder, path), aboveImage(folder, path));
    if (entry === undefined) throw new LexiclipError({ kind: 'not-collected', path });
    await this.#view?.reveal(entry, { select: true, focus: true });
  }

  /** What this is shown in. */
  attach(view: vscode.TreeView<TreeEntry>): void {
    this.#view = view;
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
    const unpictured = [...this.#unpictured].filter(({ id }) => this.#entries.has(id));
    this.#unpictured.clear();
    if (redraw === 'everything') this.#changed.fire(undefined);
    else if (redraw.length + unpictured.length > 0) this.#changed.fire([...redraw, ...unpictured]);
  }
}
