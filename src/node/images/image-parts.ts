import type { FoundText } from '../../core/metadata/found-text.ts';

/** More than any tool writes: of an image's texts, no more is kept, and nothing compressed grows beyond it. */
export const MOST_BYTES = 16 * 1024 * 1024;
const MOST_PARTS = 5000;

/** What a container holds beside the pixels; EXIF and XMP as they stand, still to be read. */
export interface ImageParts {
  readonly texts: FoundText[];
  readonly exif: Buffer[];
  readonly xmp: Buffer[];
}

export function noParts(): ImageParts {
  return { texts: [], exif: [], xmp: [] };
}

/** Whether there are more parts than in any image that a tool wrote. */
export function isFull({ texts, exif, xmp }: ImageParts): boolean {
  return texts.length + exif.length + xmp.length >= MOST_PARTS;
}

/** What all parts of an image share, so that many small ones cost no more than a large one. */
export class Budget {
  left = MOST_BYTES;

  /** Whether there was enough left. */
  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}

/** What a reader finds; nothing where it fails, so that one broken place costs no other. */
export function guarded<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
