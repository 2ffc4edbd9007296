import { parentPort } from 'node:worker_threads';
import { serve } from '../node/rpc/serve.ts';
import type { ParquetMethods } from '../protocol/parquet.ts';
import type { RpcRequest } from '../protocol/rpc.ts';
import { readParquet } from './parquet/read.ts';
import { throttleProgress } from './progress.ts';

const answer = serve<ParquetMethods>(
  { read: ({ file }, { emit }) => readParquet(file, throttleProgress(emit)) },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => answer(request));
