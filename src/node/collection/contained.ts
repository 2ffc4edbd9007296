import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { PART_BYTES, type ContainedFile } from '../../core/collection/store.ts';
import { LexiclipError, type FoundInstead } from '../../core/errors.ts';
import { readingFile, systemCode } from '../file-errors.ts';

/*
 * Files below a folder that may be anyone's: nothing is opened but a regular file, and no link is followed, neither at
 * the end of a path nor on the way (CWE-59). Junctions of Windows are links to Node.
 *
 * What is wrong with a file is told with its path below the folder: it is short, and a collection that is passed on
 * does not say where it was. What the system refuses to write is told with the absolute path: it tells which disk.
 */

/** Windows has neither flag; there, `lstat` before and `fstat` after opening must tell of the same file. */
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;
/** Opening a pipe would wait for its other end. */
const NO_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;

export function absolutePath({ folder, path: relative }: ContainedFile): string {
  return path.join(folder, ...relative.split('/'));
}

/** What is there, links not followed; undefined where there is nothing. @throws LexiclipError `not-a-plain-file`. */
export async function statContained(file: ContainedFile): Promise<Stats | undefined> {
  return readingFile(file.path, async () => {
    await refuseLinksOnTheWay(file);
    try {
      return await lstat(absolutePath(file));
    } catch (error) {
      // A file in the folder's place is told as what it is, on Windows too, where nothing seems to be below it.
      await refuseUnlessFolder(file.folder, parentOf(file));
      throw error;
    }
  });
}

/**
 * Opens a regular file; undefined where there is none.
 * @param flags Of `open`, beside those that keep it from following and waiting.
 * @throws LexiclipError `not-a-plain-file` or `not-readable`.
 */
export async function openContained(file: ContainedFile, flags: number): Promise<FileHandle | undefined> {
  const before = await statContained(file);
  if (before === undefined) return undefined;
  refuseUnlessFile(before, file.path);
  const handle = await readingFile(file.path, () => open(absolutePath(file), flags | NO_FOLLOW | NO_WAIT));
  if (handle === undefined) return undefined;
  try {
    const after = await handle.stat();
    refuseUnlessFile(after, file.path);
    // Replaced by a link in the meantime, where there is no flag against it.
    if (after.ino !== before.ino && NO_FOLLOW === 0) refuse(file.path, 'link');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes of a regular file, or undefined where there is none.
 * @param limitBytes More are refused.
 * @param most Where it is given, no more than the first bytes are read, however many there are.
 * @throws LexiclipError `not-a-plain-file`, `file-too-large` or `not-readable`.
 */
export async function readContained(
  file: ContainedFile,
  limitBytes: number,
  most = Infinity,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return readingContained(file, limitBytes, (handle, size) =>
    readingFile(file.path, () => readBytes(handle, Math.min(size, most))),
  );
}

/**
 * The same in parts of `PART_BYTES`, each of which lasts until the next. Answers whether there is such a file.
 * @throws LexiclipError `not-a-plain-file`, `file-too-large` or `not-readable`, and what `take` throws.
 */
export async function readContainedParts(
  file: ContainedFile,
  limitBytes: number,
  take: (part: Uint8Array) => void | Promise<void>,
  most = Infinity,
): Promise<boolean> {
  const isThere = await readingContained(file, limitBytes, async (handle, size) => {
    const part = new Uint8Array(PART_BYTES);
    const end = Math.min(size, most);
    for (let at = 0; at < end;) {
      const length = await readingFile(file.path, () => readInto(part, handle, at, end));
      if (length === undefined || length === 0) break;
      await take(part.subarray(0, length));
      at += length;
    }
    return true;
  });
  return isThere === true;
}

/** Opens a file that is not too large, and closes it however reading ends. Undefined where there is none. */
async function readingContained<T>(
  file: ContainedFile,
  limitBytes: number,
  read: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T | undefined> {
  const handle = await openContained(file, constants.O_RDONLY);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (size > limitBytes)
      throw new LexiclipError({ kind: 'file-too-large', path: file.path, bytes: size, limitBytes });
    return await read(handle, size);
  } finally {
    await handle.close();
  }
}

/** The same as a text in UTF-8. */
export async function readContainedText(
  file: ContainedFile,
  limitBytes: number,
): Promise<string | undefined> {
  const bytes = await readContained(file, limitBytes);
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, 0, bytes.byteLength).toString('utf8');
}

/** As many bytes as were there when it was looked: a file that grows meanwhile is not followed. */
async function readBytes(handle: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  return bytes.subarray(0, await readInto(bytes, handle, 0, size));
}

/** Fills `bytes` from a place in the file on, as far as `end`; answers how many there were. */
async function readInto(bytes: Uint8Array, handle: FileHandle, from: number, end: number): Promise<number> {
  const wanted = Math.min(bytes.length, end - from);
  let length = 0;
  while (length < wanted) {
    const { bytesRead } = await handle.read(bytes, length, wanted - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

/**
 * Makes the folders on the way to a file, below `folder`, one after the other.
 * @throws LexiclipError `not-a-plain-file` where something else is in the way.
 */
export async function makeFolders({ folder, path: relative }: ContainedFile): Promise<void> {
  for (const at of foldersTo(relative)) {
    try {
      // The folder itself may have to be made with those above it, which are the user's.
      await mkdir(path.join(folder, at), { recursive: at === '' });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    await refuseUnlessFolder(folder, at);
  }
}

/** The look at a folder that is under way: files of one folder that are opened at the same time share it. */
let look: { readonly at: string; readonly done: Promise<void> } | undefined;

/** @throws the system's error where a folder is not there; LexiclipError `not-a-plain-file`. */
async function refuseLinksOnTheWay(file: ContainedFile): Promise<void> {
  if (file.path.split('/').some((name) => name === '' || name === '.' || name === '..'))
    throw new RangeError(`${file.path} leads out of its folder`);
  const at = JSON.stringify([file.folder, parentOf(file)]);
  if (look?.at !== at) {
    const begun = { at, done: checkFolders(file) };
    look = begun;
    const forget = (): void => {
      if (look === begun) look = undefined;
    };
    begun.done.then(forget, forget);
  }
  await look.done;
}

async function checkFolders({ folder, path: relative }: ContainedFile): Promise<void> {
  const expected = path.join(folder, parentOf({ folder, path: relative }));
  const real = await realpath(expected).catch(() => undefined);
  if (real !== undefined && isSamePath(real, expected)) return;
  // Where no link is found, the file system spells names in its own way.
  for (const at of foldersTo(relative)) await refuseUnlessFolder(folder, at);
}

/** The path of a file's folder, below the first folder, which is the empty path. */
function parentOf({ path: relative }: ContainedFile): string {
  return relative.split('/').slice(0, -1).join('/');
}

/** The folders on the way to a file, as paths below the first, which is the empty one. */
function foldersTo(relative: string): readonly string[] {
  const names = relative.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}

async function refuseUnlessFolder(folder: string, relative: string): Promise<void> {
  const found = await lstat(path.join(folder, relative));
  if (!found.isDirectory())
    refuse(relative === '' ? path.basename(folder) : relative, foundAs(found, 'file'));
}

/** Whether both name one place, on a system that may not tell upper from lower case. */
function isSamePath(a: string, b: string): boolean {
  return path.relative(a, b) === '';
}

function refuseUnlessFile(found: Stats, relative: string): void {
  if (!found.isFile()) refuse(relative, foundAs(found, 'folder'));
}

/** What stands there, for one who expected something else; `otherwise` where it is plain. */
export function foundAs(found: Stats, otherwise: 'file' | 'folder'): FoundInstead {
  if (found.isSymbolicLink()) return 'link';
  return found.isFile() || found.isDirectory() ? otherwise : 'special';
}

function refuse(relative: string, found: FoundInstead): never {
  throw new LexiclipError({ kind: 'not-a-plain-file', path: relative, found });
}
