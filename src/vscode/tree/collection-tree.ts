import * as vscode from 'vscode';
import { describeError } from '../../core/wording.ts';
import type { LexiclipFolders } from '../folders.ts';
import type { Log } from '../log.ts';
import { treeItem } from './items.ts';
import type { TreeNode } from './nodes.ts';

/** The collection as a tree: Concepts → prompts, and Projections. Empty without one, so that the welcome shows. */
export class CollectionTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #folders: LexiclipFolders;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** By folder: what its entries were made of. */
  readonly #shown = new Map<string, string>();

  constructor(folders: LexiclipFolders, log: Log) {
    this.#folders = folders;
    this.#log = log;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Draws the list anew where a folder's entries differ from those shown: an entry drawn anew loses its click. */
  async refreshChanged(folder: vscode.WorkspaceFolder): Promise<void> {
    const snapshot = await this.#folders
      .open(folder)
      .snapshot()
      // What cannot be read is told by the list itself.
      .catch(() => null);
    if (JSON.stringify(snapshot) !== this.#shown.get(folder.uri.toString())) this.refresh();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'folder':
        return this.#groups(node.folder);
      case 'concepts':
        return node.concepts.map((concept) => ({ kind: 'concept', folder: node.folder, concept }));
      case 'projections':
        return node.projections.map((projection) => ({
          kind: 'projection',
          folder: node.folder,
          projection,
        }));
      case 'concept':
        return node.concept.prompts.map((prompt) => ({ kind: 'prompt', folder: node.folder, prompt }));
      default:
        return [];
    }
  }

  async #roots(): Promise<TreeNode[]> {
    const { all } = this.#folders;
    const groups = await Promise.all(all.map((folder) => this.#groups(folder)));
    if (all.length <= 1) return groups.flat();
    return all.flatMap((folder, index) =>
      groups[index]?.length === 0 ? [] : [{ kind: 'folder', folder } as const],
    );
  }

  async #groups(folder: vscode.WorkspaceFolder): Promise<TreeNode[]> {
    try {
      this.#shown.delete(folder.uri.toString());
      const snapshot = await this.#folders.open(folder).snapshot();
      if (snapshot === undefined) return [];
      this.#shown.set(folder.uri.toString(), JSON.stringify(snapshot));
      const { concepts, projections } = snapshot;
      return [
        { kind: 'concepts', folder, concepts },
        { kind: 'projections', folder, projections },
      ];
    } catch (error) {
      const message = describeError(error);
      this.#log.warn(message);
      return [{ kind: 'problem', folder, message }];
    }
  }
}
