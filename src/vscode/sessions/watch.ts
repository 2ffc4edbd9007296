import * as vscode from 'vscode';
import type { FolderSession } from './folder-session.ts';
import type { FolderSessions } from './folder-sessions.ts';

/** A run writes hundreds of files; what shows them waits until it pauses. */
const QUIET_MS = 300;

/** Of a folder that is deleted or moved, VS Code tells alone, and not of what was in it. */
const WATCHED = `**/{${[
  '.lexiclip',
  '.lexiclip/collection.json',
  '.lexiclip/concepts',
  '.lexiclip/concepts/*',
  '.lexiclip/concepts/*/*',
  '.lexiclip/projections',
  '.lexiclip/projections/*',
  '.lexiclip/clusters',
  '.lexiclip/clusters/*',
  // A run that embeds writes them at its end; its journal is nobody's.
  '.lexiclip/cache/embeddings/*.json',
].join(',')}}`;

/** Tells each session which files of its collection change on disk, and, once for a burst of changes, that some did. */
export function watchCollections(sessions: FolderSessions): vscode.Disposable {
  const timers = new Map<FolderSession, ReturnType<typeof setTimeout>>();
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  const changed = (uri: vscode.Uri): void => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return;
    const session = sessions.of(folder);
    session.fileChanged(session.pathOf(uri));
    clearTimeout(timers.get(session));
    timers.set(
      session,
      setTimeout(() => {
        timers.delete(session);
        session.tellCollection();
      }, QUIET_MS),
    );
  };
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
