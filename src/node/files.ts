import { createHash, webcrypto } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { LexiclipError } from '../core/errors.ts';
import type { CollectionStore } from '../core/ports.ts';

/** A collection's files in a folder on disk. The folder is made with the first file that is written. */
export class FolderStore implements CollectionStore {
  readonly #folder: string;

  /** @param folder Absolute path of the `.lexiclip` folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  locate(relative: string): string {
    return path.resolve(this.#folder, relative);
  }

  read(relative: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return unlessAbsent(readFile(this.locate(relative)));
  }

  readText(relative: string): Promise<string | undefined> {
    return unlessAbsent(readFile(this.locate(relative), 'utf8'));
  }

  async write(relative: string, content: Uint8Array | string): Promise<void> {
    const file = this.locate(relative);
    const data =
      typeof content === 'string'
        ? content
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    await tellingWhy(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFileAtomic(file, data);
    });
  }

  async append(relative: string, content: Uint8Array | string): Promise<void> {
    const file = this.locate(relative);
    await tellingWhy(file, () => appendFile(file, content));
  }

  async remove(relative: string): Promise<void> {
    await tellingWhy(this.locate(relative), () => rm(this.locate(relative), { force: true }));
  }

  async exists(relative: string): Promise<boolean> {
    return access(this.locate(relative)).then(
      () => true,
      () => false,
    );
  }

  async list(relative: string): Promise<readonly string[]> {
    return ((await unlessAbsent(readdir(this.locate(relative)))) ?? []).sort();
  }
}

/**
 * Runs something that writes `file`.
 * @throws LexiclipError `disk-full` or `not-writable` for what the operating system refuses.
 */
export async function tellingWhy<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new LexiclipError({ kind: 'disk-full', path: file }, { cause: error });
    // The system's codes have no underscore; Node's own (ABORT_ERR, ERR_…) are no refusals to write.
    if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw error;
    const detail = REASONS[code] ?? code;
    throw new LexiclipError({ kind: 'not-writable', path: file, detail }, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file',
  EISDIR: 'a folder has its name',
  EMFILE: 'too many files are open',
};

/** Hashing more than this at once would be felt by who else uses the thread: about a millisecond. */
const HASHED_AT_ONCE = 1e6;

/** SHA-256 of some bytes, or of a text as UTF-8: lower-case hexadecimal. Much content is hashed in another thread. */
export function sha256(content: Uint8Array | string): string | Promise<string> {
  if (typeof content === 'string' || content.byteLength < HASHED_AT_ONCE)
    return createHash('sha256').update(content).digest('hex');
  return webcrypto.subtle
    .digest(
      'SHA-256',
      Buffer.from(content.buffer, content.byteOffset, content.byteLength) as Buffer<ArrayBuffer>,
    )
    .then((digest) => Buffer.from(digest).toString('hex'));
}

/** SHA-256 of a file, read in a stream. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function unlessAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw error;
  }
}
