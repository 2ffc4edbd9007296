import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { parseJson } from '../../core/collection/json.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { isAboutOneFile } from '../../core/errors.ts';
import { systemCode, withFileErrors } from '../file-errors.ts';
import { absolutePath, makeFolders, readContainedText, statContained } from './contained.ts';
import { holderSchema, holderState, type Holder, type HolderState } from './holder.ts';
import { moveAside } from './move-aside.ts';

/** Ours have a few hundred. */
const LOCK_BYTES = 10_000;

/** How often a folder may vanish under a lock that is being made. */
const TRIES = 100;

/** A lock file as it was found. */
export interface FoundLock {
  /** Changes whenever anything is written to it, and differs from that of any other lock. */
  readonly id: string;
  /** Undefined where the file says nothing that can be read, as one does that is being made. */
  readonly holder: Holder | undefined;
  readonly state: HolderState;
}

/**
 * Makes a lock file, and the folders on the way to it; undefined where there is something of its name.
 * @throws LexiclipError `not-writable`, `disk-full` or `not-a-plain-file`.
 */
export async function makeLock(lock: ContainedFile, holder: Holder): Promise<FileHandle | undefined> {
  const file = absolutePath(lock);
  return withFileErrors(file, async () => {
    for (let tries = 1; ; tries++)
      try {
        await makeFolders(lock);
        return await writtenBy(await open(file, 'wx+'), file, holder);
      } catch (error) {
        const code = systemCode(error);
        if (code === 'EEXIST') return undefined;
        // The holder before has just removed the folders that it had made.
        if (code !== 'ENOENT' || tries === TRIES) throw error;
      }
  });
}

/** What nobody has written to would be waited for as if somebody were about to: it does not stay. */
async function writtenBy(handle: FileHandle, file: string, holder: Holder): Promise<FileHandle> {
  try {
    await writeHolder(handle, holder, 0);
    return handle;
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
}

/** Always as many bytes, so that a reader meets no mixture of two lengths. */
export async function writeHolder(handle: FileHandle, holder: Holder, beats: number): Promise<void> {
  const beat = String(beats).padStart(12, '0');
  await handle.write(`${JSON.stringify({ ...holder, beat })}\n`, 0);
}

/** The lock that is there now. @throws LexiclipError `not-readable`, or `not-a-plain-file` for a link on the way to it. */
export async function findLock(lock: ContainedFile): Promise<FoundLock | undefined> {
  const found = await statContained(lock);
  if (found === undefined) return undefined;
  const text = found.isFile() ? await readLockText(lock) : undefined;
  const id = createHash('sha256').update([found.ino, found.mtimeMs, text].join('\n')).digest('hex');
  const holder = holderSchema.safeParse(parseJson(text ?? '')).data;
  // Nobody can have made as a lock what is a link, or far too large.
  const state = text === undefined ? 'gone' : holder === undefined ? 'unknown' : holderState(holder);
  return { id, holder, state };
}

/** Removes what is there, of a link the link itself; a folder is kept elsewhere. @throws LexiclipError `not-writable`. */
export async function removeLock(lock: ContainedFile): Promise<void> {
  if ((await statContained(lock))?.isDirectory() === true) {
    await moveAside(lock);
    return;
  }
  const file = absolutePath(lock);
  await withFileErrors(file, () => rm(file, { force: true }));
}

async function readLockText(lock: ContainedFile): Promise<string | undefined> {
  try {
    return (await readContainedText(lock, LOCK_BYTES)) ?? '';
  } catch (error) {
    if (!isAboutOneFile(error) || error.failure.kind === 'not-readable') throw error;
    return undefined;
  }
}
