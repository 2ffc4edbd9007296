import type * as vscode from 'vscode';
import { registerCommands } from './vscode/commands/register.ts';
import { ExplorerPanels } from './vscode/explorer/panels.ts';
import { LexiclipFolders } from './vscode/folders.ts';
import { openLog } from './vscode/log.ts';
import { DeviceStatus } from './vscode/status-bar.ts';
import { registerCollectionTree } from './vscode/tree/register.ts';
import { watchCollections } from './vscode/watch.ts';

/** Composes the extension. Nothing native is loaded here: the model runs in a process that commands start. */
export function activate(context: vscode.ExtensionContext): void {
  const log = openLog();
  const folders = new LexiclipFolders(context, log);
  const panels = new ExplorerPanels(folders, log);
  const tree = registerCollectionTree(context, folders, log);
  const status = new DeviceStatus();
  registerCommands({ context, folders, panels, tree, status, log });
  const watch = watchCollections((folder) => {
    void tree.refresh(folder);
    void panels.refresh(folder);
  });
  context.subscriptions.push(log, panels, status, watch);
}
