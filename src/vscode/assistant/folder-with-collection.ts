import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';

/** The first workspace folder that has a collection, or the first of all; a language model is not asked which. */
export async function folderWithCollection({ all }: FolderSessions): Promise<FolderSession | undefined> {
  for (const session of all) {
    // One that cannot be read is told where it is used.
    const list = await session.collection.read().catch(() => undefined);
    if (list !== undefined) return session;
  }
  return all[0];
}
