import type { ClusteringRequest, ComputedLevel } from '../core/clusters/clusterer.ts';
import type { NeighbourGraph } from '../core/collection/neighbour-graph.ts';
import type { ParameterValue, ProjectionMethod } from '../core/collection/schema.ts';
import type {
  AgreementRequest,
  MapQuality,
  NearestRequest,
  QualityRequest,
} from '../core/neighbours/comparer.ts';
import type { LayoutFrame, Projection, ProjectionRequest } from '../core/project/projector.ts';

/** What the projection thread answers: one run at a time. */
export interface ProjectionMethods {
  project: {
    params: ProjectionRequest & {
      readonly method: ProjectionMethod;
      /** Whether layouts on the way are wanted. */
      readonly frames: boolean;
    };
    result: Projection;
    event: LayoutFrame | { readonly done: number; readonly total: number };
  };
  /** Ends the run with the layout as it is. */
  stop: { params: null; result: null; event: never };
  /** The run goes on with other parameters. */
  change: { params: Readonly<Record<string, ParameterValue>>; result: null; event: never };
  /** For collections that are small enough not to start a process. */
  nearest: { params: NearestRequest; result: NeighbourGraph; event: { done: number; total: number } };
  cluster: { params: ClusteringRequest; result: readonly ComputedLevel[]; event: never };
  agreement: { params: AgreementRequest; result: number; event: never };
  quality: { params: QualityRequest; result: MapQuality; event: { done: number; total: number } };
}
