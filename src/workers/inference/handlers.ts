import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type * as Ort from 'onnxruntime-node';
import pLimit from 'p-limit';
import writeFileAtomic from 'write-file-atomic';
import type { ImageText } from '../../core/ports.ts';
import { makeThumbnail } from '../../node/images/decode.ts';
import { readImageText } from '../../node/images/text.ts';
import type { Handlers } from '../../node/rpc/serve.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import { embedInBatches } from './embed.ts';
import { ImageModel } from './image-model.ts';
import { probeProvider } from './probe.ts';
import { reasonOf } from './reason.ts';

/** The inference process' methods; it holds one model at a time. */
export function inferenceHandlers(ort: typeof Ort): Handlers<InferenceMethods> {
  let model: ImageModel | undefined;
  return {
    async probe({ provider }) {
      await probeProvider(ort, provider);
      return null;
    },
    async load(params) {
      await model?.release();
      model = await ImageModel.load(ort, params);
      return { dimension: model.dimension };
    },
    async embed({ images }, { signal, emit }) {
      if (model === undefined) throw new Error('no model is loaded');
      await embedInBatches(model, images, signal, emit);
      return null;
    },
    texts({ files }, { signal }) {
      const limit = pLimit(availableParallelism());
      const one = (file: string): Promise<ImageText | null> => {
        signal.throwIfAborted();
        return readImageText(file).catch(() => null);
      };
      return Promise.all(files.map((file) => limit(one, file)));
    },
    async thumbnails({ jobs }, { signal }) {
      const limit = pLimit(availableParallelism());
      const failures: [number, string][] = [];
      const one = async ({ image, thumbnail }: (typeof jobs)[number], index: number): Promise<void> => {
        signal.throwIfAborted();
        try {
          const bytes = await makeThumbnail(image);
          await mkdir(path.dirname(thumbnail), { recursive: true });
          await writeFileAtomic(thumbnail, Buffer.from(bytes));
        } catch (error) {
          failures.push([index, reasonOf(error)]);
        }
      };
      await Promise.all(jobs.map((job, index) => limit(one, job, index)));
      return failures;
    },
  };
}
