import type { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { Methods, RpcReply } from '../../protocol/rpc.ts';
import { RpcClient } from './client.ts';

/** The thread is gone, as against an error that it told. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

/** Calls the methods that a worker thread answers; its end rejects what is open. */
export function threadClient<M extends Methods<M>>(worker: Worker): RpcClient<M> {
  return new RpcClient<M>({
    post: (message) => worker.postMessage(message),
    onReply: (listener) => {
      worker.on('message', (reply: RpcReply) => listener(reply));
    },
    onClose: (listener) => {
      worker.on('error', (error) =>
        listener(new ThreadEnded(error instanceof Error ? error.message : String(error), { cause: error })),
      );
      worker.on('exit', (code) => listener(new ThreadEnded(l10n.t('its thread ended with {0}', code))));
    },
  });
}
