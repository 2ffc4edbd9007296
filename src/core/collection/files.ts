import type { Pause } from './index-entries.ts';
import type { ParsedFiles } from './parsed-files.ts';
import type { Problems } from './problems.ts';
import type { StampedCache } from './stamped-cache.ts';
import type { CollectionStore } from './store.ts';

/** A collection's files, and which of them cannot be used. */
export interface CollectionFiles {
  readonly store: CollectionStore;
  readonly problems: Problems;
}

/** The same, with what was read of large ones kept in memory. */
export interface CachedFiles extends CollectionFiles {
  readonly cache: StampedCache;
  readParsed<K extends keyof ParsedFiles>(kind: K, path: string): Promise<ParsedFiles[K] | undefined>;
  readonly pause: Pause;
}

/** The names in a folder, sorted by code unit; none, and a problem, where it cannot be listed. */
export async function namesIn(
  { store, problems }: CollectionFiles,
  folder: string,
): Promise<readonly string[]> {
  return (await problems.of(folder, () => store.list(folder))) ?? [];
}
