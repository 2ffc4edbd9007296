import type { NeighbourGraph } from '../../core/collection/neighbour-graph.ts';
import type { VectorSet } from '../../core/collection/vector-set.ts';
import type {
  AgreementRequest,
  Comparer,
  MapQuality,
  NearestRequest,
  QualityRequest,
} from '../../core/neighbours/comparer.ts';
import { checkFinite, pendingRows } from '../../core/neighbours/exact.ts';
import { rankedPairs } from '../../core/neighbours/quality.ts';
import type { LongTask } from '../../core/signal.ts';
import type { InferenceProcess } from '../inference/process.ts';
import { ProcessComparer } from './process-comparer.ts';
import { ThreadComparer } from './thread-comparer.ts';

/**
 * Products of two numbers up to which a thread needs no more of a processor than starting a process and multiplying
 * there: 4,000 vectors of 512 with each other (measured: 32 GFLOP/s in WebAssembly against 87 in onnxruntime).
 */
const THREAD_WORK = 4e9;

/** Compares vectors in a thread where there is little to do, and in an inference process where there is much. */
export class LocalComparer implements Comparer {
  readonly #thread: ThreadComparer;
  readonly #process: ProcessComparer;

  /**
   * @param spawnProcess Makes an inference process; each ends with its comparison.
   * @param projectionEntry Absolute path of the built `workers/projection.js`.
   */
  constructor(spawnProcess: () => InferenceProcess, projectionEntry: string) {
    this.#thread = new ThreadComparer(projectionEntry);
    this.#process = new ProcessComparer(spawnProcess);
  }

  /** @throws RangeError for vectors that are not finite; LexiclipError `inference-crashed`. */
  async nearest(request: NearestRequest, task: LongTask): Promise<NeighbourGraph> {
    task.signal.throwIfAborted();
    checkFinite(request.vectors);
    return this.#for(request, nearestPairs(request)).nearest(request, task);
  }

  /** @throws LexiclipError `inference-crashed`. */
  async quality(request: QualityRequest, task: LongTask): Promise<MapQuality> {
    task.signal.throwIfAborted();
    return this.#for(request, rankedPairs(request.graph.count)).quality(request, task);
  }

  /** Of layouts alone, which a thread has done before a process has started. */
  async agreement(request: AgreementRequest, task: LongTask): Promise<number> {
    task.signal.throwIfAborted();
    return this.#thread.agreement(request, task);
  }

  #for({ dimension }: VectorSet, pairs: number): Pick<Comparer, 'nearest' | 'quality'> {
    return pairs * dimension <= THREAD_WORK ? this.#thread : this.#process;
  }
}

/** Pairs of vectors that are multiplied. */
function nearestPairs({ vectors, dimension, k, known }: NearestRequest): number {
  const count = dimension === 0 ? 0 : vectors.length / dimension;
  const work = known === undefined ? undefined : pendingRows(known, count, Math.min(k, count - 1));
  return work === undefined ? (count * count) / 2 : work.pending.length * count;
}
