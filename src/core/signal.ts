/**
 * The part of the web's `AbortSignal` that the core needs. Declared here because the core compiles with
 * neither DOM nor Node types; every real `AbortSignal` satisfies it.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

/** How far a stage is. `total` counts the same things as `done`: images, requests or iterations. */
export interface Progress {
  /** `wait`: another process writes to the collection. */
  readonly stage: 'wait' | 'fetch' | 'model' | 'embed' | 'project';
  readonly done: number;
  readonly total: number;
  readonly message: string;
}

/** What every long operation takes. */
export interface LongTask {
  readonly signal: CancelSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Told after each epoch or iteration of a computation. */
export type OnStep = (done: number, total: number) => void;
