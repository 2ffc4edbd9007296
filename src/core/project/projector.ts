import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import type { LongTask } from '../signal.ts';

export interface ProjectionRequest extends VectorSet {
  /** Over the same vectors. */
  readonly graph: NeighbourGraph;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** Where to start: row-major [n, dimensions], NaN for points that have no place yet. */
  readonly start?: Float64Array;
  /** Whether points with a place keep it, to the bit, and only the others are laid out. */
  readonly placesOnly?: boolean;
}

export interface Projection {
  /** Row-major [n, dimensions]. */
  readonly layout: Float64Array;
  readonly dimensions: number;
  /** Absent where the method has none. */
  readonly loss?: number;
  /** Epochs or iterations that were run. */
  readonly steps: number;
  /** Whether there would have been more. */
  readonly stopped: boolean;
}

/** A layout on its way. */
export interface LayoutFrame {
  /** Row-major [n, dimensions]. */
  readonly layout: Float32Array;
  readonly dimensions: number;
  readonly done: number;
  readonly total: number;
}

/** What can be done to a run while it runs. */
export interface RunControl {
  /** Ends it with the layout as it is: a result, not a cancellation. */
  readonly stop: () => void;
  /** Goes on with other parameters from the layout as it is. */
  readonly change: (parameters: Readonly<Record<string, ParameterValue>>) => void;
}

export interface ProjectionTask extends LongTask {
  /** Told of layouts on the way, a few times a second. */
  readonly onFrame?: (frame: LayoutFrame) => void;
  /** Given the run's control when it starts. */
  readonly onStart?: (control: RunControl) => void;
}

/** Lays vectors out on a plane or in space. Equal requests give equal answers, bit by bit. */
export interface Projector {
  project(method: ProjectionMethod, request: ProjectionRequest, task: ProjectionTask): Promise<Projection>;
}
