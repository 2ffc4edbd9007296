import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import type { TreeEntry } from './entries.ts';
import { imagesOfRows } from './row-images.ts';

/**
 * Passes on which rows are selected in the tree: two and more are the folder's selection, as long as nobody selects
 * something else. One row alone is what is looked at: a click on it must not cost the selection that was made on the map.
 */
export class TreeSelection {
  readonly #sessions: FolderSessions;
  readonly #log: Log;
  /** What the tree has selected in folders. */
  readonly #own = new Map<FolderSession, readonly string[]>();
  #asked = 0;

  constructor(sessions: FolderSessions, log: Log) {
    [this.#sessions, this.#log] = [sessions, log];
  }

  async follow(rows: readonly TreeEntry[]): Promise<void> {
    const asked = ++this.#asked;
    try {
      for (const session of this.#sessions.all) {
        const ids = await imagesOfRows(session, rows);
        // Rows may have been selected meanwhile.
        if (asked !== this.#asked) return;
        this.#select(session, rows.length > 1 ? ids : []);
      }
    } catch (error) {
      // A collection that cannot be read has told so already.
      this.#log.debug(`What is selected in the sidebar cannot be read: ${String(error)}`);
    }
  }

  #select(session: FolderSession, ids: readonly string[]): void {
    const { selection } = session;
    if (ids.length > 0) {
      selection.select(ids);
      this.#own.set(session, ids);
      return;
    }
    if (this.#own.get(session) === selection.ids) selection.select([]);
    this.#own.delete(session);
  }
}
