import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder on another machine, or in another container, cannot be seen: after this long it is taken for dead. */
const staleAfterMs = 15 * 60_000;

/** Runs `task` while holding the lock file `path`; waits for another process that holds it. */
export async function withLock(path: string, task: () => Promise<void>): Promise<void> {
  let told = false;
  while (!(await acquire(path))) {
    if (await abandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) process.stderr.write(`[tools] Waiting for another process that is making them (${path})\n`);
    told = true;
    await sleep(1000);
  }
  try {
    await task();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

async function abandoned(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > staleAfterMs) return true;
    const holder = Number.parseInt(await readFile(path, 'utf8'), 10);
    // Between its creation and its first byte the file is empty.
    if (Number.isNaN(holder)) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    // ESRCH: the process is gone. ENOENT: so is the lock.
    return isErrno(error, 'ESRCH') || isErrno(error, 'ENOENT');
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
