import { randomUUID } from 'node:crypto';
import { rm, stat, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../core/clock.ts';
import { TEMPORARY_FOLDER } from '../../core/collection/paths.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/signal.ts';
import { absolutePath, statContained } from './contained.ts';
import { thisHolder, type Holder } from './holder.ts';
import { findLock, makeLock, removeLock, writeHolder, type FoundLock } from './lock-file.ts';
import { moveAside } from './move-aside.ts';

const LOCK = 'cache/lock.json';

export interface LockTimes {
  /** How often a holder shows that it is there. */
  readonly beatMs: number;
  /** How long one that does not, and cannot be looked at from here, is taken to be there. */
  readonly patienceMs: number;
  /** How often someone who waits looks. */
  readonly pollMs: number;
}

const TIMES: LockTimes = { beatMs: 3000, patienceMs: 30_000, pollMs: 200 };

/** How somebody waits for a lock. */
interface Waiting {
  readonly clock: Clock;
  readonly signal: CancelSignal;
  readonly times: LockTimes;
}

/**
 * The right to write to a collection: a file that only one can make. It says who holds it, and is rewritten every few
 * seconds; whoever waits watches it with a clock of its own, since those of two machines differ.
 */
export class CollectionLock {
  readonly #file: string;
  readonly #holder: Holder;
  readonly #handle: FileHandle;
  readonly #timer: ReturnType<typeof setInterval>;
  #beats = 0;
  #isLost = false;

  private constructor(file: string, holder: Holder, handle: FileHandle, { beatMs }: LockTimes) {
    this.#file = file;
    this.#holder = holder;
    this.#handle = handle;
    this.#timer = setInterval(() => void this.#beat(), beatMs).unref();
  }

  /**
   * Takes the lock of a collection, making its folder where there is none; waits while another has it, and takes over
   * from one that is gone.
   * @param folder The collection's, absolute, parents resolved.
   * @param onWait Told who has it.
   * @throws LexiclipError `not-writable` or `disk-full`; the signal's reason.
   */
  static take(
    folder: string,
    clock: Clock,
    signal: CancelSignal,
    onWait: (holder: Holder | undefined) => void,
    times = TIMES,
  ): Promise<CollectionLock> {
    return CollectionLock.#take({ folder, path: LOCK }, { clock, signal, times }, onWait);
  }

  /** The same without waiting: undefined where another has it. */
  static async tryToTake(folder: string, clock: Clock, times = TIMES): Promise<CollectionLock | undefined> {
    return CollectionLock.#make({ folder, path: LOCK }, clock, times);
  }

  /** @throws LexiclipError `lock-lost` where another took over while this process was suspended. */
  async check(): Promise<void> {
    await this.#look();
    if (this.#isLost) throw new LexiclipError({ kind: 'lock-lost', path: this.#file });
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#look();
    await this.#handle.close();
    if (!this.#isLost) await rm(this.#file, { force: true });
  }

  static async #make(
    lock: ContainedFile,
    clock: Clock,
    times: LockTimes,
  ): Promise<CollectionLock | undefined> {
    const holder = thisHolder(clock.now(), randomUUID());
    const handle = await makeLock(lock, holder);
    return handle === undefined ? undefined : new CollectionLock(absolutePath(lock), holder, handle, times);
  }

  static async #take(
    lock: ContainedFile,
    waiting: Waiting,
    onWait: (holder: Holder | undefined) => void,
  ): Promise<CollectionLock> {
    const { clock, signal, times } = waiting;
    let watched = { id: '', since: clock.monotonic() };
    let looked = clock.monotonic();
    let told: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const taken = await CollectionLock.#make(lock, clock, times);
      if (taken !== undefined) return taken;
      const found = await findLock(lock);
      if (found === undefined) continue;
      const { id, holder, state } = found;
      const now = clock.monotonic();
      // Where nobody looked for a while, as this process was suspended, a holder that was so as well is not gone.
      const isWatched = id === watched.id && now - looked < times.patienceMs / 2;
      if (!isWatched) watched = { id, since: now };
      looked = now;
      if (state === 'gone' || (state === 'unknown' && now - watched.since > times.patienceMs)) {
        await CollectionLock.#takeAway(lock, found, waiting);
        continue;
      }
      // A lock that is being made says nothing for a moment.
      if ((holder !== undefined || isWatched) && told !== (holder?.token ?? '')) {
        onWait(holder);
        told = holder?.token ?? '';
      }
      await clock.sleep(times.pollMs, signal);
    }
  }

  /**
   * Removes a lock whose holder is gone, unless it is another one by now. Others may have found the same, and the second
   * to remove it would remove what somebody has made since: so the right to remove this very lock is itself a lock.
   */
  static async #takeAway(lock: ContainedFile, { id }: FoundLock, waiting: Waiting): Promise<void> {
    const temporary = { folder: lock.folder, path: TEMPORARY_FOLDER };
    if ((await statContained(temporary))?.isDirectory() === false) await moveAside(temporary);
    const path = `${TEMPORARY_FOLDER}/${id}.lock`;
    const right = await CollectionLock.#take({ folder: lock.folder, path }, waiting, () => undefined);
    try {
      if ((await findLock(lock))?.id === id) await removeLock(lock);
    } finally {
      await right.release();
    }
  }

  async #beat(): Promise<void> {
    this.#beats++;
    await this.#look();
    if (!this.#isLost) await writeHolder(this.#handle, this.#holder, this.#beats).catch(() => undefined);
  }

  /** Whether the file is still the one that was made. */
  async #look(): Promise<void> {
    const [own, there] = await Promise.all([
      this.#handle.stat().catch(() => undefined),
      stat(this.#file).catch(() => undefined),
    ]);
    this.#isLost ||= own === undefined || there?.ino !== own.ino;
  }
}
