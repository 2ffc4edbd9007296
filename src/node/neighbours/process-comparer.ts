import { randomUUID } from 'node:crypto';
import type { NeighbourGraph } from '../../core/neighbours/graph.ts';
import type { Comparer, MapQuality, NearestRequest, QualityRequest, VectorSet } from '../../core/ports.ts';
import type { LongTask } from '../../core/signal.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import type { InferenceProcess } from '../inference/process.ts';
import type { RpcClient } from '../rpc/client.ts';
import { comparing } from './progress.ts';

/** Numbers to a message, 4 MB: a message is in memory several times while it is on its way. */
const PIECE = 1_048_576;

/**
 * Compares in the inference process, with onnxruntime on all cores. The vectors of the last call stay there until
 * other ones come or they are released, so that a map's quality needs no second way for them.
 */
export class ProcessComparer implements Pick<Comparer, 'nearest' | 'quality'> {
  readonly #process: InferenceProcess;
  #held:
    { readonly client: unknown; readonly vectors: WeakRef<Float32Array>; readonly token: string } | undefined;
  /** The process holds one set of vectors, so calls come one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(process: InferenceProcess) {
    this.#process = process;
  }

  nearest({ k, known, ...set }: NearestRequest, task: LongTask): Promise<NeighbourGraph> {
    const rest = known === undefined ? { k } : { k, known };
    return this.#call(set, task, (client, token, signal, onEvent) =>
      client.call('nearest', { token, ...rest }, signal, onEvent),
    );
  }

  quality({ layout, dimensions, graph, ...set }: QualityRequest, task: LongTask): Promise<MapQuality> {
    const rest = { layout, dimensions, graph };
    return this.#call(set, task, (client, token, signal, onEvent) =>
      client.call('quality', { token, ...rest }, signal, onEvent),
    );
  }

  /** Frees what the process holds for comparisons. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined || this.#process.pid === undefined) return;
    await this.#process.client().call('releaseVectors', null, new AbortController().signal);
  }

  async #call<T>(
    set: VectorSet,
    task: LongTask,
    call: (
      client: RpcClient<InferenceMethods>,
      token: string,
      signal: AbortSignal,
      onEvent: (event: { done: number; total: number }) => void,
    ) => Promise<T>,
  ): Promise<T> {
    const signal = task.signal as AbortSignal;
    const mine = this.#turn.then(async () => {
      signal.throwIfAborted();
      const client = this.#process.client();
      const token = await this.#hold(client, set, signal);
      const onStep = comparing(task);
      return call(client, token, signal, ({ done, total }) => {
        onStep(done, total);
      });
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Sends the vectors, unless the process has them. */
  async #hold(
    client: RpcClient<InferenceMethods>,
    { vectors, dimension }: VectorSet,
    signal: AbortSignal,
  ): Promise<string> {
    if (this.#held?.client === client && this.#held.vectors.deref() === vectors) return this.#held.token;
    this.#held = undefined;
    const token = randomUUID();
    await client.call('holdVectors', { token, length: vectors.length, dimension }, signal);
    for (let at = 0; at < vectors.length; at += PIECE) {
      // A copy, for shared memory goes to threads only.
      const numbers = vectors.slice(at, at + PIECE);
      await client.call('putVectors', { token, at, numbers }, signal);
    }
    this.#held = { client, vectors: new WeakRef(vectors), token };
    return token;
  }
}
