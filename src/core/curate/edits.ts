import type { Clock } from '../clock.ts';
import type { Collection } from '../collection/collection.ts';
import type { Sha256 } from '../sha256.ts';

/** What becomes of one file. */
export interface FileEdit {
  /** `isChangeable`. */
  readonly path: string;
  /** The file from which the new content is made, where it is another. */
  readonly from?: string;
  /**
   * The new content of the file, undefined for none; the same bytes leave it untouched.
   * @param content Of `from`, or of the file itself; undefined where it is not there.
   * @param own Of the file itself.
   * @throws LexiclipError about the one file: it is passed over.
   */
  readonly edit: (
    content: Uint8Array | undefined,
    own: Uint8Array | undefined,
  ) => Uint8Array | string | undefined;
}

/** An image of the collection that is taken away. */
export interface ImageTaken {
  /** `isImagePath`. */
  readonly taken: string;
}

export type Edit = FileEdit | ImageTaken;

/** One operation that can be undone. */
export interface Change {
  /** What it did, in the past tense, for people. */
  readonly title: string;
  /** How many images it is about. */
  readonly images: number;
  /** In the order in which they are made; asked for once. */
  readonly edits: Iterable<Edit>;
}

export interface CurateDependencies {
  readonly collection: Collection;
  readonly sha256: Sha256;
  readonly clock: Clock;
}

/** What a change did. */
export interface ChangeReport {
  /** What it did, in the past tense. */
  readonly title: string;
  /** How many images it was about. */
  readonly images: number;
  /** Files that are different now; none where everything was so already. */
  readonly files: number;
  /** Files that could not be used, and are as they were. */
  readonly skipped: readonly SkippedFile[];
}

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}
