import { isAbout, isAboutOneFile } from '../errors.ts';
import type { CollectionFiles } from './files.ts';
import type { WrittenContent } from './store.ts';

/**
 * Writes a file; a folder that stands in its place is kept elsewhere.
 * @param content Where it comes in pieces, a function that makes them: a second attempt asks for all of them again.
 */
export async function writeAnew(
  { store, problems }: CollectionFiles,
  path: string,
  content: Uint8Array | string | (() => AsyncIterable<string>),
): Promise<void> {
  const whole = (): WrittenContent => (typeof content === 'function' ? content() : content);
  try {
    await store.write(path, whole());
  } catch (error) {
    if (!isAbout(error, 'not-a-plain-file') || !isNamed(error.failure, path)) throw error;
    await keepAside({ store, problems }, path);
    await store.write(path, whole());
  }
  problems.solved(path);
}

/** Moves what cannot be used out of the way, and tells. */
export async function keepAside({ store, problems }: CollectionFiles, path: string): Promise<void> {
  const copy = await store.setAside(path);
  if (copy !== undefined) problems.tell({ kind: 'set-aside', path, copy });
}

/** Writes what can be computed again, and need not stand: where one file or folder is in the way, that is told. */
export async function writeCache(
  { problems }: CollectionFiles,
  path: string,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    problems.add(path, error.failure);
  }
}

function isNamed(failure: object, path: string): boolean {
  return 'path' in failure && failure.path === path;
}
