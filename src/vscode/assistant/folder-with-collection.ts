import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { withCollection } from '../sessions/with-collection.ts';

/** The first workspace folder that has a collection, or the first of all; a language model is not asked which. */
export async function folderWithCollection({ all }: FolderSessions): Promise<FolderSession | undefined> {
  const [first] = await withCollection(all);
  return first ?? all[0];
}
