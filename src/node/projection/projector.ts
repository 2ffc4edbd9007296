import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../../core/collection/schema.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import { localNumber } from '../../core/language.ts';
import { methodTitle } from '../../core/project/parameters.ts';
import type {
  Projection,
  ProjectionRequest,
  ProjectionTask,
  Projector,
} from '../../core/project/projector.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { threadClient } from '../rpc/thread.ts';

/** Projects in a worker thread of its own, which ends with the run: cancelling is ending it, at once. */
export class ThreadProjector implements Projector {
  readonly #entry: string;

  /** @param entry Absolute path of the built `workers/projection.js`. */
  constructor(entry: string) {
    this.#entry = entry;
  }

  async project(
    method: ProjectionMethod,
    request: ProjectionRequest,
    task: ProjectionTask,
  ): Promise<Projection> {
    const { signal, onProgress, onFrame, onStart } = task;
    const title = methodTitle(method);
    const worker = new Worker(this.#entry, { execArgv: [], env: {} });
    const client = threadClient<ProjectionMethods>(worker);
    try {
      onProgress({ stage: 'project', done: 0, total: 1, message: title });
      const tell = (what: 'stop' | 'change', parameters: object | null): void => {
        // Whoever waits for the run hears of its end.
        client.call(what, parameters as null, signal).catch(() => undefined);
      };
      onStart?.({
        stop: () => tell('stop', null),
        change: (parameters) => tell('change', parameters),
      });
      const frames = onFrame !== undefined;
      return await client.call('project', { ...request, method, frames }, signal, (event) => {
        if ('layout' in event) {
          onFrame?.(event);
          return;
        }
        const { done, total } = event;
        const message = l10n.t('{title}: {done} of {total}', {
          title,
          done: localNumber(done),
          total: localNumber(total),
        });
        onProgress({ stage: 'project', done, total, message });
      });
    } catch (error) {
      if (isAbort(error)) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new LexiclipError({ kind: 'projection-failed', method: title, detail }, { cause: error });
    } finally {
      await worker.terminate();
    }
  }
}
