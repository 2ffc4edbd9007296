import { Worker } from 'node:worker_threads';
import type { ProjectionMethod } from '../../core/collection/schema.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import type { ProjectionRequest, Projector } from '../../core/ports.ts';
import { methodTitles } from '../../core/project/parameters.ts';
import type { LongTask } from '../../core/signal.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { threadClient } from '../rpc/thread.ts';

/** Projects in a worker thread of its own, which ends with the run: cancelling is ending it, at once. */
export class ThreadProjector implements Projector {
  readonly method: ProjectionMethod;
  readonly #entry: string;

  /** @param entry Absolute path of the built `workers/projection.js`. */
  constructor(method: ProjectionMethod, entry: string) {
    this.method = method;
    this.#entry = entry;
  }

  async project(request: ProjectionRequest, { signal, onProgress }: LongTask): Promise<Float64Array> {
    const title = methodTitles[this.method];
    const worker = new Worker(this.#entry, { execArgv: [], env: {} });
    const client = threadClient<ProjectionMethods>(worker);
    try {
      onProgress({ stage: 'project', done: 0, total: 1, message: title });
      return await client.call(
        'project',
        { ...request, method: this.method },
        signal as AbortSignal,
        ({ done, total }) => {
          onProgress({
            stage: 'project',
            done,
            total,
            message: `${title}: ${String(done)} of ${String(total)}`,
          });
        },
      );
    } catch (error) {
      if (isAbort(error)) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new LexiclipError({ kind: 'projection-failed', method: title, detail }, { cause: error });
    } finally {
      await worker.terminate();
    }
  }
}
