import * as vscode from 'vscode';
import { projectionIn } from '../../core/collection/paths.ts';
import { sessionOfFile } from '../files/session-of-file.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';

/** The file of a map of a collection that is open in the window. */
export interface MapFile {
  readonly session: FolderSession;
  /** In the collection. */
  readonly path: string;
}

/**
 * Which map's file an address names; undefined for any other file.
 * @param uri Of the file, or of a version of it: one of git has the file's path, too.
 */
export function mapFileOf(sessions: FolderSessions, uri: vscode.Uri): MapFile | undefined {
  const file = presentUri(uri);
  const session = sessionOfFile(sessions, file);
  const path = session?.pathOf(file);
  if (session === undefined || path === undefined) return undefined;
  const name = projectionIn(path);
  return name === undefined || name.includes('/') ? undefined : { session, path };
}

/** Whether an address is that of the file as it is now. */
export function isPresent({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

/** The file as it is now, of which `uri` may name a version. */
export function presentUri(uri: vscode.Uri): vscode.Uri {
  return isPresent(uri) ? uri : vscode.Uri.file(uri.fsPath);
}
