import * as l10n from '@vscode/l10n';
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
  switch (code) {
    case 'ENOENT':
      return l10n.t('there is no such file or folder');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('no permission');
    case 'EROFS':
      return l10n.t('the disk is read-only');
    case 'ENOTDIR':
      return l10n.t('part of the path is a file');
    case 'EISDIR':
    case 'ENOTEMPTY':
      return l10n.t('a folder has its name');
    case 'ELOOP':
      return l10n.t('a link leads in a circle');
    case 'EMFILE':
    case 'ENFILE':
      return l10n.t('too many files are open');
    case 'ENAMETOOLONG':
      return l10n.t('the path is too long');
    case 'EIO':
      return l10n.t('the disk reports an error');
    case 'EBUSY':
      return l10n.t('another program uses it');
    case 'EEXIST':
      return l10n.t('something else has its name');
    case 'ENXIO':
      return l10n.t('it is a device, a pipe or a socket');
    default:
      return l10n.t('the system says {0}', code);
  }
}
