import { availableParallelism } from 'node:os';
import type { ModelInfo, PlanInfo } from '../../core/collection/schema.ts';
import type { Embedded, Embedder, ImageFile, ReadyEmbedder } from '../../core/embed/embedder.ts';
import { preprocessingName } from '../../core/embed/model-description.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { CancelSignal, LongTask } from '../../core/signal.ts';
import type { PixelParams, Provider, SessionParams } from '../../protocol/inference.ts';
import type { ModelChoice } from '../models/model-files.ts';
import type { LocatedModel, ModelFiles } from '../models/obtain.ts';
import { sha256OfFile } from '../sha256.ts';
import { embedInParallel } from './batch-workers.ts';
import { deviceNameOf, providersFor, providerTitles, type DeviceName } from './devices.ts';
import type { PlanChooser } from './plan-chooser.ts';
import { ProcessWorker } from './process-worker.ts';
import type { InferenceProcess } from './process.ts';
import { describeRefusal } from './refusal.ts';
import { suitableVariants, targetOf } from './suitable-variants.ts';

/** Images to a request at least: a request, and what is written after it, cost as much for one as for some. */
const REQUEST = 4;

export interface EmbedderOptions {
  readonly model: ModelChoice;
  readonly device: DeviceName;
  readonly process: InferenceProcess;
  /** Starts another process like it. */
  readonly spawnProcess: () => InferenceProcess;
  readonly files: Pick<ModelFiles, 'image'>;
  readonly planner: PlanChooser;
  readonly logger: Logger;
}

/** Embeds in inference processes of this machine, on the first device that proves itself. */
export class ProcessEmbedder implements Embedder {
  readonly preprocessing: string;
  readonly #options: EmbedderOptions;
  /** Besides the first one, all with the model loaded; they end with the run. */
  #others: readonly InferenceProcess[] = [];

  constructor(options: EmbedderOptions) {
    this.#options = options;
    this.preprocessing = preprocessingName(options.model);
  }

  async candidates(): Promise<readonly ModelInfo[]> {
    const { model, device } = this.#options;
    if (model.file !== undefined)
      return [markOf(model, { file: model.file, sha256: await sha256OfFile(model.file) })];
    return suitableVariants(model.variants, device).map(({ path, sha256, precision }) =>
      markOf(model, { file: path, sha256, precision }),
    );
  }

  async load(task: LongTask, count: number): Promise<ReadyEmbedder> {
    const { model, device, logger } = this.#options;
    const refusals: string[] = [];
    for (const provider of providersFor(device, process.platform, process.arch)) {
      try {
        const { located, session, plan } = await this.#start(provider, task, count);
        const reason = device === 'auto' ? reasonFor(provider, refusals) : 'as chosen';
        return {
          model: markOf(model, located),
          device: { provider: deviceNameOf(provider), reason },
          plan,
          embed: (images, signal) => this.#embed(images, session, plan, signal),
        };
      } catch (error) {
        if (!isRefusal(error) || isAbort(error)) throw error;
        const detail = describeRefusal(error);
        if (device !== 'auto' && provider !== 'cpu')
          throw new LexiclipError({ kind: 'device-unavailable', device, detail }, { cause: error });
        logger.info(`${providerTitles[provider]} is not used: ${String(error)}`);
        refusals.push(`${providerTitles[provider]}: ${detail}`);
        // The CPU is always there: what it refuses is the model.
        if (provider === 'cpu')
          throw new LexiclipError(
            { kind: 'model-unusable', path: model.file ?? model.id, detail },
            { cause: error },
          );
      }
    }
    throw new LexiclipError({ kind: 'device-unavailable', device, detail: refusals.join('; ') });
  }

  /** Loads the model on a provider. A GPU is probed first, so that nothing is downloaded for one that is not there. */
  async #start(
    provider: Provider,
    task: LongTask,
    count: number,
  ): Promise<{ readonly located: LocatedModel; readonly session: SessionParams; readonly plan: PlanInfo }> {
    const { signal } = task;
    const { process, files, model, planner } = this.#options;
    const isGpu = provider !== 'cpu';
    if (isGpu) await process.client().call('probe', { provider }, signal);
    const located = await files.image(targetOf(provider), task);
    const say = (what: string): void => {
      task.onProgress({
        stage: 'model',
        done: 0,
        total: 1,
        message: `${what} ${model.label} on ${providerTitles[provider]}`,
      });
    };
    say('Loading');
    const { input, output } = model;
    const network = { modelPath: located.file, provider, input, output, pixels: pixelsOf(model) };
    const plan = await planner.choose({
      network,
      located,
      count,
      process,
      signal,
      onMeasure: () => say('Measuring'),
    });
    // On a CPU the network takes all cores, and one decoder keeps ahead of it; a GPU needs as many as there are.
    const decoders = isGpu ? Math.min(8, availableParallelism()) : 1;
    const session = { ...network, threads: plan.threads, batch: plan.batch, decoders };
    await process.client().call('load', session, signal);
    this.#endOthers();
    this.#others = await this.#startOthers(plan.processes - 1, session, signal);
    return { located, session, plan };
  }

  async *#embed(
    images: readonly ImageFile[],
    session: SessionParams,
    plan: PlanInfo,
    signal: CancelSignal,
  ): AsyncIterable<readonly Embedded[]> {
    const { process, logger } = this.#options;
    const workers = [process, ...this.#others].map(
      (each) => new ProcessWorker(each, session, logger, signal),
    );
    try {
      yield* embedInParallel(images, Math.max(plan.batch, REQUEST), workers);
    } finally {
      this.#endOthers();
    }
  }

  /** As many more processes as load the model: where the memory is short, fewer. */
  async #startOthers(
    count: number,
    session: SessionParams,
    signal: AbortSignal,
  ): Promise<readonly InferenceProcess[]> {
    const { spawnProcess, logger } = this.#options;
    const started = await Promise.all(
      Array.from({ length: count }, async () => {
        const process = spawnProcess();
        try {
          await process.client().call('load', session, signal);
          return [process];
        } catch (error) {
          process.dispose();
          signal.throwIfAborted();
          logger.warn(`One process less embeds: ${describeRefusal(error)}`);
          return [];
        }
      }),
    );
    return started.flat();
  }

  #endOthers(): void {
    for (const each of this.#others) each.dispose();
    this.#others = [];
  }
}

/** How a model wants its pixels, as a message to a worker. */
export function pixelsOf({ size, fit, filter, mean, deviation }: ModelChoice): PixelParams {
  return { size, fit, filter, mean, deviation };
}

function markOf({ id, label, standIn }: ModelChoice, { sha256, precision }: LocatedModel): ModelInfo {
  return { id, label, standIn, sha256, ...(precision === undefined ? {} : { variant: precision }) };
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
