import { parentPort, workerData } from 'node:worker_threads';
import { decodeRgb, decodeSquare } from '../node/images/decode.ts';
import { Resampler } from '../node/images/resampler.ts';
import { serve } from '../node/rpc/serve.ts';
import type { PixelMethods } from '../protocol/inference.ts';
import type { RpcRequest } from '../protocol/rpc.ts';

/*
 * A thread that prepares pixels: the network holds its own thread while it runs, and must not wait for them.
 * Started with the path of the resampler's module.
 */

const resampler = Resampler.load(workerData as string);
const answer = serve<PixelMethods>(
  {
    async prepare({ path, size, fit, filter }) {
      if (filter === 'libvips-cubic') return decodeSquare(path, size, fit);
      const { rgb, width, height } = await decodeRgb(path);
      return (await resampler).resample(rgb, width, height, { size, fit, filter });
    },
  },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => {
  answer(request);
});
