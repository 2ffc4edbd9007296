import * as l10n from '@vscode/l10n';
import type { ModelInfo } from '../../core/collection/schema.ts';
import type { Embedded, Embedder, ImageFile, ReadyEmbedder } from '../../core/embed/embedder.ts';
import { preprocessingName } from '../../core/embed/model-description.ts';
import { cosine, normaliseRows, pixelTable, writePixels } from '../../core/embed/tensor.ts';
import { LexiclipError } from '../../core/errors.ts';
import { localDecimal } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import type { CancelSignal, LongTask } from '../../core/signal.ts';
import type { ModelChoice } from '../models/model-files.ts';
import { sha256 } from '../sha256.ts';
import type { Transport } from '../transport.ts';
import { embedInParallel, type BatchWorker } from './batch-workers.ts';
import { pixelsOf } from './embedder.ts';
import type { ServedModel } from './inference-answers.ts';
import { OpenInferenceClient } from './open-inference.ts';
import type { InferenceProcess } from './process.ts';

/** Batches at once: enough to keep a server busy behind a network. */
const WORKERS = 4;
const BATCH = 16;
/** Images by which a server's model is compared with the local one. */
const COMPARED = 4;
/** An int8 model is that far from its fp32 at worst; another model is nowhere near. */
const LEAST_COSINE = { int8: 0.95, other: 0.999 };

interface EndpointOptions {
  /** Of the model on the server. */
  readonly url: string;
  readonly model: ModelChoice;
  readonly transport: Transport;
  /** Decodes images; the server gets pixels. */
  readonly process: InferenceProcess;
  /** The same model on this machine, to compare with. */
  readonly local: Embedder;
}

/** Embeds on a server of the Open Inference Protocol. Images are decoded here, and each batch is retried by itself. */
export class EndpointEmbedder implements Embedder {
  readonly preprocessing: string;
  readonly #options: EndpointOptions;
  readonly #client: OpenInferenceClient;
  /** Of all its vectors, once the first have come. */
  #dimension: number | undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.preprocessing = preprocessingName(options.model);
    this.#client = new OpenInferenceClient(options.url, options.transport);
  }

  async candidates(): Promise<readonly ModelInfo[]> {
    return [await this.#mark()];
  }

  async load(task: LongTask): Promise<ReadyEmbedder> {
    const { url, model, local } = this.#options;
    const { signal } = task;
    const served = await this.#client.metadata(signal);
    const [input] = served.inputs;
    const wanted = [3, model.size, model.size];
    if (
      input?.datatype !== 'FP32' ||
      wanted.some((side, at) => ![side, -1].includes(input.shape[at + 1] ?? NaN))
    )
      throw this.#unusable(
        l10n.t(
          'its input is {0} [{1}], not FP32 [n, {2}]',
          plainText(input?.datatype ?? 'none'),
          String(input?.shape),
          wanted.join(', '),
        ),
      );
    const own = await local.load(task, COMPARED);
    return {
      model: await this.#mark(),
      device: { provider: 'server', reason: `${plainText(served.name)} at ${new URL(url).host}` },
      embed: (images, signal) => this.#embed(images, served, own, signal),
    };
  }

  async *#embed(
    images: readonly ImageFile[],
    served: ServedModel,
    local: ReadyEmbedder,
    signal: CancelSignal,
  ): AsyncIterable<readonly Embedded[]> {
    const worker: BatchWorker = { embed: (batch) => this.#batch(batch, served, signal) };
    await this.#compare(images.slice(0, COMPARED), worker, local, signal);
    yield* embedInParallel(
      images,
      BATCH,
      Array.from({ length: WORKERS }, () => ({ ...worker })),
    );
  }

  async #batch(
    images: readonly ImageFile[],
    served: ServedModel,
    signal: AbortSignal,
  ): Promise<readonly Embedded[]> {
    const { model, process } = this.#options;
    const { size } = model;
    const prepared = await process.client().call('prepare', { images, pixels: pixelsOf(model) }, signal);
    const readable = prepared.flatMap((item, index) =>
      'pixels' in item ? [{ pixels: item.pixels, index }] : [],
    );
    const length = 3 * size * size;
    const data = new Float32Array(readable.length * length);
    const table = pixelTable(model);
    readable.forEach(({ pixels }, row) => writePixels(pixels, table, data, row * length));
    const vectors =
      readable.length === 0 ? new Float32Array(0) : await this.#run(data, readable.length, served, signal);
    const dimension = vectors.length / Math.max(1, readable.length);
    const rowOf = new Map(readable.map(({ index }, row) => [index, row]));
    return images.map(({ id }, index): Embedded => {
      const item = prepared[index];
      const row = rowOf.get(index);
      if (row !== undefined) return { id, vector: vectors.slice(row * dimension, (row + 1) * dimension) };
      return item === undefined || 'pixels' in item
        ? { id, failure: l10n.t('it was not decoded') }
        : { id, ...item };
    });
  }

  async #run(
    data: Float32Array,
    count: number,
    served: ServedModel,
    signal: AbortSignal,
  ): Promise<Float32Array> {
    const { model } = this.#options;
    const named = (names: readonly { name: string }[], wanted: string): string =>
      names.some(({ name }) => name === wanted) ? wanted : (names[0]?.name ?? wanted);
    const shape = [count, 3, model.size, model.size];
    const input = { name: named(served.inputs, model.input), shape, data };
    const answer = await this.#client.infer(input, named(served.outputs, model.output), signal);
    if (answer.shape[0] !== count || answer.data.length === 0)
      throw this.#unusable(l10n.t('it answered [{0}] for {1} images', answer.shape.join(', '), count));
    const dimension = answer.data.length / count;
    this.#dimension ??= dimension;
    if (dimension !== this.#dimension)
      throw this.#unusable(
        l10n.t('it answered {0} numbers for an image, and {1} before', dimension, this.#dimension),
      );
    try {
      normaliseRows(answer.data, dimension);
    } catch (error) {
      throw error instanceof RangeError ? this.#unusable(error.message) : error;
    }
    return answer.data;
  }

  /** @throws LexiclipError `endpoint-unusable` where the server's vectors are not those of the local model. */
  async #compare(
    images: readonly ImageFile[],
    worker: BatchWorker,
    local: ReadyEmbedder,
    signal: CancelSignal,
  ): Promise<void> {
    const theirs = new Map((await worker.embed(images)).map((item) => [item.id, item]));
    const least = local.model.variant === 'int8' ? LEAST_COSINE.int8 : LEAST_COSINE.other;
    for await (const batch of local.embed(images, signal)) {
      for (const ours of batch) {
        const other = theirs.get(ours.id);
        if (!('vector' in ours) || other === undefined || !('vector' in other)) continue;
        const alike = ours.vector.length === other.vector.length ? cosine(ours.vector, other.vector) : NaN;
        if (!(alike >= least))
          throw this.#unusable(
            l10n.t(
              'its vectors are not those of {0} (cosine {1})',
              this.#options.model.label,
              localDecimal(alike, 3),
            ),
          );
      }
    }
  }

  async #mark(): Promise<ModelInfo> {
    const { model, url } = this.#options;
    const { id, label, standIn } = model;
    return { id, label, standIn, sha256: await sha256(url), variant: 'server' };
  }

  #unusable(detail: string): LexiclipError {
    return new LexiclipError({ kind: 'endpoint-unusable', url: this.#options.url, detail });
  }
}
