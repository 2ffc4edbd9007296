import type { FileFacts, HeaderReader } from '../../core/collection/file-facts.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import type { ImageDecoder, SheetPicture, Thumbnail } from '../../core/embed/image-decoder.ts';
import type { FoundText } from '../../core/metadata/found-text.ts';
import type { CancelSignal } from '../../core/signal.ts';
import { isCrash } from './batch-workers.ts';
import type { InferenceProcess } from './process.ts';

/** Thumbnails to a request: what is made again where the process dies. */
const IMAGES = 32;
const RETRIES = 2;

/** Decodes in the inference process: image libraries are native code too. */
export class ProcessDecoder implements ImageDecoder, HeaderReader {
  readonly #process: InferenceProcess;

  constructor(process: InferenceProcess) {
    this.#process = process;
  }

  async *thumbnails(
    images: readonly ContainedFile[],
    signal: CancelSignal,
  ): AsyncGenerator<readonly Thumbnail[]> {
    for (let first = 0; first < images.length; first += IMAGES)
      yield await this.#some(images.slice(first, first + IMAGES), signal);
  }

  sheet(thumbnails: readonly (ContainedFile | null)[], signal: CancelSignal): Promise<SheetPicture> {
    return this.#again((client) => client.call('sheet', { thumbnails }, signal));
  }

  texts(
    files: readonly ContainedFile[],
    signal: CancelSignal,
    hidden = false,
  ): Promise<readonly (readonly FoundText[] | null)[]> {
    return this.#process.client().call('texts', { files, hidden }, signal);
  }

  facts(files: readonly ContainedFile[], signal: CancelSignal): Promise<readonly (FileFacts | null)[]> {
    return this.#again((client) => client.call('facts', { files }, signal));
  }

  #some(images: readonly ContainedFile[], signal: AbortSignal): Promise<readonly Thumbnail[]> {
    return this.#again((client) => client.call('thumbnails', { images }, signal));
  }

  /** The process may die of something else that it does meanwhile; the next one does it then. */
  async #again<T>(work: (client: ReturnType<InferenceProcess['client']>) => Promise<T>): Promise<T> {
    for (let retries = 0; ; retries++) {
      try {
        return await work(this.#process.client());
      } catch (error) {
        if (!isCrash(error) || retries >= RETRIES) throw error;
      }
    }
  }
}
