import type { ImageDecoder, ImageText, ThumbnailJob } from '../../core/ports.ts';
import type { CancelSignal } from '../../core/signal.ts';
import type { InferenceProcess } from './process.ts';

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
    return new Map(await this.#process.client().call('thumbnails', { jobs }, signal as AbortSignal));
  }

  texts(files: readonly string[], signal: CancelSignal): Promise<readonly (ImageText | null)[]> {
    return this.#process.client().call('texts', { files }, signal as AbortSignal);
  }
}
