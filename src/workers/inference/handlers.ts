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
import { compareHandlers } from './compare.ts';
import { BatchEmbedder } from './embed.ts';
import { ImageModel } from './image-model.ts';
import { measure } from './measure.ts';
import { Network } from './network.ts';
import { PixelThreads } from './pixel-threads.ts';
import { probeProvider } from './probe.ts';
import { reasonOf } from './reason.ts';

/** Files that the process needs: the decoders' program, and the resampler that they load. */
interface Parts {
  readonly pixels: string;
  readonly resampler: string;
}

/** The inference process' methods; it holds one image model and one text encoder at a time. */
export function inferenceHandlers(ort: typeof Ort, parts: Parts): Handlers<InferenceMethods> {
  let loaded: { model: ImageModel; threads: PixelThreads; embedder: BatchEmbedder } | undefined;
  let elsewhere: PixelThreads | undefined;
  /** The last text encoder: queries come one after the other. */
  let texts: { path: string; network: Network } | undefined;
  const unload = async (): Promise<void> => {
    await loaded?.threads.close();
    await loaded?.model.release();
    loaded = undefined;
  };
  return {
    ...compareHandlers(ort),
    async probe({ provider }) {
      await probeProvider(ort, provider);
      return null;
    },
    measure: (params, { signal }) => measure(ort, params, signal),
    async load(params) {
      await unload();
      const model = await ImageModel.load(ort, params);
      const threads = new PixelThreads(parts.pixels, parts.resampler, params.decoders);
      loaded = { model, threads, embedder: new BatchEmbedder(model, threads) };
      return { dimension: model.dimension };
    },
    async embed({ images }, { signal }) {
      if (loaded === undefined) throw new Error('no model is loaded');
      return loaded.embedder.embed(images, signal);
    },
    async prepare({ images, pixels }, { signal }) {
      const threads = (elsewhere ??= new PixelThreads(parts.pixels, parts.resampler, availableParallelism()));
      const prepared = await Promise.all(images.map((image) => threads.prepare(image.path, pixels, signal)));
      return prepared.map((item) => ('pixels' in item ? item.pixels : item));
    },
    async embedTexts({ rows, ...params }) {
      if (texts?.path !== params.modelPath) {
        await texts?.network.release();
        texts = { path: params.modelPath, network: await Network.open(ort, params) };
      }
      const ids = BigInt64Array.from(rows.flat(), BigInt);
      return texts.network.run(ids, [rows.length, rows[0]?.length ?? 0]);
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
