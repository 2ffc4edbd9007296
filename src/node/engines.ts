import type { LoadedModel } from '../core/collection/embedding-rows.ts';
import type { Embedder } from '../core/embed/embedder.ts';
import type { TextSide } from '../core/embed/text-embedder.ts';
import { LexiclipError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { LongTask } from '../core/signal.ts';
import { ThreadClusterer } from './clusters/thread-clusterer.ts';
import { ProcessDecoder } from './inference/decoder.ts';
import type { DeviceName } from './inference/devices.ts';
import { ProcessEmbedder } from './inference/embedder.ts';
import { EndpointEmbedder } from './inference/endpoint-embedder.ts';
import { modelAddress } from './inference/open-inference.ts';
import { PlanChooser } from './inference/plan-chooser.ts';
import { InferenceProcess } from './inference/process.ts';
import { ProcessTextEmbedder } from './inference/text-embedder.ts';
import { installationPaths, type InstallationPaths } from './installation-paths.ts';
import { chooseModel, type ModelChoice } from './models/model-files.ts';
import { ModelFiles, type ModelDownload } from './models/obtain.ts';
import { LocalComparer } from './neighbours/comparer.ts';
import { ThreadProjector } from './projection/projector.ts';
import type { Transport } from './transport.ts';

export interface EngineOptions {
  /** Absolute path of the folder that holds `dist/` and `media/`. */
  readonly installation: string;
  /** A model's id, the path of an ONNX file, or undefined for the default. */
  readonly model?: string;
  readonly device: DeviceName;
  /** A server of the Open Inference Protocol that embeds instead of this machine. */
  readonly inferenceEndpoint?: string;
  /** Asked before the first byte of a model is downloaded. */
  readonly confirmDownload: (download: ModelDownload) => Promise<boolean>;
  readonly transport: Transport;
  readonly logger: Logger;
}

/** What computes for the stages: child processes, threads and, for embedding, a server. Starts nothing until asked. */
export class Engines {
  readonly #options: EngineOptions;
  readonly #places: InstallationPaths;
  readonly #process: InferenceProcess;
  readonly #others = new Set<InferenceProcess>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#places = installationPaths(options.installation);
    this.#process = new InferenceProcess(this.#places.inferenceEntry, options.logger, this.#places.cuda);
  }

  /** The id of the inference process, for tests that end it. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  decoder(): ProcessDecoder {
    return new ProcessDecoder(this.#process);
  }

  projector(): ThreadProjector {
    return new ThreadProjector(this.#places.projectionEntry);
  }

  clusterer(): ThreadClusterer {
    return new ThreadClusterer(this.#places.projectionEntry);
  }

  comparer(): LocalComparer {
    return new LocalComparer(() => this.#spawnProcess(), this.#places.projectionEntry);
  }

  /** Of the chosen model, which is on this machine or on the server. */
  async embedder(): Promise<Embedder> {
    const model = await this.#model();
    const { inferenceEndpoint: endpoint, transport } = this.#options;
    const local = this.#localEmbedder(model);
    if (endpoint === undefined) return local;
    const url = modelAddress(endpoint, model.id);
    return new EndpointEmbedder({ url, model, transport, process: this.#process, local });
  }

  /**
   * Measures how the chosen model runs fastest on this machine.
   * @throws LexiclipError `embedded-elsewhere` where a server runs it.
   */
  async measure(task: LongTask): Promise<LoadedModel> {
    const { inferenceEndpoint: endpoint } = this.#options;
    if (endpoint !== undefined) throw new LexiclipError({ kind: 'embedded-elsewhere', endpoint });
    return this.#localEmbedder(await this.#model()).measure(task);
  }

  async textEmbedder(): Promise<ProcessTextEmbedder> {
    const model = await this.#model();
    return new ProcessTextEmbedder(model, this.#files(model), this.#process);
  }

  /** The same for work that nobody is asked a download for. */
  async textSide(): Promise<TextSide> {
    const model = await this.#model();
    return new ProcessTextEmbedder(
      model,
      this.#files(model, () => Promise.resolve(false)),
      this.#process,
    );
  }

  /** Ends the child processes. */
  dispose(): void {
    this.#process.dispose();
    for (const process of this.#others) process.dispose();
  }

  #model(): Promise<ModelChoice> {
    return chooseModel(this.#options.model, this.#places);
  }

  #localEmbedder(model: ModelChoice): ProcessEmbedder {
    const { logger, device } = this.#options;
    return new ProcessEmbedder({
      model,
      device,
      logger,
      process: this.#process,
      spawnProcess: () => this.#spawnProcess(),
      files: this.#files(model),
      planner: new PlanChooser(this.#places.cache, logger),
    });
  }

  #files(model: ModelChoice, confirmDownload = this.#options.confirmDownload): ModelFiles {
    const { transport } = this.#options;
    return new ModelFiles(model, { cache: this.#places.modelCache, transport, confirmDownload });
  }

  /** One more inference process, which ends with this at the latest. */
  #spawnProcess(): InferenceProcess {
    const { logger } = this.#options;
    const process = new InferenceProcess(this.#places.inferenceEntry, logger, this.#places.cuda);
    this.#others.add(process);
    return process;
  }
}
