import { LexiclipError } from '../core/errors.ts';

/**
 * Runs something that writes `file`.
 * @throws LexiclipError `disk-full` or `not-writable` for what the operating system refuses.
 */
export async function withFileErrors<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new LexiclipError({ kind: 'disk-full', path: file }, { cause: error });
    throw new LexiclipError({ kind: 'not-writable', path: file, detail: reasonFor(code) }, { cause: error });
  }
}

/**
 * Runs something that reads `file`; undefined where there is no such file.
 * @throws LexiclipError `not-readable` for what the operating system refuses.
 */
export async function readingFile<T>(file: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return undefined;
    throw new LexiclipError({ kind: 'not-readable', path: file, detail: reasonFor(code) }, { cause: error });
  }
}

/** The operating system's code. Those have no underscore; Node's own (ABORT_ERR, ERR_…) are no refusals of it. */
export function systemCode(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** What a code of the system's means. */
export function reasonFor(code: string): string {
  return REASONS[code] ?? `the system says ${code}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file',
  EISDIR: 'a folder has its name',
  ELOOP: 'a link leads in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  EIO: 'the disk reports an error',
  EBUSY: 'another program uses it',
  ENOTEMPTY: 'a folder has its name',
  EEXIST: 'something else has its name',
  ENXIO: 'it is a device, a pipe or a socket',
};
