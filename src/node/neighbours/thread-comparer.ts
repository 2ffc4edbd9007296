import { Worker } from 'node:worker_threads';
import type { NeighbourGraph } from '../../core/collection/neighbour-graph.ts';
import type {
  AgreementRequest,
  Comparer,
  MapQuality,
  NearestRequest,
  QualityRequest,
} from '../../core/neighbours/comparer.ts';
import type { LongTask } from '../../core/signal.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { threadClient } from '../rpc/thread.ts';
import { comparisonProgress } from './progress.ts';

/** Compares in a thread of its own, which ends with the call: cancelling is ending it, at once. */
export class ThreadComparer implements Comparer {
  readonly #entry: string;

  /** @param entry Absolute path of the built `workers/projection.js`. */
  constructor(entry: string) {
    this.#entry = entry;
  }

  nearest(request: NearestRequest, task: LongTask): Promise<NeighbourGraph> {
    return this.#call('nearest', request, task);
  }

  quality(request: QualityRequest, task: LongTask): Promise<MapQuality> {
    return this.#call('quality', request, task);
  }

  agreement(request: AgreementRequest, task: LongTask): Promise<number> {
    return this.#call('agreement', request, task);
  }

  async #call<K extends 'nearest' | 'quality' | 'agreement'>(
    method: K,
    params: ProjectionMethods[K]['params'],
    task: LongTask,
  ): Promise<ProjectionMethods[K]['result']> {
    const worker = new Worker(this.#entry, { execArgv: [], env: {} });
    const onStep = comparisonProgress(task);
    try {
      return await threadClient<ProjectionMethods>(worker).call(
        method,
        params,
        task.signal,
        ({ done, total }) => onStep(done, total),
      );
    } finally {
      await worker.terminate();
    }
  }
}
