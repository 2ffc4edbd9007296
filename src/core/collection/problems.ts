import { isAbout, isAboutOneFile, LexiclipError, type Failure } from '../errors.ts';
import type { CollectionStore } from './store.ts';

/** The files of a collection that were found unusable when they were read last. */
export class Problems {
  readonly #failures = new Map<string, Failure>();
  readonly #told = new Set<string>();
  readonly #onProblem: (failure: Failure) => void;

  /** @param onProblem Told of each once, however often it is met. */
  constructor(onProblem: (failure: Failure) => void) {
    this.#onProblem = onProblem;
  }

  /** What reading a file answers; undefined, and a problem, where it fails for a reason of that file's. */
  async of<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await read();
      this.solved(path);
      return answer;
    } catch (error) {
      if (!isAboutOneFile(error)) throw error;
      this.add(path, error.failure);
      return undefined;
    }
  }

  /** The same for a file that can be computed again: one of a newer version is such, too. */
  async ofCache<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.of(path, () => read().catch(sayCache));
    } catch (error) {
      if (!isAbout(error, 'newer-format')) throw error;
      this.add(path, error.failure);
      return undefined;
    }
  }

  add(path: string, failure: Failure): void {
    this.#failures.set(path, failure);
    this.tell(failure);
  }

  tell(failure: Failure): void {
    const key = JSON.stringify(failure);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#onProblem(failure);
  }

  failureOf(path: string): Failure | undefined {
    return this.#failures.get(path);
  }

  has(path: string): boolean {
    return this.#failures.has(path);
  }

  solved(path: string): void {
    this.#failures.delete(path);
  }

  /** Forgets those in a folder that have none of these names. */
  keepOnly(folder: string, names: readonly string[]): void {
    const there = new Set(names.map((name) => `${folder}/${name}`));
    for (const path of this.#failures.keys())
      if (folderOf(path) === folder && !there.has(path)) this.solved(path);
  }

  /** Forgets those of files that are not there any more: a cache may be deleted by hand. */
  async forgetGone(store: Pick<CollectionStore, 'list'>): Promise<void> {
    for (const folder of new Set([...this.#failures.keys()].map(folderOf))) {
      const names = folder === '' ? undefined : await store.list(folder).catch(() => undefined);
      if (names !== undefined) this.keepOnly(folder, names);
    }
  }

  /** By path, sorted. */
  all(): readonly { readonly path: string; readonly failure: Failure }[] {
    return [...this.#failures]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, failure]) => ({ path, failure }));
  }
}

/** Empty for a file of the collection's own folder. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Nobody has to repair what is computed again. */
function sayCache(error: unknown): never {
  if (!(error instanceof LexiclipError) || error.failure.kind !== 'corrupt-file') throw error;
  const { path, detail } = error.failure;
  throw new LexiclipError({ kind: 'damaged-cache', path, detail }, { cause: error });
}
