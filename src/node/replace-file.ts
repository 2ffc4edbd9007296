import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './file-errors.ts';

/** On Windows a file cannot be replaced while a virus scanner looks at it, which takes moments. */
const RETRY_PAUSES_MS = [10, 50, 200, 500];

/**
 * Writes a file whole or not at all: a temporary file, flushed and renamed. A link of that name is replaced, never
 * written through.
 * @param temporary Where the temporary file is made: on the same disk; by default beside the file.
 * @throws the system's errors.
 */
export async function replaceFile(
  file: string,
  content: Uint8Array | string,
  temporary = path.dirname(file),
): Promise<void> {
  const before = await lstat(file).catch(() => undefined);
  const mode = before?.isFile() === true ? before.mode : undefined;
  const made = path.join(temporary, `${randomUUID()}.tmp`);
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

async function renamed(from: string, to: string): Promise<void> {
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
