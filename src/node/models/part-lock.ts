import { lstat, open, readFile, rm } from 'node:fs/promises';
import { isRunning } from '../is-running.ts';

/** Whether this process may go on with a part; another one that is downloading it at this moment keeps it. */
export async function lockPart(part: string): Promise<boolean> {
  const file = lockOf(part);
  const isReadable = await lstat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const holder = isReadable ? Number(await readFile(file, 'utf8').catch(() => '')) : 0;
  if (holder > 0 && holder !== process.pid && isRunning(holder)) return false;
  await rm(file, { force: true });
  const handle = await open(file, 'wx').catch(() => undefined);
  await handle?.writeFile(String(process.pid));
  await handle?.close();
  return handle !== undefined;
}

export async function unlockPart(part: string): Promise<void> {
  await rm(lockOf(part), { force: true });
}

function lockOf(part: string): string {
  return `${part}.lock`;
}
