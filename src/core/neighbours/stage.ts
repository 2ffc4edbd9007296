import type { CachedFiles } from '../collection/files.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import {
  isOfSameModel,
  isOfSameRows,
  NeighbourFiles,
  type ComparedVectors,
  type ExistingGraph,
} from '../collection/neighbours.ts';
import { NEIGHBOURS_FOLDER } from '../collection/paths.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import { writeCache } from '../collection/write-anew.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import type { Comparer, KnownNeighbours } from './comparer.ts';

/** Three times t-SNE's usual perplexity of 30 (van der Maaten 2014, "Accelerating t-SNE"): enough for every map. */
const KEPT_NEIGHBOURS = 90;

/** Images and their vectors, in one order. */
export interface ComparedImages extends VectorSet, ComparedVectors {
  /** Names the vectors in the collection (`vectorsName`). */
  readonly name: string;
}

export interface NeighbourDependencies {
  readonly collection: CachedFiles;
  readonly sha256: Sha256;
  readonly comparer: Comparer;
  /** For who only reads: runs what would write where nobody else does, and otherwise not. */
  readonly ifMayWrite?: IfMayWrite;
}

export type IfMayWrite = (write: () => Promise<void>) => Promise<void>;

const always: IfMayWrite = (write) => write();

/**
 * The neighbour graph of some images, with at least `leastK` neighbours of each where there are so many: as it
 * stands in the collection, extended by what is new, or computed; and kept for whoever asks next.
 * @throws RangeError for vectors that are not finite.
 */
export async function neighbourGraph(
  images: ComparedImages,
  leastK: number,
  { collection, sha256, comparer, ifMayWrite = always }: NeighbourDependencies,
  task: LongTask,
): Promise<NeighbourGraph> {
  const { vectors, dimension, modelSha256, preprocessing, ids, digests } = images;
  const most = ids.length - 1;
  if (most < 1) return { count: ids.length, k: 0, indices: new Int32Array(), distances: new Float32Array() };
  const files = new NeighbourFiles(collection, sha256, images.name);
  const existing = await files.read((of) => isOfSameModel(of, images));
  const isEnough = existing !== undefined && existing.graph.k >= Math.min(leastK, most);
  if (isEnough && (await isOfSameRows(existing, images, collection.pause))) return existing.graph;
  const k = Math.min(Math.max(leastK, KEPT_NEIGHBOURS), most);
  const known = existing === undefined ? undefined : knownOf(existing, images);
  const request = { vectors, dimension, k };
  const graph = await comparer.nearest(known === undefined ? request : { ...request, known }, task);
  const write = (): Promise<void> => files.write({ modelSha256, preprocessing, ids, digests, graph });
  await ifMayWrite(() => writeCache(collection, NEIGHBOURS_FOLDER, write));
  return graph;
}

/** Where the rows of a graph are now. */
function knownOf({ graph, ids, digests }: ExistingGraph, now: ComparedVectors): KnownNeighbours {
  const rowOf = new Map(now.ids.map((id, row) => [id, row]));
  const rowNow = Int32Array.from(ids, (id, before) => {
    const row = rowOf.get(id) ?? -1;
    // Another image of the same name is a new one.
    return now.digests[row] === digests[before] ? row : -1;
  });
  return { graph, rowNow };
}
