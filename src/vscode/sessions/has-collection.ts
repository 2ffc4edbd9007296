import * as vscode from 'vscode';
import type { FolderSessions } from './folder-sessions.ts';

/**
 * Keeps VS Code told whether any folder has a collection: menus of image files ask for it (`lexiclip.hasCollection`).
 * @param onTold Told the same.
 */
export function tellHasCollection(
  sessions: FolderSessions,
  onTold: (hasCollection: boolean) => void,
): vscode.Disposable {
  let told: boolean | undefined;
  const tell = async (): Promise<void> => {
    // Its list alone: reading the index of a large one takes a second, which nobody may need. What cannot be read says so elsewhere.
    const lists = sessions.all.map(({ collection }) => collection.read().catch(() => undefined));
    const has = (await Promise.all(lists)).some((list) => list !== undefined);
    if (has === told) return;
    told = has;
    onTold(has);
    await vscode.commands.executeCommand('setContext', 'lexiclip.hasCollection', has);
  };
  void tell();
  return sessions.onChange(({ change }) => {
    if (change === 'collection' || change === 'removed') void tell();
  });
}
