import { Worker } from 'node:worker_threads';
import type { ImageFile } from '../../core/embed/embedder.ts';
import type { RpcClient } from '../../node/rpc/client.ts';
import { ThreadEnded, threadClient } from '../../node/rpc/thread.ts';
import type { PixelMethods, PixelParams, Prepared } from '../../protocol/inference.ts';
import { reasonOf } from './reason.ts';

/** Threads that decode and resample, in turn; a file that cannot be read is an answer, not an error. */
export class PixelThreads {
  readonly #threads: readonly { readonly worker: Worker; readonly client: RpcClient<PixelMethods> }[];
  #next = 0;

  /**
   * @param entry The built `workers/pixels.js`.
   * @param resampler The built `resample.wasm`.
   */
  constructor(entry: string, resampler: string, count: number) {
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(entry, { workerData: resampler, execArgv: [] });
      // An idle decoder keeps no process alive.
      worker.unref();
      return { worker, client: threadClient<PixelMethods>(worker) };
    });
  }

  async prepare(
    { folder, path, sha256, bytes }: Omit<ImageFile, 'id'>,
    params: PixelParams,
    signal: AbortSignal,
  ): Promise<Prepared> {
    const thread = this.#threads[this.#next++ % this.#threads.length];
    try {
      if (thread === undefined) throw new Error('no thread decodes');
      return await thread.client.call(
        'prepare',
        { ...params, image: { folder, path, sha256, bytes } },
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      // Not the image's fault.
      if (error instanceof ThreadEnded) throw error;
      return { failure: reasonOf(error) };
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
