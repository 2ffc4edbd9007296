import { parentPort, workerData } from 'node:worker_threads';
import { openImage } from '../node/collection/open-image.ts';
import { decodeRgb, decodeSquare } from '../node/images/decode.ts';
import { Resampler } from '../node/images/resampler.ts';
import { serve } from '../node/rpc/serve.ts';
import { sha256 } from '../node/sha256.ts';
import type { PixelMethods } from '../protocol/inference.ts';
import type { RpcRequest } from '../protocol/rpc.ts';

/*
 * A thread that prepares pixels: the network holds its own thread while it runs, and must not wait for them.
 * Started with the path of the resampler's module.
 */

const resampler = Resampler.load(workerData as string);
const answer = serve<PixelMethods>(
  {
    async prepare({ image, size, fit, filter }) {
      const bytes = image.bytes ?? (await openImage(image));
      if ((await sha256(bytes)) !== image.sha256)
        return { failure: 'its bytes have changed', isChanged: true };
      if (filter === 'libvips-cubic') return { pixels: await decodeSquare(bytes, size, fit) };
      const { rgb, width, height } = await decodeRgb(bytes);
      return { pixels: (await resampler).resample(rgb, width, height, { size, fit, filter }) };
    },
  },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => answer(request));
