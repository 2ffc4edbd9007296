import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** Of a page, which writers make of a megabyte. */
const MOST_BYTES = 256 * 2 ** 20;

/** A page says itself how large it becomes: what is far more than any writer makes is not believed. */
export const boundedCompressors: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (bytes: Uint8Array, length: number): Uint8Array => {
      if (!(length >= 0 && length <= MOST_BYTES)) throw new Error('one of its pages is too large');
      return decompress(bytes, length);
    },
  ]),
);
