import { levelNames, type LevelName } from '../collection/clusters-schema.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import { seededRandom } from '../random.ts';
import { bridged, centresOf } from './centres.ts';
import { leiden, singletons } from './leiden.ts';
import { aggregated, composed, type Partition, type WeightedGraph } from './weighted-graph.ts';

/** Clusters that can be told apart on a map, those of a handful of concepts, and their kinds. */
const WANTED: Readonly<Record<LevelName, number>> = { coarse: 5, middle: 12, fine: 40 };
/** Images to a cluster, at least, on average: fewer are no kind of image. */
const LEAST_SIZE = 5;
/** A level has at most this share of the clusters of the finer one: else it would say the same again. */
const COARSENING = 0.6;
/** More nodes are first joined to communities: the search for a resolution runs Leiden again and again. */
const FEW_NODES = 4000;
/** Gives some hundred communities of any graph of neighbours; each further attempt takes four times as much. */
const [HIGH_RESOLUTION, RAISE] = [16, 4];
/** Of the first communities, several to a fine cluster. */
const PER_CLUSTER = 4;
const SEARCH_STEPS = 16;

export interface ClusterLevel extends Partition {
  readonly name: LevelName;
  readonly resolution: number;
}

/**
 * The levels of clusters, the coarsest first; each cluster of a finer level lies in one of a coarser. Where there are
 * too few images for three levels, there are fewer, and at least one where there is an image.
 */
export function clusterLevels(
  graph: WeightedGraph,
  vectors: VectorSet,
  seed: number,
): readonly ClusterLevel[] {
  const levels: ClusterLevel[] = [];
  let below = firstCommunities(graph, seed);
  let most = Math.max(1, Math.floor(graph.count / LEAST_SIZE));
  for (const name of levelNames.toReversed()) {
    const wanted = Math.min(WANTED[name], most);
    const communities = aggregated(graph, below);
    const joined = levels.length === 0 ? communities : bridged(communities, centresOf(vectors, below));
    const { partition, resolution } = withCommunities(joined, wanted, seed);
    const level = { name, resolution, ...composed(below, partition) };
    const finer = levels.at(0);
    const isNew = finer === undefined || level.communities < finer.communities;
    const isAll = level.communities === 1;
    if (isNew && (levels.length === 0 || !isAll)) levels.unshift(level);
    [below, most] = [level, Math.max(1, Math.floor(wanted * COARSENING))];
  }
  return graph.count === 0 ? [] : levels;
}

/** Of a large graph communities far below the finest level; of a small one its nodes. */
function firstCommunities(graph: WeightedGraph, seed: number): Partition {
  let found = singletons(graph.count);
  if (graph.count <= FEW_NODES) return found;
  for (let resolution = HIGH_RESOLUTION; ; resolution *= RAISE) {
    found = leiden(graph, resolution, seededRandom(seed));
    if (found.communities >= PER_CLUSTER * WANTED.fine) return found;
  }
}

/** The partition with as many communities as wanted, or nearly, by halving the resolutions between too few and too many. */
function withCommunities(
  graph: WeightedGraph,
  wanted: number,
  seed: number,
): { readonly partition: Partition; readonly resolution: number } {
  let [low, high, resolution] = [0, Infinity, 1];
  let best = { partition: singletons(graph.count), resolution: Infinity };
  const distance = ({ communities }: Partition): number => Math.abs(communities - wanted);
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const partition = leiden(graph, resolution, seededRandom(seed));
    if (best.resolution === Infinity || distance(partition) < distance(best.partition))
      best = { partition, resolution };
    if (partition.communities === wanted) break;
    if (partition.communities < wanted) low = resolution;
    else high = resolution;
    // Only what IEEE 754 rounds exactly: every machine finds the same.
    resolution = high === Infinity ? low * 2 : low === 0 ? high / 2 : Math.sqrt(low * high);
  }
  return best;
}
