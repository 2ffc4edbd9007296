import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ClipTokenizer } from '../../core/embed/tokenizer.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { TextEmbedder } from '../../core/ports.ts';
import type { LongTask } from '../../core/signal.ts';
import type { ModelChoice } from '../models/model-files.ts';
import type { ModelFiles } from '../models/obtain.ts';
import { isCrash } from './lanes.ts';
import type { InferenceProcess } from './process.ts';

/** Embeds words in the inference process, on the CPU: a query is a row, and sooner done than a GPU is started. */
export class ProcessTextEmbedder implements TextEmbedder {
  readonly #model: ModelChoice;
  readonly #files: Pick<ModelFiles, 'text'>;
  readonly #process: InferenceProcess;

  constructor(model: ModelChoice, files: Pick<ModelFiles, 'text'>, process: InferenceProcess) {
    this.#model = model;
    this.#files = files;
    this.#process = process;
  }

  async embed(texts: readonly string[], task: LongTask): Promise<readonly Float32Array[]> {
    const { file, tokenizer: tokenizerFile } = await this.#files.text('cpu', task);
    const { text } = this.#model;
    if (text === undefined) throw new LexiclipError({ kind: 'no-text-side', model: this.#model.label });
    const tokenizer = await readTokenizer(tokenizerFile);
    const { input, output, context } = text;
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
      const rows = [tokenizer.row(one, context)];
      try {
        const { signal } = task;
        vectors.push(await this.#process.client().call('embedTexts', { ...network, rows }, signal));
      } catch (error) {
        task.signal.throwIfAborted();
        if (isCrash(error)) throw error;
        const detail = error instanceof Error ? error.message : String(error);
        throw new LexiclipError({ kind: 'model-unusable', path: file, detail }, { cause: error });
      }
    }
    return vectors;
  }
}

/** Its size and digest are known to be those of its description. @throws LexiclipError `model-unusable`. */
async function readTokenizer(file: string): Promise<ClipTokenizer> {
  try {
    return ClipTokenizer.from(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const detail = "it is not a tokenizer of CLIP's kind";
    throw new LexiclipError({ kind: 'model-unusable', path: file, detail }, { cause: error });
  }
}
