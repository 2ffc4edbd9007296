import type { OnStep } from '../../signal.ts';

/** What a long computation takes; `pause` lets others run, and throws where it was cancelled. */
export interface PickTask {
  readonly pause: () => Promise<void>;
  readonly onStep: OnStep;
}
