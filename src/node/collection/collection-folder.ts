import path from 'node:path';
import { Collection } from '../../core/collection/collection.ts';
import { mergeJournals } from '../../core/collection/recovery.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { IfMayWrite } from '../../core/neighbours/stage.ts';
import type { Logger } from '../../core/ports.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeError } from '../../core/wording.ts';
import { sha256 } from '../sha256.ts';
import { FolderStore } from './folder-store.ts';
import { ImageFolders } from './image-folders.ts';

/** The collection of a workspace folder, and whose turn it is to write to it. */
export class CollectionFolder {
  readonly collection: Collection;
  readonly #store: FolderStore;
  readonly #imageFolders: ImageFolders;
  readonly #logger: Logger;

  /**
   * @param workspace Absolute; the collection is its `.lexiclip`.
   * @param imageFolders Where it is kept what the user has allowed.
   */
  constructor(workspace: string, imageFolders: string, logger: Logger) {
    this.#logger = logger;
    this.#imageFolders = new ImageFolders(imageFolders);
    this.#store = new FolderStore(path.join(workspace, '.lexiclip'), this.#imageFolders);
    this.collection = new Collection(this.#store, (failure) => {
      logger.warn(describeError(new LexiclipError(failure)));
    });
  }

  /** Absolute, links resolved. */
  get path(): string {
    return this.#store.folder;
  }

  /**
   * Runs what writes, when it is this process's turn and what dead runs left is brought in.
   * @throws LexiclipError `newer-format` before anything is written, and what taking turns throws.
   */
  async writing<T>(task: LongTask, work: () => Promise<T>): Promise<T> {
    await this.collection.read();
    const turn = await this.#store.takeTurn(task);
    try {
      await mergeJournals(this.collection, sha256);
      return await work();
    } finally {
      await turn.release();
    }
  }

  /** For who only reads, and could keep what was computed for others: nobody is waited for. */
  readonly ifMayWrite: IfMayWrite = async (write) => {
    const turn = await this.#store.takeTurnIfFree();
    if (turn === undefined) return;
    try {
      await write();
    } catch (error) {
      // What was asked for is there all the same.
      if (!(error instanceof LexiclipError)) throw error;
      this.#logger.warn(describeError(error));
    } finally {
      await turn.release();
    }
  };

  /** Allows this collection the images of a folder, on this machine. */
  async allowImages(folder: string): Promise<void> {
    await this.#imageFolders.allow(this.path, folder).catch((error: unknown) => {
      const reason = describeError(error);
      this.#logger.warn(
        `LexiCLIP may read the images in ${folder} this time; it could not be kept (${reason}).`,
      );
    });
  }
}
