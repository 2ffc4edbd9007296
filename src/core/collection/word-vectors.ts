import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { Sha256 } from '../sha256.ts';
import type { CachedFiles } from './files.ts';
import { decodeVersioned, encodeJson } from './json.ts';
import { bytesOf, encodeMatrix, FLOAT32, readMatrix } from './matrix.ts';
import { wordVectorsPath } from './paths.ts';
import { FORMAT_VERSION } from './schema.ts';
import type { VectorSet } from './vector-set.ts';
import { writeAnew } from './write-anew.ts';

const digest = z.string().max(100);

/** `cache/words/<model>.json`: what the matrix beside it is of. */
const wordVectorsSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Of the text encoder and its tokenizer. */
  textSideSha256: digest,
  /** Of the texts, in the order of the rows. */
  wordsSha256: digest,
  rows: z.number().int().nonnegative().max(1_000_000),
  dimension: z.number().int().positive().max(65_536),
  /** Of the vectors' bytes, without the header of the `.npy`. */
  vectorsSha256: digest,
});

/** What vectors of words follow from: equal means equal vectors. */
export interface WordsKey {
  readonly textSideSha256: string;
  readonly wordsSha256: string;
}

/** The vectors of a model's vocabulary on disk. They can be computed again: what does not fit counts as not there. */
export class WordVectorFiles {
  readonly #files: CachedFiles;
  readonly #sha256: Sha256;
  readonly #model: string;

  /** @param model The model's id. */
  constructor(files: CachedFiles, sha256: Sha256, model: string) {
    this.#files = files;
    this.#sha256 = sha256;
    this.#model = model;
  }

  /** Those of a key; undefined where there are none, those of another, or such as cannot be used. */
  async read(key: WordsKey): Promise<VectorSet | undefined> {
    const { problems, store } = this.#files;
    const path = this.#path('json');
    const found = await problems.ofCache(path, async () => {
      const text = await store.readText(path);
      return text === undefined ? undefined : decodeVersioned(text, wordVectorsSchema, path);
    });
    if (found?.textSideSha256 !== key.textSideSha256 || found.wordsSha256 !== key.wordsSha256)
      return undefined;
    const { rows, dimension, vectorsSha256 } = found;
    const matrix = this.#path('npy');
    const shape = { rows, columns: dimension };
    const read = await problems.of(matrix, () => readMatrix(store, matrix, FLOAT32, shape, this.#sha256));
    if (read === undefined) return undefined;
    if (read !== 'no-matrix' && read.sha256 === vectorsSha256) return { vectors: read.numbers, dimension };
    const detail = l10n.t('its numbers are not those that its description names');
    problems.add(matrix, { kind: 'damaged-cache', path: matrix, detail });
    return undefined;
  }

  /** Replaces what stands: numbers first, then the description that vouches for them. */
  async write({ textSideSha256, wordsSha256 }: WordsKey, { vectors, dimension }: VectorSet): Promise<void> {
    // What a newer version wrote is that version's.
    if (this.#files.problems.failureOf(this.#path('json'))?.kind === 'newer-format') return;
    const rows = vectors.length / dimension;
    const description: z.infer<typeof wordVectorsSchema> = {
      formatVersion: FORMAT_VERSION,
      textSideSha256,
      wordsSha256,
      rows,
      dimension,
      vectorsSha256: await this.#sha256(bytesOf(vectors)),
    };
    await writeAnew(this.#files, this.#path('npy'), encodeMatrix(vectors, rows, dimension));
    await writeAnew(this.#files, this.#path('json'), encodeJson(description));
  }

  #path(extension: 'json' | 'npy'): string {
    return wordVectorsPath(this.#model, extension);
  }
}
