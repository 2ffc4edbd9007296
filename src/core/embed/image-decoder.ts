import type { ContainedFile } from '../collection/store.ts';
import type { FoundText } from '../metadata/found-text.ts';
import type { CancelSignal } from '../signal.ts';

/** A thumbnail's bytes, or why there is none. */
export type Thumbnail = { readonly webp: Uint8Array } | { readonly failure: string };

/** Reads image files. */
export interface ImageDecoder {
  /** WebP thumbnails of at most 256 px, some at a time, in the order given. */
  thumbnails(images: readonly ContainedFile[], signal: CancelSignal): AsyncIterable<readonly Thumbnail[]>;
  /**
   * The texts that files carry, in their order; null for one that cannot be read. With `hidden` also those in the lowest
   * bits of their pixels, for which each is decoded.
   */
  texts(
    files: readonly ContainedFile[],
    signal: CancelSignal,
    hidden?: boolean,
  ): Promise<readonly (readonly FoundText[] | null)[]>;
}
