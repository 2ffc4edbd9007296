import type { Embedded, ImageFile } from '../../core/embed/embedder.ts';
import { isAbort, LexiclipError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { describeError } from '../../core/wording.ts';
import type { SessionParams } from '../../protocol/inference.ts';
import { isCrash, type BatchWorker } from './batch-workers.ts';
import { deviceNameOf } from './devices.ts';
import type { InferenceProcess } from './process.ts';
import { describeRefusal } from './refusal.ts';

/** How often a process that dies in the middle of a run is started again. */
const RESTARTS = 2;

/** Embeds in an inference process; one that dies is started again, and its batches are asked for again. */
export class ProcessWorker implements BatchWorker {
  readonly #process: InferenceProcess;
  readonly #session: SessionParams;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  /** Resolves when the model stands loaded. */
  #ready: Promise<unknown> = Promise.resolve();
  #generation = 0;

  /** @param process Has loaded the session's model. */
  constructor(process: InferenceProcess, session: SessionParams, logger: Logger, signal: AbortSignal) {
    this.#process = process;
    this.#session = session;
    this.#logger = logger;
    this.#signal = signal;
  }

  /** @throws LexiclipError `inference-crashed` or `device-failed`. */
  async embed(images: readonly ImageFile[]): Promise<readonly Embedded[]> {
    for (;;) {
      const generation = this.#generation;
      try {
        await this.#ready;
        return await this.#process.client().call('embed', { images }, this.#signal);
      } catch (error) {
        if (isCrash(error) && generation < RESTARTS) this.#restart(generation, error);
        else throw this.#told(error);
      }
    }
  }

  /** Once for each death, though all batches that were under way notice it. */
  #restart(generation: number, error: unknown): void {
    if (generation !== this.#generation) return;
    this.#generation++;
    this.#logger.warn(`${describeError(error)} Starting it again.`);
    this.#ready = this.#process.client().call('load', this.#session, this.#signal);
    // Whoever embeds is told.
    this.#ready.catch(() => undefined);
  }

  #told(error: unknown): unknown {
    if (error instanceof LexiclipError || isAbort(error)) return error;
    const device = deviceNameOf(this.#session.provider);
    return new LexiclipError(
      { kind: 'device-failed', device, detail: describeRefusal(error) },
      { cause: error },
    );
  }
}
