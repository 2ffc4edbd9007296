import type { DeviceInfo, ModelInfo, ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import type { LayoutFrame, RunControl } from './projector.ts';

/** A map that is being laid out: what it is, what it looks like on the way, and what can be done to it. */
export interface LiveLayoutRun {
  /** The projection's name. */
  readonly name: string;
  readonly method: ProjectionMethod;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly model: ModelInfo;
  readonly device: DeviceInfo;
  /** The images that it places, in the order of the frames' rows. */
  readonly ids: readonly string[];
  readonly control: RunControl;
  /** Calls back with each frame from now on, beginning with the newest where there is one. */
  readonly onFrame: (listener: (frame: LayoutFrame) => void) => void;
}
