import { Worker } from 'node:worker_threads';
import type { Clusterer, ClusteringRequest, ComputedLevel } from '../../core/clusters/clusterer.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { threadClient } from '../rpc/thread.ts';

/** Clusters in a thread of its own, which ends with the call: cancelling is ending it, at once. */
export class ThreadClusterer implements Clusterer {
  readonly #entry: string;

  /** @param entry Absolute path of the built `workers/projection.js`. */
  constructor(entry: string) {
    this.#entry = entry;
  }

  /** @throws LexiclipError `clustering-failed`. */
  async levels(request: ClusteringRequest, { signal }: LongTask): Promise<readonly ComputedLevel[]> {
    signal.throwIfAborted();
    const worker = new Worker(this.#entry, { execArgv: [], env: {} });
    try {
      return await threadClient<ProjectionMethods>(worker).call('cluster', request, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new LexiclipError({ kind: 'clustering-failed', detail }, { cause: error });
    } finally {
      await worker.terminate();
    }
  }
}
