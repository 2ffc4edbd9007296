import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { computeLevels } from '../core/clusters/clusterer.ts';
import type { ProductKernels } from '../core/neighbours/wasm-product.ts';
import type { ProjectionKernels } from '../core/project/layout.ts';
import { serve } from '../node/rpc/serve.ts';
import { loadWasm } from '../node/wasm.ts';
import type { ProjectionMethods } from '../protocol/projection.ts';
import type { RpcRequest } from '../protocol/rpc.ts';
import { compareHandlers } from './projection/compare.ts';
import { projectHandlers } from './projection/project.ts';

const module = (name: string): Promise<unknown> =>
  loadWasm(path.join(import.meta.dirname, `../wasm/${name}.wasm`));

async function loadKernels(): Promise<ProjectionKernels> {
  const [umap, tsne] = await Promise.all([module('umap'), module('tsne')]);
  return { umap, tsne } as ProjectionKernels;
}

const answer = serve<ProjectionMethods>(
  {
    ...projectHandlers(loadKernels),
    ...compareHandlers(async () => (await module('product')) as ProductKernels),
    cluster: (request) => computeLevels(request),
  },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => answer(request));
