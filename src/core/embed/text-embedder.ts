import type { LongTask } from '../signal.ts';

/** Turns texts into L2-normalised vectors of the same space as its model's images. */
export interface TextEmbedder {
  /** @throws LexiclipError `no-text-side`, and what loading the model throws. */
  embed(texts: readonly string[], task: LongTask): Promise<readonly Float32Array[]>;
}

/** The text side of a model, for work that nobody is asked a download for. */
export interface TextSide extends TextEmbedder {
  /** The id of the model whose images are in the same space. */
  readonly model: string;
  /** Digest of its files: equal means equal vectors. Undefined for a model that has no text side. */
  readonly sha256: string | undefined;
  /** Whether its files are on this machine, so that `embed` downloads nothing. */
  isPresent(): Promise<boolean>;
}
