import type { ContainedFile } from '../collection/store.ts';
import type { FoundText } from '../metadata/found-text.ts';
import type { CancelSignal } from '../signal.ts';

/** A thumbnail's bytes, or why there is none. */
export type Thumbnail = { readonly webp: Uint8Array } | { readonly failure: string };

/** A sheet's bytes (WebP), and how large each picture is in its cell. */
export interface SheetPicture {
  readonly webp: Uint8Array;
  /** Pixels, in the order given; 0 for a picture that could not be decoded. */
  readonly sizes: readonly (readonly [width: number, height: number])[];
}

/** Reads image files. */
export interface ImageDecoder {
  /** WebP thumbnails of at most 256 px, some at a time, in the order given. */
  thumbnails(images: readonly ContainedFile[], signal: CancelSignal): AsyncIterable<readonly Thumbnail[]>;
  /**
   * Thumbnails in the cells of one sheet (`collection/sheets.ts`), each whole in its cell's top left corner; null leaves a
   * cell empty.
   */
  sheet(thumbnails: readonly (ContainedFile | null)[], signal: CancelSignal): Promise<SheetPicture>;
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
