import { isAbout, isAboutOneFile, LexiclipError, type Failure } from '../errors.ts';
import type { CollectionStore } from '../ports.ts';

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

  /** Forgets those of files in a folder that are not there any more. */
  keepOnly(folder: string, names: readonly string[]): void {
    for (const path of this.#failures.keys())
      if (path.startsWith(`${folder}/`) && !names.includes(path.slice(folder.length + 1))) this.solved(path);
  }

  /** Forgets those of files that are not there any more: a cache may be deleted by hand. */
  async forgetGone(store: Pick<CollectionStore, 'list'>): Promise<void> {
    for (const path of [...this.#failures.keys()]) {
      const at = path.lastIndexOf('/');
      if (at < 0) continue;
      const names = await store.list(path.slice(0, at)).catch(() => undefined);
      if (names?.includes(path.slice(at + 1)) === false) this.solved(path);
    }
  }

  /** By path, sorted. */
  all(): readonly { readonly path: string; readonly failure: Failure }[] {
    return [...this.#failures]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, failure]) => ({ path, failure }));
  }
}

/** Nobody has to repair what is computed again. */
function sayCache(error: unknown): never {
  if (!(error instanceof LexiclipError) || error.failure.kind !== 'corrupt-file') throw error;
  const { path, detail } = error.failure;
  throw new LexiclipError({ kind: 'damaged-cache', path, detail }, { cause: error });
}
