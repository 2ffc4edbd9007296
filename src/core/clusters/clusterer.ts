import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import type { LongTask } from '../signal.ts';
import { centresOf, medoidsOf } from './centres.ts';
import { clusterLevels, type ClusterLevel } from './levels.ts';
import { rankGraph } from './rank-graph.ts';

export interface ClusteringRequest extends VectorSet {
  /** Over the same vectors; all its neighbours count. */
  readonly graph: NeighbourGraph;
  readonly seed: number;
}

export interface ComputedLevel extends ClusterLevel {
  /** [communities]: the row that is most like all of its cluster. */
  readonly medoids: Int32Array;
  /** Row-major [communities, dimension]: the directions of the means of their vectors. */
  readonly centres: Float32Array;
}

/** Clusters vectors: where it is done is another's matter. Equal requests give equal answers. */
export interface Clusterer {
  /** The coarsest first. */
  levels(request: ClusteringRequest, task: LongTask): Promise<readonly ComputedLevel[]>;
}

/** What a clusterer answers. */
export function computeLevels({ graph, seed, ...set }: ClusteringRequest): readonly ComputedLevel[] {
  const levels = clusterLevels(rankGraph(graph), set, seed);
  return levels.map((level) => {
    const centres = centresOf(set, level);
    return { ...level, centres, medoids: medoidsOf(set, level, centres) };
  });
}
