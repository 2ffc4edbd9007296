import { ReadableStream } from 'node:stream/web';
import { preprocessingName } from '../../core/embed/models.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import type { Embedded, Embedder, EmbedderReady, ImageFile, Logger } from '../../core/ports.ts';
import type { CancelSignal, LongTask } from '../../core/signal.ts';
import { describeError } from '../../core/wording.ts';
import type { Provider, SessionParams } from '../../protocol/inference.ts';
import { sha256OfFile } from '../files.ts';
import type { LocatedModel, ModelChoice } from '../models/model-files.ts';
import { deviceNameOf, providersFor, providerTitles, type DeviceName } from './devices.ts';
import type { InferenceProcess } from './process.ts';
import { describeRefusal } from './refusal.ts';

/** How often a process that dies in the middle of a run is started again. */
const RESTARTS = 2;

export interface EmbedderOptions {
  readonly model: ModelChoice;
  readonly device: DeviceName;
  readonly process: InferenceProcess;
  /** The model's checked file, downloaded first where needed. */
  readonly locate: (target: 'cpu' | 'gpu', task: LongTask) => Promise<LocatedModel>;
  readonly logger: Logger;
}

/** Embeds in the inference process, on the first device that proves itself. */
export class ProcessEmbedder implements Embedder {
  readonly modelId: string;
  readonly preprocessing: string;
  readonly #options: EmbedderOptions;
  #session: SessionParams | undefined;

  constructor(options: EmbedderOptions) {
    this.#options = options;
    this.modelId = options.model.id;
    this.preprocessing = preprocessingName(options.model);
  }

  async digests(): Promise<readonly string[]> {
    const { file, variants } = this.#options.model;
    return file === undefined ? variants.map(({ sha256 }) => sha256) : [await sha256OfFile(file)];
  }

  async load(task: LongTask): Promise<EmbedderReady> {
    const { model, device, logger } = this.#options;
    const refusals: string[] = [];
    for (const provider of providersFor(device, process.platform, process.arch)) {
      try {
        const located = await this.#start(provider, task);
        const { id, label, standIn } = model;
        const reason = device === 'auto' ? reasonFor(provider, refusals) : 'as chosen';
        return {
          model: { id, label, standIn, sha256: located.sha256 },
          device: { provider: deviceNameOf(provider), reason },
        };
      } catch (error) {
        if (!isRefusal(error) || isAbort(error)) throw error;
        const detail = describeRefusal(error);
        if (device !== 'auto')
          throw new LexiclipError({ kind: 'device-unavailable', device, detail }, { cause: error });
        logger.info(`${providerTitles[provider]} is not used: ${String(error)}`);
        refusals.push(`${providerTitles[provider]}: ${detail}`);
        if (provider === 'cpu') throw this.#unusable(detail, error);
      }
    }
    throw new LexiclipError({ kind: 'device-unavailable', device, detail: refusals.join('; ') });
  }

  async *embed(images: readonly ImageFile[], signal: CancelSignal): AsyncIterable<readonly Embedded[]> {
    let remaining = images;
    for (let restarts = 0; ; restarts++) {
      try {
        for await (const batch of this.#stream(remaining, signal as AbortSignal)) {
          remaining = remaining.slice(batch.length);
          yield batch;
        }
        return;
      } catch (error) {
        const crashed = error instanceof LexiclipError && error.failure.kind === 'inference-crashed';
        if (!crashed || restarts >= RESTARTS) throw error;
        this.#options.logger.warn(`${describeError(error)} Starting it again.`);
        if (this.#session !== undefined) {
          await this.#options.process.client().call('load', this.#session, signal as AbortSignal);
        }
      }
    }
  }

  /** Loads the model on a provider. A GPU is probed first, so that nothing is downloaded for one that is not there. */
  async #start(provider: Provider, task: LongTask): Promise<LocatedModel> {
    const signal = task.signal as AbortSignal;
    const { process, locate, model } = this.#options;
    const { size, mean, deviation } = model;
    if (provider !== 'cpu') await process.client().call('probe', { provider }, signal);
    const located = await locate(provider === 'cpu' ? 'cpu' : 'gpu', task);
    task.onProgress({
      stage: 'model',
      done: 0,
      total: 1,
      message: `Loading ${model.label} on ${providerTitles[provider]}`,
    });
    const session = { modelPath: located.file, provider, size, mean, deviation, batch: located.batch };
    await process.client().call('load', session, signal);
    this.#session = session;
    return located;
  }

  #stream(images: readonly ImageFile[], signal: AbortSignal): ReadableStream<readonly Embedded[]> {
    const client = this.#options.process.client();
    return new ReadableStream({
      start(controller): void {
        client
          .call('embed', { images }, signal, (batch) => {
            controller.enqueue(batch);
          })
          .then(
            () => {
              controller.close();
            },
            (error: unknown) => {
              controller.error(error);
            },
          );
      },
    });
  }

  #unusable(detail: string, cause: unknown): LexiclipError {
    const { file, id } = this.#options.model;
    return new LexiclipError({ kind: 'model-unusable', path: file ?? id, detail }, { cause });
  }
}

/** Whether the device refused, as against the user, the network or the disk. */
function isRefusal(error: unknown): boolean {
  return !(error instanceof LexiclipError) || error.failure.kind === 'inference-crashed';
}

function reasonFor(provider: Provider, refusals: readonly string[]): string {
  const because = refusals.length === 0 ? '' : ` (${refusals.join('; ')})`;
  if (provider !== 'cpu') return `first that proved itself${because}`;
  return refusals.length === 0 ? 'no GPU can be used on this platform' : `no GPU can be used${because}`;
}
