import { availableParallelism } from 'node:os';
import * as l10n from '@vscode/l10n';
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
import { WORTH_MEASURING } from './plan.ts';
import { ProcessWorker } from './process-worker.ts';
import type { InferenceProcess } from './process.ts';
import { describeRefusal } from './refusal.ts';
import { suitableVariants, targetOf } from './suitable-variants.ts';

/** Embedded before anything is measured: a map of them is soon seen. */
const FIRST_IMAGES = 32;
/** Images to a request at least: a request, and what is written after it, cost as much for one as for some. */
const REQUEST = 4;

/** A model that is loaded, and how it is run. */
interface Started {
  readonly located: LocatedModel;
  readonly plan: PlanInfo;
  readonly sessionOf: (plan: PlanInfo) => SessionParams;
  /** Finds a faster way; undefined where it is known, or not worth the time. */
  readonly measure?: () => Promise<PlanInfo>;
}

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

  load(task: LongTask, count: number): Promise<ReadyEmbedder> {
    return this.#load(task, count);
  }

  /** Forgets what was measured, of this model and others, and measures this one on the device that it runs on. */
  async measure(task: LongTask): Promise<ReadyEmbedder> {
    await this.#options.planner.forget();
    return this.#load(task, 'measured');
  }

  /** @param count How many images there are to embed; or the way is measured before. */
  async #load(task: LongTask, count: number | 'measured'): Promise<ReadyEmbedder> {
    const { model, device, logger } = this.#options;
    const refusals: string[] = [];
    for (const provider of providersFor(device, process.platform, process.arch)) {
      try {
        const started = await this.#start(provider, task, count);
        const reason = device === 'auto' ? reasonFor(provider, refusals) : 'as chosen';
        return {
          model: markOf(model, started.located),
          device: { provider: deviceNameOf(provider), reason },
          plan: started.plan,
          embed: (images, signal) => this.#embed(images, started, { ...task, signal }),
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
  async #start(provider: Provider, task: LongTask, count: number | 'measured'): Promise<Started> {
    const { signal } = task;
    const { process, files, model, planner } = this.#options;
    const isGpu = provider !== 'cpu';
    if (isGpu) await process.client().call('probe', { provider }, signal);
    const located = await files.image(targetOf(provider), task);
    const message = l10n.t('{0} on {1}', model.label, providerTitles[provider]);
    task.onProgress({ stage: 'model', done: 0, total: 1, message: l10n.t('Loading {0}', message) });
    const { input, output } = model;
    const network = { modelPath: located.file, provider, input, output, pixels: pixelsOf(model) };
    const question = { network, located };
    const measure = (): Promise<PlanInfo> => {
      task.onProgress({ stage: 'measure', done: 0, total: 1, message });
      return planner.measure(question, process, signal);
    };
    const known = count === 'measured' ? await measure() : await planner.known(question);
    const isWorth = known === undefined && count !== 'measured' && count >= WORTH_MEASURING;
    const why = isWorth ? `it is after the first ${FIRST_IMAGES} images` : `only ${count} images`;
    const plan = known ?? (await planner.plain(question, why));
    // On a CPU the network takes all cores, and one decoder keeps ahead of it; a GPU needs as many as there are.
    const decoders = isGpu ? Math.min(8, availableParallelism()) : 1;
    const sessionOf = ({ threads, batch }: PlanInfo): SessionParams => ({
      ...network,
      threads,
      batch,
      decoders,
    });
    await process.client().call('load', sessionOf(plan), signal);
    this.#endOthers();
    this.#others = await this.#startOthers(plan.processes - 1, sessionOf(plan), signal);
    return { located, plan, sessionOf, ...(isWorth ? { measure } : {}) };
  }

  async *#embed(
    images: readonly ImageFile[],
    { plan, measure, sessionOf }: Started,
    { signal }: LongTask,
  ): AsyncIterable<readonly Embedded[]> {
    try {
      const first = measure === undefined ? images.length : Math.min(FIRST_IMAGES, images.length);
      yield* this.#embedAs(plan, sessionOf(plan), images.slice(0, first), signal);
      if (measure === undefined || first === images.length) return;
      const faster = await this.#change(plan, measure, sessionOf, signal);
      yield* this.#embedAs(faster, sessionOf(faster), images.slice(first), signal);
    } finally {
      this.#endOthers();
    }
  }

  #embedAs(
    { batch }: PlanInfo,
    session: SessionParams,
    images: readonly ImageFile[],
    signal: CancelSignal,
  ): AsyncGenerator<readonly Embedded[]> {
    const { process, logger } = this.#options;
    const workers = [process, ...this.#others].map(
      (each) => new ProcessWorker(each, session, logger, signal),
    );
    return embedInParallel(images, Math.max(batch, REQUEST), workers);
  }

  /** Measures, and loads the model as was fastest. What cannot be measured goes on as it was. */
  async #change(
    before: PlanInfo,
    measure: () => Promise<PlanInfo>,
    sessionOf: Started['sessionOf'],
    signal: CancelSignal,
  ): Promise<PlanInfo> {
    const { process, logger } = this.#options;
    let plan = before;
    try {
      plan = await measure();
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(`This machine could not be measured: ${describeRefusal(error)}`);
    }
    // Also as before: a process that died while it measured has no model.
    await process.client().call('load', sessionOf(plan), signal);
    this.#others = await this.#startOthers(plan.processes - 1, sessionOf(plan), signal);
    return plan;
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
