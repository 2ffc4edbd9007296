import * as vscode from 'vscode';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';

/** The folder that a file is in; undefined for one that is in none of the window. */
export function sessionOfFile(sessions: FolderSessions, uri: vscode.Uri): FolderSession | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder?.uri.scheme === 'file' ? sessions.of(folder) : undefined;
}
