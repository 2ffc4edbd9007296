import type { Methods, RpcReply, RpcRequest } from '../../protocol/rpc.ts';

/** One end of a worker's message channel. */
export interface Channel {
  post(request: RpcRequest): void;
  onReply(listener: (reply: RpcReply) => void): void;
  /** The other side is gone; nothing more will be answered. */
  onClose(listener: (reason: Error) => void): void;
}

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onEvent: (event: never) => void;
  readonly settled: () => void;
}

/** Calls a worker's methods. Every call ends: with its answer, its error, its cancellation, or the worker's end. */
export class RpcClient<M extends Methods<M>> {
  readonly #channel: Channel;
  readonly #pending = new Map<number, Pending>();
  #closed: Error | undefined;
  #nextId = 1;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.onReply((reply) => this.#settle(reply));
    channel.onClose((reason) => {
      this.#closed = reason;
      for (const { reject, settled } of this.#pending.values()) {
        settled();
        reject(reason);
      }
      this.#pending.clear();
    });
  }

  /**
   * Rejects with the signal's reason as soon as it aborts; the worker is told and may still be finishing.
   * @throws Error with the name and message of what the handler threw, or the reason of the worker's end.
   */
  call<K extends keyof M & string>(
    method: K,
    params: M[K]['params'],
    signal: AbortSignal,
    onEvent: (event: M[K]['event']) => void = () => undefined,
  ): Promise<M[K]['result']> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const id = this.#nextId++;
    return new Promise<M[K]['result']>((resolve, reject) => {
      const cancel = (): void => {
        this.#pending.delete(id);
        this.#channel.post({ id, cancel: true });
        reject(signal.reason as Error);
      };
      const settled = (): void => signal.removeEventListener('abort', cancel);
      signal.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, { resolve, reject, onEvent, settled });
      this.#channel.post({ id, method, params });
    });
  }

  #settle(reply: RpcReply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if ('event' in reply) {
      pending.onEvent(reply.event as never);
      return;
    }
    this.#pending.delete(reply.id);
    pending.settled();
    if ('result' in reply) pending.resolve(reply.result as never);
    else pending.reject(Object.assign(new Error(reply.error.message), { name: reply.error.name }));
  }
}
