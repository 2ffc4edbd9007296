import type { CancelSignal } from '../signal.ts';
import type { ContainedFile } from './store.ts';

/** What an image file and its header say. */
export interface FileFacts {
  readonly bytes: number;
  /** When it was changed last: milliseconds since 1970. */
  readonly modified: number;
  /** Pixels, upright; absent where the header cannot be read. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Reads the headers of image files. */
export interface HeaderReader {
  /** In the order given; null for a file that cannot be read. */
  facts(files: readonly ContainedFile[], signal: CancelSignal): Promise<readonly (FileFacts | null)[]>;
}
