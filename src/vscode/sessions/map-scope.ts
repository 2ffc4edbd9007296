import type { StoredMap } from '../../core/collection/stored-map.ts';
import type { KeptColumns } from '../../core/explore/kept-columns.ts';
import type { FileWay } from '../../protocol/explorer.ts';

/** The maps of an explorer that does not show all of its folder. */
export interface MapScope {
  /** What its page was given last. */
  readonly columns: KeptColumns;
  /** In the order in which they are offered. @throws LexiclipError where one of them cannot be had. */
  maps(): Promise<readonly StoredMap[]>;
  /** Whether a map of the collection is one of them. */
  includes(name: string): boolean;
  /** What leads on where they cannot be shown. @param error What `maps` threw. */
  ways(error: unknown): readonly FileWay[];
  /** Goes one of these ways. */
  go(way: FileWay): Promise<void>;
}
