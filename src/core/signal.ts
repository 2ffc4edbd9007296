/** The platform's own signal, of which the core sees what `platform.d.ts` declares. */
export type CancelSignal = AbortSignal;

/** How far a stage is. `total` counts the same things as `done`: images, requests or iterations. */
export interface Progress {
  /** `wait`: another process writes to the collection. */
  readonly stage:
    'wait' | 'fetch' | 'model' | 'embed' | 'project' | 'change' | 'export' | 'import' | 'subset';
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
