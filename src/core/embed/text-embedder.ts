import type { LongTask } from '../signal.ts';

/** Turns texts into L2-normalised vectors of the same space as its model's images. */
export interface TextEmbedder {
  /** @throws LexiclipError `no-text-side`, and what loading the model throws. */
  embed(texts: readonly string[], task: LongTask): Promise<readonly Float32Array[]>;
}
