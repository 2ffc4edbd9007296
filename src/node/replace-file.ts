import { lstat, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../core/errors.ts';
import { systemCode } from './file-errors.ts';
import { sweepTemporary, temporaryIn } from './temporary.ts';

/** On Windows a file cannot be replaced while a virus scanner looks at it, which takes moments. */
const RETRY_PAUSES_MS = [10, 50, 200, 500];

/**
 * Writes a file whole or not at all: a temporary file, flushed and renamed. A link of that name is replaced, never
 * written through.
 * @param content Where it is in pieces, each is written before the next is asked for.
 * @param temporary The folder in which the temporary file is made, on the same disk, and which its owner sweeps. Without
 * it, the file's own, where those of processes that are gone are swept.
 * @throws the system's errors.
 */
export async function replaceFile(
  file: string,
  content: Uint8Array | string | AsyncIterable<string | Uint8Array>,
  temporary?: string,
): Promise<void> {
  const folder = temporary ?? path.dirname(file);
  if (temporary === undefined) await sweepTemporary(folder);
  const before = await lstat(file).catch(() => undefined);
  const mode = before?.isFile() === true ? before.mode : undefined;
  const made = temporaryIn(folder);
  // Fails where anything has the name already, a link included.
  const handle = await open(made, 'wx', mode);
  try {
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamed(made, file);
  } catch (error) {
    await rm(made, { force: true });
    throw error;
  }
}

/** A file is replaced, and so is a link to one; a device, `/dev/null` say, would be gone for everyone. */
export async function refuseDevice(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  throw new LexiclipError({
    kind: 'not-writable',
    path: file,
    detail: l10n.t('it is a device, a pipe or a socket'),
  });
}

/** Renames a file, over one that is there. @throws the system's errors. */
export async function renamed(from: string, to: string): Promise<void> {
  for (const pause of process.platform === 'win32' ? RETRY_PAUSES_MS : []) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EBUSY'].includes(systemCode(error) ?? '')) throw error;
      await sleep(pause);
    }
  }
  await rename(from, to);
}
