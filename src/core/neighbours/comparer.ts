import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { QualityMetrics } from '../collection/schema.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import type { LongTask } from '../signal.ts';

export interface NearestRequest extends VectorSet {
  /** Neighbours of each; at most n - 1. */
  readonly k: number;
  /** What is known of them: only what is missing is computed. */
  readonly known?: KnownNeighbours;
}

/** A graph over some of the vectors, from before others came or went. */
export interface KnownNeighbours {
  readonly graph: NeighbourGraph;
  /** For each row of the graph: its row among the vectors now, or -1 where it is gone. */
  readonly rowNow: Int32Array;
}

export interface QualityRequest extends VectorSet {
  /** Row-major [n, dimensions]. */
  readonly layout: Float64Array;
  readonly dimensions: number;
  /** Over the same vectors. */
  readonly graph: NeighbourGraph;
}

export interface MapQuality {
  readonly mark: QualityMetrics;
  /** For each point 0 to 1: the share of its k nearest that the map does not keep among its k nearest. */
  readonly distortion: Float32Array;
}

export interface AgreementRequest {
  /** Of the same points, each row-major [n, dimensions]. */
  readonly layouts: readonly Float64Array[];
  readonly dimensions: number;
}

/** Compares vectors all with all, exactly; equal requests give equal answers. */
export interface Comparer {
  /** 0 to 1: the mean share of a point's nearest in the first layout that are so in another, over all others. */
  agreement(request: AgreementRequest, task: LongTask): Promise<number>;
  nearest(request: NearestRequest, task: LongTask): Promise<NeighbourGraph>;
  quality(request: QualityRequest, task: LongTask): Promise<MapQuality>;
}
