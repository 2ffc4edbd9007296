import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from './is-running.ts';

/** A temporary file or folder, and the process that makes it. */
const TEMPORARY = /^\.lexiclip-(\d+)-[0-9a-f-]{36}\.tmp$/;

/** A new path for what is renamed once it is whole. */
export function temporaryIn(folder: string): string {
  return path.join(folder, `.lexiclip-${process.pid}-${randomUUID()}.tmp`);
}

/** Removes what processes that were killed have left of their temporary files and folders. */
export async function sweepTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = TEMPORARY.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner)))
      await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
