import type { FoundText } from '../../core/metadata/found-text.ts';

/** More than any tool writes: of an image's texts, no more is kept, and nothing compressed grows beyond it. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** What a container holds beside the pixels; EXIF and XMP as they stand, still to be read. */
export interface ImageParts {
  readonly texts: FoundText[];
  readonly exif: Buffer[];
  readonly xmp: Buffer[];
}

export function noParts(): ImageParts {
  return { texts: [], exif: [], xmp: [] };
}

/** What a reader finds; nothing where it fails, so that one broken place costs no other. */
export function guarded<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
