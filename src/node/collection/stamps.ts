import type { Stats } from 'node:fs';
import type { Clock } from '../../core/clock.ts';

/** File systems note the time of a change in steps: of FAT, they are two seconds long. */
const STEP_MS = 2000;

/** Tells whether a file has changed by its size and date, as git does ("racy-git" in git's documentation). */
export class Stamps {
  readonly #clock: Clock;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined for what is no regular file; of one that was changed a moment ago, another one each time. */
  of(file: Stats): string | undefined {
    if (!file.isFile()) return undefined;
    const stamp = `${file.size}-${file.mtimeMs}`;
    return this.#clock.now().getTime() - file.mtimeMs < STEP_MS ? `${stamp}-${this.#count++}` : stamp;
  }
}
