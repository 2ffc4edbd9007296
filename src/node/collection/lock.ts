import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { parseJson } from '../../core/collection/json.ts';
import { isAboutOneFile, LexiclipError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { CancelSignal } from '../../core/signal.ts';
import { systemCode, tellingWhy } from '../file-errors.ts';
import { absolutePath, makeFolders, readContainedText } from './contained.ts';
import { holderSchema, holderState, thisHolder, type Holder } from './holder.ts';
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

/**
 * The right to write to a collection: a file that only one can make. It says who holds it, and is rewritten every few
 * seconds; whoever waits watches it with a clock of its own, since those of two machines differ.
 */
export class CollectionLock {
  readonly #file: string;
  readonly #holder: Holder;
  readonly #handle: FileHandle;
  readonly #clock: Clock;
  readonly #times: LockTimes;
  readonly #timer: ReturnType<typeof setInterval>;
  #beats = 0;
  #seen: number;
  #isLost = false;

  private constructor(file: string, holder: Holder, handle: FileHandle, clock: Clock, times: LockTimes) {
    this.#file = file;
    this.#holder = holder;
    this.#handle = handle;
    this.#clock = clock;
    this.#times = times;
    this.#seen = clock.monotonic();
    this.#timer = setInterval(() => void this.#beat(), times.beatMs).unref();
  }

  /**
   * Takes the lock of a collection, making its folder where there is none; waits while another has it, and takes over
   * from one that is gone.
   * @param folder The collection's, absolute, parents resolved.
   * @param onWait Told who has it.
   * @throws LexiclipError `not-writable` or `disk-full`; the signal's reason.
   */
  static async take(
    folder: string,
    clock: Clock,
    signal: CancelSignal,
    onWait: (holder: Holder | undefined) => void,
    times = TIMES,
  ): Promise<CollectionLock> {
    let watched = { text: '', since: clock.monotonic() };
    let told: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const taken = await CollectionLock.tryToTake(folder, clock, times);
      if (taken !== undefined) return taken;
      const text = await readLock(folder, LOCK);
      if (text === undefined) continue;
      if (text !== watched.text) watched = { text, since: clock.monotonic() };
      const holder = holderSchema.safeParse(parseJson(text)).data;
      const state = holder === undefined ? 'unknown' : holderState(holder);
      const isSilent = clock.monotonic() - watched.since > times.patienceMs;
      if (state === 'gone' || (state === 'unknown' && isSilent)) {
        await takeAway(folder, text);
        continue;
      }
      if (told !== (holder?.token ?? '')) onWait(holder);
      told = holder?.token ?? '';
      await clock.sleep(times.pollMs, signal);
    }
  }

  /** The same without waiting: undefined where another has it. */
  static async tryToTake(folder: string, clock: Clock, times = TIMES): Promise<CollectionLock | undefined> {
    const file = absolutePath({ folder, path: LOCK });
    return tellingWhy(file, async () => {
      await makeFolders({ folder, path: LOCK });
      let handle;
      try {
        handle = await open(file, 'wx+');
      } catch (error) {
        const code = systemCode(error);
        if (code === 'EEXIST') return undefined;
        // The one before has removed the folder that it had made.
        if (code === 'ENOENT') return CollectionLock.tryToTake(folder, clock, times);
        throw error;
      }
      const lock = new CollectionLock(file, thisHolder(clock.now(), randomUUID()), handle, clock, times);
      await lock.#write();
      return lock;
    });
  }

  /** @throws LexiclipError `lock-lost` where another took over while this process was suspended. */
  async check(): Promise<void> {
    // A timer that is late says that the process did not run for a while.
    if (!this.#isLost && this.#clock.monotonic() - this.#seen > this.#times.patienceMs / 2)
      await this.#look();
    if (this.#isLost) throw new LexiclipError({ kind: 'lock-lost', path: this.#file });
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#look();
    await this.#handle.close();
    if (!this.#isLost) await rm(this.#file, { force: true });
  }

  async #beat(): Promise<void> {
    this.#beats++;
    await this.#look();
    if (!this.#isLost) await this.#write().catch(() => undefined);
  }

  /** Whether the file is still the one that was made. */
  async #look(): Promise<void> {
    const [own, there] = await Promise.all([
      this.#handle.stat().catch(() => undefined),
      stat(this.#file).catch(() => undefined),
    ]);
    this.#isLost ||= own === undefined || there?.ino !== own.ino;
    this.#seen = this.#clock.monotonic();
  }

  /** Always as many bytes, so that a reader meets no mixture of two lengths. */
  async #write(): Promise<void> {
    const beat = String(this.#beats).padStart(12, '0');
    await this.#handle.write(`${JSON.stringify({ ...this.#holder, beat })}\n`, 0);
  }
}

/** A lock's text, or undefined where there is none. What nobody can have made as a lock is moved away. */
async function readLock(folder: string, lock: string): Promise<string | undefined> {
  const file = { folder, path: lock };
  try {
    return await readContainedText(file, 10_000);
  } catch (error) {
    if (!isAboutOneFile(error) || error.failure.kind === 'not-readable') throw error;
    await moveAside(file);
    return undefined;
  }
}

/** Removes the lock of a holder that is gone; one that another has made since is put back. */
async function takeAway(folder: string, text: string): Promise<void> {
  const stale = `cache/${randomUUID()}.lock`;
  const [from, to] = [absolutePath({ folder, path: LOCK }), absolutePath({ folder, path: stale })];
  try {
    await rename(from, to);
  } catch (error) {
    // Somebody else was first.
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readLock(folder, stale)) !== text) await link(to, from).catch(() => undefined);
  await rm(to, { force: true });
}
