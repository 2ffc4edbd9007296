import type { Methods, RpcReply, RpcRequest } from '../../protocol/rpc.ts';

/** How the handler of one method is called. */
export type Handlers<M extends Methods<M>> = {
  [K in keyof M]: (
    params: M[K]['params'],
    call: { readonly signal: AbortSignal; readonly emit: (event: M[K]['event']) => void },
  ) => Promise<M[K]['result']> | M[K]['result'];
};

/** A worker's side: every request is answered, also when its handler throws. Returns the message listener. */
export function serve<M extends Methods<M>>(
  handlers: Handlers<M>,
  post: (reply: RpcReply) => void,
): (request: RpcRequest) => void {
  const running = new Map<number, AbortController>();

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlers[method as keyof M];
      const emit = (event: unknown): void => post({ id, event });
      post({ id, result: await handler(params, { signal: controller.signal, emit }) });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      post({ id, error: { name, message } });
    } finally {
      running.delete(id);
    }
  }

  return (request) => {
    if ('cancel' in request) running.get(request.id)?.abort();
    else void answer(request.id, request.method, request.params);
  };
}
