import { constants, realpathSync } from 'node:fs';
import { lstat, open, readdir, rm, rmdir, opendir } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Clock } from '../../core/clock.ts';
import { isPlainName, isPlainPath, sizeLimit } from '../../core/collection/file-rules.ts';
import { TEMPORARY_FOLDER } from '../../core/collection/paths.ts';
import type {
  CollectionStore,
  ContainedFile,
  StampedFile,
  WrittenContent,
} from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { systemClock } from '../clock.ts';
import { readingFile, systemCode, withFileErrors } from '../file-errors.ts';
import { renamed, replaceFile } from '../replace-file.ts';
import {
  absolutePath,
  foundAs,
  makeFolders,
  openContained,
  readContained,
  readContainedParts,
  readContainedText,
  statContained,
} from './contained.ts';
import type { ImageFolders } from './image-folders.ts';
import { CollectionLock } from './lock.ts';
import { moveAside } from './move-aside.ts';
import { Stamps } from './stamps.ts';
import { describeHolder } from './waiting.ts';

/** Far below the least number of open files that a system allows (256 on macOS). */
const CONCURRENT_READS = 32;

/** Of a folder that is scanned: none of them is opened. */
const STATS_AT_ONCE = 256;

/** Until it is released, this process is the one that writes. */
export interface WriteTurn {
  release(): Promise<void>;
}

/** A collection's files in a folder on disk, which is made with the first file that is written. */
export class FolderStore implements CollectionStore {
  /** Absolute, links on the way to it resolved. */
  readonly folder: string;
  /** As it was given, which is how people and the editor know it. */
  readonly #named: string;
  readonly #limit = pLimit(CONCURRENT_READS);
  readonly #images: ImageFolders | undefined;
  readonly #clock: Clock;
  readonly #stamps: Stamps;
  #lock: CollectionLock | undefined;

  /**
   * @param folder Absolute path of the `.lexiclip` folder, which itself must be no link.
   * @param images Where images may be that stay outside; without it, nowhere.
   */
  constructor(folder: string, images?: ImageFolders, clock: Clock = systemClock) {
    this.#named = folder;
    this.folder = path.join(realFolder(path.dirname(folder)), path.basename(folder));
    this.#images = images;
    this.#clock = clock;
    this.#stamps = new Stamps(clock);
  }

  /** Waits until nobody else writes, tells meanwhile who does, and sweeps what dead runs left. */
  async takeTurn({ signal, onProgress }: LongTask): Promise<WriteTurn> {
    const lock = await CollectionLock.take(this.folder, this.#clock, signal, (holder) =>
      onProgress({ stage: 'wait', done: 0, total: 1, message: describeHolder(holder) }),
    );
    return this.#begin(lock);
  }

  /** The same where nobody writes now and the folder can be written to; else undefined. */
  async takeTurnIfFree(): Promise<WriteTurn | undefined> {
    const lock = await CollectionLock.tryToTake(this.folder, this.#clock).catch(() => undefined);
    return lock === undefined ? undefined : this.#begin(lock);
  }

  locate(relative: string): string {
    return absolutePath({ folder: this.#named, path: this.#at(relative).path });
  }

  read(relative: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#read(relative);
  }

  readStart(relative: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#read(relative, bytes);
  }

  readParts(
    relative: string,
    take: (part: Uint8Array) => void | Promise<void>,
    most?: number,
  ): Promise<boolean> {
    return this.#limit(() => readContainedParts(this.#at(relative), sizeLimit(relative), take, most));
  }

  readText(relative: string): Promise<string | undefined> {
    const file = this.#at(relative);
    return this.#limit(() => readContainedText(file, sizeLimit(relative)));
  }

  async write(relative: string, content: WrittenContent): Promise<void> {
    const file = this.#at(relative);
    await this.#checkTurn();
    await withFileErrors(absolutePath(file), async () => {
      await makeFolders(file);
      if ((await statContained(file))?.isDirectory() === true)
        throw new LexiclipError({ kind: 'not-a-plain-file', path: relative, found: 'folder' });
      const temporary = this.#at(`${TEMPORARY_FOLDER}/any`);
      await makeFolders(temporary);
      try {
        await replaceFile(absolutePath(file), content, path.dirname(absolutePath(temporary)));
      } catch (error) {
        // A folder of the collection may be a disk of its own.
        if (systemCode(error) !== 'EXDEV') throw error;
        await replaceFile(absolutePath(file), content);
      }
    });
  }

  async append(relative: string, content: Uint8Array | string): Promise<void> {
    const file = this.#at(relative);
    await this.#checkTurn();
    await withFileErrors(absolutePath(file), async () => {
      const flags = constants.O_WRONLY | constants.O_APPEND;
      const handle = (await openContained(file, flags)) ?? (await this.#make(file));
      try {
        // Another name of the same file, outside perhaps.
        if ((await handle.stat()).nlink > 1)
          throw new LexiclipError({ kind: 'not-a-plain-file', path: relative, found: 'link' });
        await handle.writeFile(content);
      } finally {
        await handle.close();
      }
    });
  }

  async remove(relative: string): Promise<void> {
    const file = this.#at(relative);
    await this.#checkTurn();
    const found = await statContained(file);
    if (found === undefined) return;
    // It was not made here, and may hold what somebody wants.
    if (found.isDirectory()) await this.setAside(relative);
    else await withFileErrors(absolutePath(file), () => rm(absolutePath(file), { force: true }));
  }

  async move(from: string, to: string): Promise<boolean> {
    const [source, target] = [this.#at(from), this.#at(to)];
    await this.#checkTurn();
    const found = await statContained(source);
    if (found === undefined) return false;
    if (!found.isFile())
      throw new LexiclipError({ kind: 'not-a-plain-file', path: from, found: foundAs(found, 'folder') });
    await withFileErrors(absolutePath(target), async () => {
      await makeFolders(target);
      if ((await statContained(target))?.isDirectory() === true)
        throw new LexiclipError({ kind: 'not-a-plain-file', path: to, found: 'folder' });
      try {
        await renamed(absolutePath(source), absolutePath(target));
      } catch (error) {
        // A folder of the collection may be a disk of its own.
        const bytes = systemCode(error) === 'EXDEV' ? await this.read(from) : undefined;
        if (bytes === undefined) throw error;
        await replaceFile(absolutePath(target), bytes);
        await rm(absolutePath(source), { force: true });
      }
    });
    return true;
  }

  async removeEmptyFolder(relative: string): Promise<void> {
    const folder = this.#at(relative);
    await this.#checkTurn();
    const found = await statContained(folder).catch(() => undefined);
    if (found?.isDirectory() === true) await rmdir(absolutePath(folder)).catch(() => undefined);
  }

  async setAside(relative: string): Promise<string | undefined> {
    const file = this.#at(relative);
    await this.#checkTurn();
    if ((await statContained(file)) === undefined) return undefined;
    return moveAside(file);
  }

  async size(relative: string): Promise<number | undefined> {
    const found = await this.#stat(this.#at(relative));
    return found?.isFile() === true ? found.size : undefined;
  }

  async stamp(relative: string): Promise<string | undefined> {
    const found = await this.#stat(this.#at(relative));
    return found === undefined ? undefined : this.#stamps.of(found);
  }

  async *scan(relative: string): AsyncIterable<readonly StampedFile[]> {
    const folder = absolutePath(this.#at(relative));
    const names = await this.list(relative);
    for (let at = 0; at < names.length; at += STATS_AT_ONCE)
      yield await Promise.all(
        names.slice(at, at + STATS_AT_ONCE).map(async (name) => {
          const found = await lstat(path.join(folder, name)).catch(() => undefined);
          return { name, stamp: found === undefined ? undefined : this.#stamps.of(found) };
        }),
      );
  }

  async list(relative: string): Promise<readonly string[]> {
    const entries = await this.#entries(relative, (folder) => readdir(folder));
    return entries.filter(isPlainName).sort();
  }

  async listFiles(relative: string): Promise<readonly string[]> {
    return this.#entries(relative, async (folder) => {
      const names: string[] = [];
      // In parts: a hundred thousand entries with their types at once hold the thread for a tenth of a second.
      for await (const entry of await opendir(folder, { bufferSize: STATS_AT_ONCE }))
        if (entry.isFile() && isPlainName(entry.name)) names.push(entry.name);
      return names;
    });
  }

  /** None where there is no such folder. */
  async #entries<T>(relative: string, read: (folder: string) => Promise<T[]>): Promise<T[]> {
    const folder = this.#at(relative);
    const found = await statContained(folder);
    if (found === undefined) return [];
    if (!found.isDirectory())
      throw new LexiclipError({ kind: 'not-a-plain-file', path: relative, found: foundAs(found, 'file') });
    return (await readingFile(relative, () => read(absolutePath(folder)))) ?? [];
  }

  async locateImage(image: string): Promise<ContainedFile | undefined> {
    const file = isPlainPath(image) ? this.#at(image) : await this.#allowed(image);
    if (file === undefined) return undefined;
    return (await this.#stat(file))?.isFile() === true ? file : undefined;
  }

  async readImage(image: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const file = await this.locateImage(image);
    return file === undefined ? undefined : readContained(file, sizeLimit('images/'));
  }

  #read(relative: string, most?: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#limit(() => readContained(this.#at(relative), sizeLimit(relative), most));
  }

  async #allowed(image: string): Promise<ContainedFile | undefined> {
    if (this.#images === undefined) throw new LexiclipError({ kind: 'image-not-allowed', image });
    return this.#images.find(this.folder, image);
  }

  /** @throws RangeError for a path that no file of a collection has; paths.ts makes none. */
  #at(relative: string): ContainedFile {
    if (!isPlainPath(relative)) throw new RangeError(`${relative} is no path in a collection`);
    return { folder: this.folder, path: relative };
  }

  async #stat(file: ContainedFile): ReturnType<typeof statContained> {
    return statContained(file).catch(() => undefined);
  }

  async #make(file: ContainedFile): Promise<Awaited<ReturnType<typeof open>>> {
    await makeFolders(file);
    return open(absolutePath(file), 'ax');
  }

  async #begin(lock: CollectionLock): Promise<WriteTurn> {
    this.#lock = lock;
    await this.#sweep();
    return {
      release: async () => {
        this.#lock = undefined;
        await this.#sweep();
        await lock.release();
        // A run that wrote nothing leaves nothing.
        for (const folder of [absolutePath(this.#at('cache')), this.folder])
          await rmdir(folder).catch(() => undefined);
      },
    };
  }

  /** What cannot be removed is in nobody's way, or told when the next temporary file cannot be made. */
  async #sweep(): Promise<void> {
    const temporary = absolutePath(this.#at(TEMPORARY_FOLDER));
    // Whoever takes over a lock may make a file there at the same time.
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  /** @throws Error where this process has not taken its turn: readers never write. */
  async #checkTurn(): Promise<void> {
    if (this.#lock === undefined) throw new Error('the collection was written to out of turn');
    await this.#lock.check();
  }
}

/** With its links resolved; as it is where it cannot be looked at, which is told when something is done with it. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}
