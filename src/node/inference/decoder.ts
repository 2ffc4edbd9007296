import type { ImageDecoder, ImageText, ThumbnailJob } from '../../core/ports.ts';
import type { CancelSignal } from '../../core/signal.ts';
import { isCrash } from './lanes.ts';
import type { InferenceProcess } from './process.ts';

/** Thumbnails to a request: what is made again where the process dies. */
const JOBS = 32;
const RETRIES = 2;

/** Decodes in the inference process: image libraries are native code too. */
export class ProcessDecoder implements ImageDecoder {
  readonly #process: InferenceProcess;

  constructor(process: InferenceProcess) {
    this.#process = process;
  }

  async thumbnails(
    jobs: readonly ThumbnailJob[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<number, string>> {
    const failures = new Map<number, string>();
    for (let first = 0; first < jobs.length; first += JOBS) {
      const failed = await this.#some(jobs.slice(first, first + JOBS), signal as AbortSignal);
      for (const [index, reason] of failed) failures.set(first + index, reason);
    }
    return failures;
  }

  texts(files: readonly string[], signal: CancelSignal): Promise<readonly (ImageText | null)[]> {
    return this.#process.client().call('texts', { files }, signal as AbortSignal);
  }

  /** The process may die of something else that it does meanwhile; thumbnails are made by the next one then. */
  async #some(
    jobs: readonly ThumbnailJob[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [number, string])[]> {
    for (let retries = 0; ; retries++) {
      try {
        return await this.#process.client().call('thumbnails', { jobs }, signal);
      } catch (error) {
        if (!isCrash(error) || retries >= RETRIES) throw error;
      }
    }
  }
}
