import type { CollectionStore } from './store.ts';

interface Kept {
  readonly stamps: string;
  readonly value: Promise<unknown>;
}

/** What was read of files, kept in memory while the files are as they were. Who asks twice at once shares one reading. */
export class StampedCache {
  readonly #store: Pick<CollectionStore, 'stamp'>;
  readonly #kept = new Map<string, Kept>();

  constructor(store: Pick<CollectionStore, 'stamp'>) {
    this.#store = store;
  }

  /**
   * @param key Names what is kept; a key holds one value at a time.
   * @param paths All files that the value follows from. Where one of them is not there, nothing is kept.
   * @param read Answers undefined for what cannot be used, which is not kept either.
   */
  async get<T>(
    key: string,
    paths: readonly string[],
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    // Before reading: a change in between makes the next stamp another.
    const all = await Promise.all(paths.map((path) => this.#store.stamp(path)));
    const known = this.#kept.get(key);
    if (!all.every((stamp) => stamp !== undefined)) {
      this.#kept.delete(key);
      return read();
    }
    const stamps = JSON.stringify([paths, all]);
    if (known?.stamps === stamps) return known.value as Promise<T | undefined>;
    const kept: Kept = { stamps, value: read() };
    this.#kept.set(key, kept);
    const drop = (): void => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    };
    try {
      const value = await kept.value;
      if (value === undefined) drop();
      return value as T | undefined;
    } catch (error) {
      drop();
      throw error;
    }
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}
