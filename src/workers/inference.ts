import path from 'node:path';
import { serve } from '../node/rpc/serve.ts';
import type { InferenceMethods } from '../protocol/inference.ts';
import type { RpcRequest } from '../protocol/rpc.ts';
import { inferenceHandlers } from './inference/handlers.ts';
import { loadOnnxruntime } from './inference/load-onnxruntime.ts';

// A process of its own: native code may crash here without taking the editor's extension host along.
const parts = {
  pixels: path.join(import.meta.dirname, 'pixels.js'),
  resampler: path.join(import.meta.dirname, '../wasm/resample.wasm'),
};
const answer = serve<InferenceMethods>(inferenceHandlers(loadOnnxruntime(), parts), (reply) =>
  process.send?.(reply),
);
process.on('message', (request: RpcRequest) => answer(request));
process.on('disconnect', () => process.exit());
