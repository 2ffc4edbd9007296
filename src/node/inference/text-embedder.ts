import { availableParallelism } from 'node:os';
import type { TextSide } from '../../core/embed/text-embedder.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { CancelSignal, LongTask } from '../../core/signal.ts';
import type { ModelChoice } from '../models/model-files.ts';
import type { ModelFiles } from '../models/obtain.ts';
import { isCrash } from './batch-workers.ts';
import type { InferenceProcess } from './process.ts';

type TextFiles = Pick<ModelFiles, 'text' | 'textSha256' | 'isTextPresent'>;

/** Embeds words in the inference process, on the CPU: a query is a row, and sooner done than a GPU is started. */
export class ProcessTextEmbedder implements TextSide {
  readonly #model: ModelChoice;
  readonly #files: TextFiles;
  readonly #process: InferenceProcess;

  constructor(model: ModelChoice, files: TextFiles, process: InferenceProcess) {
    this.#model = model;
    this.#files = files;
    this.#process = process;
  }

  get model(): string {
    return this.#model.id;
  }

  get sha256(): string | undefined {
    return this.#files.textSha256;
  }

  isPresent(): Promise<boolean> {
    return this.#files.isTextPresent();
  }

  async embed(texts: readonly string[], task: LongTask): Promise<readonly Float32Array[]> {
    const { file, tokenizer } = await this.#files.text('cpu', task);
    const { text } = this.#model;
    if (text === undefined) throw new LexiclipError({ kind: 'no-text-side', model: this.#model.label });
    const { signal } = task;
    const { input, output, context, lowercase } = text;
    const network = {
      modelPath: file,
      provider: 'cpu',
      threads: availableParallelism(),
      input,
      output,
    } as const;
    const vectors: Float32Array[] = [];
    // One at a time: with dynamic quantisation the vector of a row would depend on its neighbours.
    for (const one of texts) {
      const params = { tokenizer, text: lowercase ? one.toLowerCase() : one, context };
      const row = await usable(tokenizer, signal, () =>
        this.#process.client().call('tokens', params, signal),
      );
      const vector = await usable(file, signal, () =>
        this.#process.client().call('embedTexts', { ...network, rows: [row] }, signal),
      );
      vectors.push(vector);
    }
    return vectors;
  }
}

/** Does something with a file of the model. @throws LexiclipError `model-unusable` where that fails. */
async function usable<T>(file: string, signal: CancelSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (isCrash(error)) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new LexiclipError({ kind: 'model-unusable', path: file, detail }, { cause: error });
  }
}
