import type { LoadedModel } from '../collection/embedding-rows.ts';
import type { ModelInfo } from '../collection/schema.ts';
import type { ContainedFile } from '../collection/store.ts';
import type { CancelSignal, LongTask } from '../signal.ts';

export interface ImageFile extends ContainedFile {
  readonly id: string;
  /** Of the bytes that are meant: a file that holds others by now has no vector. */
  readonly sha256: string;
  /** The image itself, where it is in no file. */
  readonly bytes?: Uint8Array<ArrayBuffer> | undefined;
}

/** The unit of an embedding run's answer: one image's vector, or why it has none. */
export type Embedded =
  | { readonly id: string; readonly vector: Float32Array }
  /** `isChanged`: the file holds other bytes than those that are meant. */
  | { readonly id: string; readonly failure: string; readonly isChanged?: boolean };

/** What embeds: a loaded model. */
export interface ReadyEmbedder extends LoadedModel {
  /** Yields each batch as soon as it is finished, in any order; before it throws, all that were finished. */
  readonly embed: (images: readonly ImageFile[], signal: CancelSignal) => AsyncIterable<readonly Embedded[]>;
}

/** Turns images into L2-normalised vectors with a model. */
export interface Embedder {
  /** How pixels are prepared; vectors of another preparation are not comparable. */
  readonly preprocessing: string;
  /**
   * What its vectors may be of: the model in each precision that may serve here, best first. Needs neither the
   * network nor the model to be loaded, so that a collection whose vectors are complete needs neither.
   */
  candidates(): Promise<readonly ModelInfo[]>;
  /**
   * Loads the model on a device that has proved itself, downloading it first (with consent) where needed.
   * @param count How many images there are to embed.
   */
  load(task: LongTask, count: number): Promise<ReadyEmbedder>;
}
