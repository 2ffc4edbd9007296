import * as vscode from 'vscode';
import { filesDroppedOnTree } from '../dropped.ts';
import type { Log } from '../log.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { ViewWork } from '../work/view-work.ts';
import { CollectionTree } from './collection-tree.ts';
import { tellFolderImages } from './folder-images.ts';
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
    dragAndDropController: { ...filesDroppedOnTree, dragMimeTypes: [] },
  });
  tree.attach(view);
  const selection = new TreeSelection(sessions, log);
  const selected = view.onDidChangeSelection((event) => {
    tree.selected = event.selection;
    const [first, ...others] = event.selection;
    if (first !== undefined) sessions.turnTo(sessions.of(first.node.folder));
    const isOneKind = others.every(({ node }) => node.kind === first?.node.kind);
    const kind = isOneKind ? first?.node.kind : undefined;
    void vscode.commands.executeCommand('setContext', 'lexiclip.selectedRow', kind);
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
  const images = tellFolderImages(sessions, view);
  const work = new ViewWork(view, sessions.works);
  context.subscriptions.push(view, selected, moved, trusted, changed, images, work);
  return { tree, work };
}
