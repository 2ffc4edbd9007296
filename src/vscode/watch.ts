import * as vscode from 'vscode';

/** A run writes hundreds of files; what shows them waits until it pauses. */
const QUIET_MS = 300;

/** Calls back with the folder whose collection changed on disk, once for a burst of changes. */
export function watchCollections(onChange: (folder: vscode.WorkspaceFolder) => void): vscode.Disposable {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const watcher = vscode.workspace.createFileSystemWatcher(
    '**/.lexiclip/{collection.json,projections/*,concepts/*/*}',
  );
  const changed = (uri: vscode.Uri): void => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return;
    const key = folder.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        onChange(folder);
      }, QUIET_MS),
    );
  };
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
