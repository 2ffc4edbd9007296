import type { FolderSession } from './folder-session.ts';
import type { FolderSessions } from './folder-sessions.ts';

/**
 * The folder that a page, a link or another extension names.
 * @param address `workspaceFolder.uri.toString()`.
 * @returns Undefined where the window has no such folder any more.
 */
export function sessionAt({ all }: Pick<FolderSessions, 'all'>, address: unknown): FolderSession | undefined {
  return all.find(({ folder }) => folder.uri.toString() === address);
}
