import { parentPort } from 'node:worker_threads';
import { layOut } from '../core/project/layout.ts';
import { serve } from '../node/rpc/serve.ts';
import type { ProjectionMethods } from '../protocol/projection.ts';
import type { RpcRequest } from '../protocol/rpc.ts';

const answer = serve<ProjectionMethods>(
  {
    project: ({ method, ...request }, { emit }) =>
      layOut(method, request, (done, total) => {
        // Ten messages are enough for a progress bar.
        if (done % Math.ceil(total / 10) === 0) emit({ done, total });
      }),
  },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => {
  answer(request);
});
