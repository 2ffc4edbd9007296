import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-node';
import pLimit from 'p-limit';
import type { FileFacts } from '../../core/collection/file-facts.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import type { Thumbnail } from '../../core/embed/image-decoder.ts';
import type { FoundText } from '../../core/metadata/found-text.ts';
import { openImage } from '../../node/collection/open-image.ts';
import { makeThumbnail } from '../../node/images/decode.ts';
import { readFileFacts } from '../../node/images/file-facts.ts';
import { decodeCell, makeSheet, type CellPixels } from '../../node/images/sheet.ts';
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
import { TextTokenizer } from './text-tokenizer.ts';

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
  /** The last tokenizer: building one takes longer than all the rest of a query. */
  let tokenizers: { path: string; tokenizer: TextTokenizer } | undefined;
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
    prepare({ images, pixels }, { signal }) {
      const threads = (elsewhere ??= new PixelThreads(parts.pixels, parts.resampler, availableParallelism()));
      return Promise.all(images.map((image) => threads.prepare(image, pixels, signal)));
    },
    async tokens({ tokenizer: path, text, context }) {
      if (tokenizers?.path !== path) tokenizers = { path, tokenizer: await TextTokenizer.open(path) };
      return tokenizers.tokenizer.row(text, context);
    },
    async embedTexts({ rows, ...params }) {
      if (texts?.path !== params.modelPath) {
        await texts?.network.release();
        texts = { path: params.modelPath, network: await Network.open(ort, params) };
      }
      const ids = BigInt64Array.from(rows.flat(), BigInt);
      return texts.network.run(ids, [rows.length, rows[0]?.length ?? 0]);
    },
    texts({ files, hidden }, { signal }) {
      const one = (file: ContainedFile): Promise<readonly FoundText[] | null> =>
        openImage(file)
          .then((image) => readImageText(image, hidden))
          .catch(() => null);
      return eachLimited(files, signal, one);
    },
    facts({ files }, { signal }) {
      const one = async (file: ContainedFile): Promise<FileFacts | null> =>
        (await readFileFacts(file).catch(() => undefined)) ?? null;
      return eachLimited(files, signal, one);
    },
    thumbnails({ images }, { signal }) {
      const one = (file: ContainedFile): Promise<Thumbnail> =>
        openImage(file)
          .then(makeThumbnail)
          .then(
            (webp) => ({ webp }),
            (error: unknown) => ({ failure: reasonOf(error) }),
          );
      return eachLimited(images, signal, one);
    },
    async sheet({ thumbnails }, { signal }) {
      const one = async (file: ContainedFile | null): Promise<CellPixels | undefined> =>
        file === null
          ? undefined
          : openImage(file)
              .then(decodeCell)
              .catch(() => undefined);
      return makeSheet(await eachLimited(thumbnails, signal, one));
    },
  };
}

/** Does something for each file, for as many at once as there are cores. */
function eachLimited<F, T>(
  files: readonly F[],
  signal: AbortSignal,
  work: (file: F) => Promise<T>,
): Promise<readonly T[]> {
  const limit = pLimit(availableParallelism());
  return Promise.all(
    files.map((file) =>
      limit(() => {
        signal.throwIfAborted();
        return work(file);
      }),
    ),
  );
}
