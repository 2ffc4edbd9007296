import type { FolderSession } from './folder-session.ts';

/** Those of some folders that have a collection. What cannot be read is told where it is used. */
export async function withCollection(sessions: readonly FolderSession[]): Promise<readonly FolderSession[]> {
  // Its list alone: reading the index of a large one takes a second, which nobody may need.
  const lists = sessions.map(({ collection }) => collection.read().catch(() => undefined));
  const found = await Promise.all(lists);
  return sessions.filter((_, index) => found[index] !== undefined);
}
