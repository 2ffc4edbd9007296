import * as vscode from 'vscode';
import type { FolderSessions } from './folder-sessions.ts';
import { withCollection } from './with-collection.ts';

/** Keeps VS Code told whether any folder has a collection: menus of image files ask for it (`lexiclip.hasCollection`). */
export function tellHasCollection(sessions: FolderSessions): vscode.Disposable {
  let told: boolean | undefined;
  const tell = async (): Promise<void> => {
    const has = (await withCollection(sessions.all)).length > 0;
    if (has === told) return;
    told = has;
    await vscode.commands.executeCommand('setContext', 'lexiclip.hasCollection', has);
  };
  void tell();
  return sessions.onChange(({ change }) => {
    if (change === 'collection' || change === 'removed') void tell();
  });
}
