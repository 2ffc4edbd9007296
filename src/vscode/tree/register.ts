import * as vscode from 'vscode';
import type { LexiclipFolders } from '../folders.ts';
import type { Log } from '../log.ts';
import { CollectionTree } from './collection-tree.ts';

/** Puts the tree into its view; the view's name is package.json's. */
export function registerCollectionTree(
  context: vscode.ExtensionContext,
  folders: LexiclipFolders,
  log: Log,
): CollectionTree {
  const tree = new CollectionTree(folders, log);
  const view = vscode.window.createTreeView('lexiclip.collection', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const refresh = (): void => {
    void tree.refresh();
  };
  const moved = vscode.workspace.onDidChangeWorkspaceFolders(refresh);
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(refresh);
  context.subscriptions.push(view, moved, trusted);
  return tree;
}
