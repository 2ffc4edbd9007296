/** The platform's own signal, of which the core sees what `platform.d.ts` declares. */
export type CancelSignal = AbortSignal;

/** What is being done. What people read of each is in `describe-progress.ts`. */
export type ProgressStage =
  /** Another process writes to the collection. */
  | 'wait'
  | 'fetch'
  /** The model is downloaded and loaded. */
  | 'model'
  /** Ways of running the model are timed. */
  | 'measure'
  | 'embed'
  /** Thumbnails, and sheets of small pictures. */
  | 'pictures'
  /** Files are looked at. */
  | 'read'
  | 'compare'
  | 'project'
  | 'clusters'
  | 'change'
  | 'export'
  | 'import'
  | 'subset'
  | 'cuda';

/** How far a stage is. `total` counts the same things as `done`: images, requests or iterations. */
export interface Progress {
  readonly stage: ProgressStage;
  readonly done: number;
  readonly total: number;
  readonly message: string;
  /** Whether nothing is done for a while, on purpose: a service wants a pause, say. */
  readonly isPaused?: boolean;
}

/** What every long operation takes. */
export interface LongTask {
  readonly signal: CancelSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Told after each epoch or iteration of a computation. */
export type OnStep = (done: number, total: number) => void;
