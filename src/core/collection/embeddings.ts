import * as l10n from '@vscode/l10n';
import type { Sha256 } from '../sha256.ts';
import {
  isDirection,
  sameOrigin,
  type EmbeddingRow,
  type Embeddings,
  type Origin,
} from './embedding-rows.ts';
import { namesIn, type CachedFiles } from './files.ts';
import { Journal, type ReadJournal } from './journal.ts';
import { encodeJson } from './json.ts';
import { bytesOf, encodeMatrix, FLOAT32, readMatrix, type RowPlaces } from './matrix.ts';
import type { EmbeddingsDescription } from './parsed-files.ts';
import { embeddingsPath, EMBEDDINGS_FOLDER, journalsAmong } from './paths.ts';
import type { EmbeddingsFile } from './schema.ts';
import { writeAnew } from './write-anew.ts';

/** A reader beside a run may meet a new matrix with an old description for a moment, and looks again. */
const LOOKS = 3;

/** All rows of the matrix, also those whose vector is none. */
export interface EmbeddingsMatrix {
  readonly description: EmbeddingsDescription;
  /** Row-major [n, dimension], in the places that were asked for. */
  readonly vectors: Float32Array;
}

/**
 * Vectors of one model on disk: a `.npy` matrix, a `.json` that says what its rows are, and, while a run is going on,
 * that run's journal. Reading never writes: it takes the journals together with the matrix. The one process that may
 * write merges them.
 *
 * The pair is replaced file by file, matrix first; the digest in the description is of the rows that it names, so that
 * a matrix which has more by then, added at its end, still belongs to it.
 */
export class EmbeddingFiles {
  readonly #files: CachedFiles;
  readonly #sha256: Sha256;
  readonly #name: string;

  /** @param name From `vectorsName`. */
  constructor(files: CachedFiles, sha256: Sha256, name: string) {
    this.#files = files;
    this.#sha256 = sha256;
    this.#name = name;
  }

  /** What stands; undefined where there is nothing that can be used. */
  async read(): Promise<Embeddings | undefined> {
    // Journals first: a row that is merged in between is in the matrix then.
    const journals = await this.#journals();
    return this.#together(
      await this.#rows(),
      journals.flatMap(({ content }) => content ?? []),
    );
  }

  /**
   * What the rows are, without reading any vector; undefined where there is nothing, or a journal beside it.
   */
  async describe(): Promise<EmbeddingsDescription | undefined> {
    return (await this.#runs()).length > 0 ? undefined : this.#describe();
  }

  /** Brings the journals of dead runs into the matrix. Only for the one process that may write. */
  async merge(): Promise<void> {
    const journals = await this.#journals();
    if (journals.length === 0) return;
    const read = journals.flatMap(({ content }) => content ?? []);
    const merged = this.#together(await this.#rows(), read);
    if (merged !== undefined && read.some(({ rows }) => rows.length > 0)) await this.write(merged);
    for (const { journal, content } of journals)
      if (content !== undefined || !(await journal.hasLines())) await journal.remove();
      else await this.#setAside(journal);
  }

  /** Replaces the matrix and its description. */
  async write({ rows: given, model, device, plan, preprocessing, dimension }: Embeddings): Promise<void> {
    const rows = [...given.values()];
    const vectors = new Float32Array(rows.length * dimension);
    rows.forEach((row, index) => vectors.set(row.vector, index * dimension));
    const description: EmbeddingsFile = {
      model,
      device,
      plan,
      preprocessing,
      dimension,
      rows: rows.map(({ id, sha256 }) => ({ id, sha256 })),
      vectorsSha256: await this.#sha256(bytesOf(vectors)),
    };
    await writeAnew(this.#files, this.#path('npy'), encodeMatrix(vectors, rows.length, dimension));
    await writeAnew(this.#files, this.#path('json'), encodeJson(description));
  }

  /** Starts a run's journal; a run has one name, and each run another. */
  async startJournal(run: string, origin: Origin): Promise<Journal> {
    const journal = new Journal(this.#files.store, this.#sha256, this.#name, run);
    await journal.start(origin);
    return journal;
  }

  async #setAside(journal: Journal): Promise<void> {
    const { path, copies } = await journal.setAside();
    this.#files.problems.solved(path);
    this.#files.problems.tell({ kind: 'unknown-journal', path, copy: copies.join(', ') });
  }

  /** The newest origin counts: rows of another model or preparation are not comparable with it. */
  #together(matrix: Embeddings | undefined, journals: readonly ReadJournal[]): Embeddings | undefined {
    let existing = matrix;
    for (const { origin, rows } of journals) {
      if (rows.length === 0) continue;
      const before = sameOrigin(existing, origin) ? (existing?.rows ?? []) : [];
      const added = rows.map((row): [string, EmbeddingRow] => [row.id, row]);
      existing = { ...origin, rows: new Map([...before, ...added]) };
    }
    return existing;
  }

  async #journals(): Promise<
    readonly { readonly journal: Journal; readonly content: ReadJournal | undefined }[]
  > {
    const runs = await this.#runs();
    return Promise.all(
      runs.map(async (run) => {
        const journal = new Journal(this.#files.store, this.#sha256, this.#name, run);
        const path = this.#path(`journal-${run}.jsonl`);
        return { journal, content: await this.#files.problems.of(path, () => journal.read()) };
      }),
    );
  }

  /** Those that have left a journal of these vectors. */
  async #runs(): Promise<readonly string[]> {
    return runsAmong(await namesIn(this.#files, EMBEDDINGS_FOLDER), this.#name);
  }

  #describe(): Promise<EmbeddingsDescription | undefined> {
    return describedVectors(this.#files, this.#name);
  }

  async #rows(): Promise<Embeddings | undefined> {
    const matrix = await this.matrix();
    return matrix && withRows(matrix);
  }

  /**
   * The matrix with its description, without journals; undefined where there is nothing that can be used.
   * @param placesOf Where its rows are put; all in their order without it.
   */
  async matrix(
    placesOf?: (description: EmbeddingsDescription) => Promise<RowPlaces>,
  ): Promise<EmbeddingsMatrix | undefined> {
    const path = this.#path('npy');
    const { problems, store } = this.#files;
    let detail = '';
    for (let look = 0; look < LOOKS; look++) {
      const description = await this.#describe();
      if (description === undefined) return undefined;
      const { ids, dimension, vectorsSha256 } = description;
      const shape = { rows: ids.length, columns: dimension };
      const places = await placesOf?.(description);
      const read = await problems.of(path, () =>
        readMatrix(store, path, FLOAT32, shape, this.#sha256, places),
      );
      if (read === undefined) return undefined;
      if (read === 'no-matrix') detail = l10n.t('it is not the matrix that its description names');
      else if (read.sha256 === vectorsSha256) return { description, vectors: read.numbers };
      else detail = l10n.t('its numbers are not those that its description names');
    }
    problems.add(path, { kind: 'damaged-cache', path, detail });
    return undefined;
  }

  #path(extension: string): string {
    return embeddingsPath(this.#name, extension);
  }
}

/**
 * The first of some names of vectors of which there seem to be any: a description that can be read, or a journal.
 */
export async function firstWithVectors(
  files: CachedFiles,
  candidates: readonly string[],
): Promise<string | undefined> {
  const names = await namesIn(files, EMBEDDINGS_FOLDER);
  for (const candidate of candidates) {
    if (runsAmong(names, candidate).length > 0) return candidate;
    const isNamed = names.some(
      (name) => `${EMBEDDINGS_FOLDER}/${name}` === embeddingsPath(candidate, 'json'),
    );
    if (isNamed && (await describedVectors(files, candidate)) !== undefined) return candidate;
  }
  return undefined;
}

/** Those that have left a journal of the vectors, among the names in their folder. */
function runsAmong(names: readonly string[], vectorsName: string): readonly string[] {
  return journalsAmong(names)
    .filter(({ vectors }) => embeddingsPath(vectors, 'json') === embeddingsPath(vectorsName, 'json'))
    .map(({ run }) => run);
}

/** What the rows of a matrix are; kept in memory. Undefined where there is nothing that can be used. */
export function describedVectors(
  files: CachedFiles,
  name: string,
): Promise<EmbeddingsDescription | undefined> {
  const path = embeddingsPath(name, 'json');
  return files.cache.get(path, [path], () =>
    files.problems.ofCache(path, () => files.readParsed('embeddings', path)),
  );
}

/** Rows whose vector is none are left out: they are computed again. */
function withRows({ description, vectors }: EmbeddingsMatrix): Embeddings {
  const { ids, digests, model, device, plan, preprocessing, dimension } = description;
  const entries = ids.flatMap((id, index): [string, EmbeddingRow][] => {
    const vector = vectors.subarray(index * dimension, (index + 1) * dimension);
    return isDirection(vector) ? [[id, { id, sha256: digests[index] ?? '', vector }]] : [];
  });
  return { model, device, plan, preprocessing, dimension, rows: new Map(entries) };
}
