import type { NeighbourGraph } from '../../core/collection/neighbour-graph.ts';
import type { VectorSet } from '../../core/collection/vector-set.ts';
import type { Comparer, MapQuality, NearestRequest, QualityRequest } from '../../core/neighbours/comparer.ts';
import type { LongTask } from '../../core/signal.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import type { InferenceProcess } from '../inference/process.ts';
import type { RpcClient } from '../rpc/client.ts';
import { comparisonProgress } from './progress.ts';

/** Numbers to a message, 4 MB: a message is in memory several times while it is on its way. */
const PIECE = 1_048_576;

/**
 * Compares with onnxruntime on all cores, in an inference process of its own. It ends with the call, and its memory
 * with it: what is laid out next can use that. Cancelling is ending it, at once.
 */
export class ProcessComparer implements Pick<Comparer, 'nearest' | 'quality'> {
  readonly #spawnProcess: () => InferenceProcess;

  /** @param spawnProcess Makes a process, which is ended here. */
  constructor(spawnProcess: () => InferenceProcess) {
    this.#spawnProcess = spawnProcess;
  }

  /** @throws LexiclipError `inference-crashed`. */
  nearest({ k, known, ...set }: NearestRequest, task: LongTask): Promise<NeighbourGraph> {
    const params = known === undefined ? { k } : { k, known };
    return this.#call('nearest', set, params, task);
  }

  /** @throws LexiclipError `inference-crashed`. */
  quality({ layout, dimensions, graph, ...set }: QualityRequest, task: LongTask): Promise<MapQuality> {
    return this.#call('quality', set, { layout, dimensions, graph }, task);
  }

  async #call<K extends 'nearest' | 'quality'>(
    method: K,
    set: VectorSet,
    params: InferenceMethods[K]['params'],
    task: LongTask,
  ): Promise<InferenceMethods[K]['result']> {
    const { signal } = task;
    const process = this.#spawnProcess();
    const onStep = comparisonProgress(task);
    try {
      const client = process.client();
      await send(client, set, signal);
      return await client.call(method, params, signal, ({ done, total }) => onStep(done, total));
    } finally {
      process.dispose();
    }
  }
}

async function send(
  client: RpcClient<InferenceMethods>,
  { vectors, dimension }: VectorSet,
  signal: AbortSignal,
): Promise<void> {
  await client.call('holdVectors', { length: vectors.length, dimension }, signal);
  // A copy, for shared memory goes to threads only; it is free again once a message has been answered.
  const piece = new Float32Array(Math.min(PIECE, vectors.length));
  for (let at = 0; at < vectors.length; at += PIECE) {
    const numbers = vectors.subarray(at, at + PIECE);
    piece.set(numbers);
    await client.call('putVectors', { at, numbers: piece.subarray(0, numbers.length) }, signal);
  }
}
