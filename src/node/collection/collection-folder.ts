import path from 'node:path';
import { Collection } from '../../core/collection/collection.ts';
import { writeIndex } from '../../core/collection/index-file.ts';
import { mergeJournals } from '../../core/collection/recovery.ts';
import { completeChange } from '../../core/curate/change.ts';
import type { CurateDependencies } from '../../core/curate/edits.ts';
import { readHistory } from '../../core/curate/history.ts';
import { LexiclipError, type Failure } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { IfMayWrite } from '../../core/neighbours/stage.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeError } from '../../core/wording.ts';
import { systemClock } from '../clock.ts';
import { pause } from '../pause.ts';
import { sha256 } from '../sha256.ts';
import { FolderStore } from './folder-store.ts';
import { ImageFolders } from './image-folders.ts';

/** Fewer prompt files are read again before anybody notices. */
const WORTH_KEEPING = 200;

const INDEXING = { sha256, pause };

/** The collection of a workspace folder, and whose turn it is to write to it. */
export class CollectionFolder {
  readonly collection: Collection;
  readonly #store: FolderStore;
  readonly #imageFolders: ImageFolders;
  readonly #logger: Logger;
  /** How many prompt files had been read when the index was kept. */
  #filesKept = 0;

  /**
   * @param workspace Absolute; the collection is its `.lexiclip`.
   * @param imageFolders Where it is kept what the user has allowed.
   */
  constructor(workspace: string, imageFolders: string, logger: Logger) {
    this.#logger = logger;
    this.#imageFolders = new ImageFolders(imageFolders);
    this.#store = new FolderStore(path.join(workspace, '.lexiclip'), this.#imageFolders);
    const onProblem = (failure: Failure): void => logger.warn(describeError(new LexiclipError(failure)));
    this.collection = new Collection(this.#store, onProblem, INDEXING);
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
      // Another process may have written meanwhile.
      this.collection.index.expire();
      await mergeJournals(this.collection, sha256);
      await completeChange(this.curating);
      const result = await work();
      await this.#keepIndex();
      return result;
    } finally {
      await turn.release();
    }
  }

  /** What changes of the collection's files work with. */
  get curating(): CurateDependencies {
    return { collection: this.collection, sha256, clock: systemClock };
  }

  /** Completes a change whose process has ended, where nobody else writes now. */
  async completeChange(): Promise<void> {
    const { pending } = await readHistory(this.collection);
    if (pending === undefined) return;
    await this.ifMayWrite(async () => {
      await completeChange(this.curating);
    });
  }

  /** For who only reads, and could keep what was computed for others: nobody is waited for. */
  readonly ifMayWrite: IfMayWrite = async (write) => {
    const turn = await this.#store.takeTurnIfFree();
    if (turn === undefined) return;
    try {
      await this.#trying(write);
    } finally {
      await turn.release();
    }
  };

  /** The same of what was read, where that is worth keeping. */
  async keepIndex(): Promise<void> {
    if (this.collection.index.filesRead - this.#filesKept >= WORTH_KEEPING)
      await this.ifMayWrite(() => this.#keepIndex());
  }

  /** The folders whose images this collection may read, absolute, links resolved. */
  async allowedFolders(): Promise<readonly string[]> {
    return this.#imageFolders.allowed(this.path);
  }

  /** Allows this collection the images of a folder, on this machine. */
  async allowImages(folder: string): Promise<void> {
    await this.#imageFolders.allow(this.path, folder).catch((error: unknown) => {
      const reason = describeError(error);
      this.#logger.warn(
        `LexiCLIP may read the images in ${folder} this time; it could not be kept (${reason}).`,
      );
    });
  }

  /** For the next process: it reads only what is another by then. */
  async #keepIndex(): Promise<void> {
    const { index } = this.collection;
    if (index.filesRead === this.#filesKept && !index.hasChanges) return;
    await this.#trying(async () => {
      await index.view();
      await writeIndex(this.collection, index.entries, INDEXING);
      this.#filesKept = index.filesRead;
    });
  }

  /** Runs what nothing depends on: what was asked for is there all the same. */
  async #trying(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof LexiclipError)) throw error;
      this.#logger.warn(describeError(error));
    }
  }
}
