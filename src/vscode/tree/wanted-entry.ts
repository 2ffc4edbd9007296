import type * as vscode from 'vscode';
import type { WantedEntry } from './entries.ts';
import type { TreeNode } from './nodes.ts';

/** Rows in one list of the tree. */
const MOST_IN_A_LIST = 1000;

type Entries = (path: string, node: TreeNode, children?: WantedEntry['children']) => WantedEntry;

/** Makes rows of a folder, each by what is different for each. */
export function entriesIn(folder: vscode.WorkspaceFolder): Entries {
  return (path, node, children = []) => ({
    id: idIn(folder, path),
    node,
    look: JSON.stringify({ ...node, folder: undefined }),
    children,
  });
}

export function idIn(folder: vscode.WorkspaceFolder, path: string): string {
  return `${folder.uri.toString()}/${path}`;
}

/** A row for each item; of very many, ranges that are opened one by one: the editor lists some thousand in a second. */
export function inRanges<T>(
  folder: vscode.WorkspaceFolder,
  path: string,
  items: readonly T[],
  rowOf: (item: T) => WantedEntry,
): readonly WantedEntry[] {
  const rowsFrom = (from: number): readonly WantedEntry[] =>
    items.slice(from, from + MOST_IN_A_LIST).map(rowOf);
  if (items.length <= MOST_IN_A_LIST) return rowsFrom(0);
  return Array.from({ length: Math.ceil(items.length / MOST_IN_A_LIST) }, (_, part) => {
    const from = part * MOST_IN_A_LIST;
    const last = Math.min(from + MOST_IN_A_LIST, items.length);
    return entriesIn(folder)(`${path}/${from}`, { kind: 'range', folder, first: from + 1, last }, () =>
      rowsFrom(from),
    );
  });
}
