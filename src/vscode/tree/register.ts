import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { ViewWork } from '../work/view-work.ts';
import { CollectionTree } from './collection-tree.ts';
import { TreeSelection } from './tree-selection.ts';

/** Puts the tree into its view; the view's name is package.json's. */
export function registerCollectionTree(
  context: vscode.ExtensionContext,
  sessions: FolderSessions,
  log: Log,
): { readonly tree: CollectionTree; readonly work: ViewWork } {
  const tree = new CollectionTree(sessions, log);
  const view = vscode.window.createTreeView('lexiclip.collection', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const selection = new TreeSelection(sessions, log);
  const selected = view.onDidChangeSelection((event) => {
    void selection.follow(event.selection);
  });
  const refresh = (): void => {
    void tree.refresh();
  };
  const moved = vscode.workspace.onDidChangeWorkspaceFolders(refresh);
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(refresh);
  const changed = sessions.onChange(({ session, change }) => {
    if (change === 'collection') void tree.refresh(session);
    if (change === 'removed') tree.forget(session);
  });
  const work = new ViewWork(view, sessions.works);
  context.subscriptions.push(view, selected, moved, trusted, changed, work);
  return { tree, work };
}
