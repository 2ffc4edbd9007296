import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { ParameterValue } from '../collection/schema.ts';

/** A layout while it is computed: one for each run, advanced step by step on the calling thread. */
export interface LayoutRun {
  /** Row-major [n, dimensions] coordinates of now; a copy. */
  layout(): Float32Array;
  /** Epochs or iterations so far. */
  readonly done: number;
  readonly total: number;
  /** One more epoch or iteration. */
  step(): void;
  /** What the method minimises, for the layout of now. */
  loss(): number;
  /** Goes on from the layout of now with other parameters, by a schedule of its own. */
  change(parameters: Readonly<Record<string, ParameterValue>>): void;
}

/** What an engine starts from. */
export interface RunInput {
  readonly graph: NeighbourGraph;
  /** 2 or 3. */
  readonly dimensions: number;
  /** All parameters of the method, fitted to the number of points. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** Row-major [n, dimensions], finite. */
  readonly start: Float32Array;
  /** Whether `start` is a map already, rather than a first guess: no early exaggeration, no rescaling. */
  readonly isRefit: boolean;
  /** For each point 1 where it may move, 0 where it stays to the bit; undefined where all may. */
  readonly movable?: Uint8Array;
  /** Where points were on the map that is refitted: row-major [n, dimensions], NaN for new ones. */
  readonly before?: Float64Array;
}
