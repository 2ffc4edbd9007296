import { dump, parse } from 'npyjs';
import { LexiclipError } from '../errors.ts';
import type { CollectionStore, EmbedderReady, Sha256 } from '../ports.ts';
import { decodeJson, encodeJson, parseJson } from './json.ts';
import { embeddingsPath } from './paths.ts';
import { embeddingsSchema, type EmbeddingsFile, type ModelMark } from './schema.ts';

/** One image's vector and the digest of the image that it was computed from. */
export interface EmbeddingRow {
  readonly id: string;
  readonly sha256: string;
  readonly vector: Float32Array;
}

/** What stands for one model. `rows` is keyed by image id. */
export interface Embeddings extends EmbedderReady {
  readonly preprocessing: string;
  readonly dimension: number;
  readonly rows: ReadonlyMap<string, EmbeddingRow>;
}

/** The name of a model's vectors in the collection: each precision has its own. */
export function vectorsName({ id, variant }: Pick<ModelMark, 'id' | 'variant'>): string {
  return variant === undefined ? id : `${id}-${variant}`;
}

/**
 * Vectors of one model on disk: a `.npy` matrix, a `.json` that says what its rows are, and, while a run is
 * going on, a journal to which each finished batch is appended, so that a killed run loses no batch.
 *
 * The pair is replaced file by file, so a crash may leave a new matrix beside an old description; the digest
 * in the description shows it. The journal is removed only after both, so nothing is lost then either:
 * the rows of an unmatched pair are computed again.
 */
export class EmbeddingFiles {
  readonly #store: CollectionStore;
  readonly #sha256: Sha256;
  readonly #path: (extension: string) => string;

  /** @param name From `vectorsName`. */
  constructor(store: CollectionStore, sha256: Sha256, name: string) {
    this.#store = store;
    this.#sha256 = sha256;
    this.#path = (extension) => embeddingsPath(name, extension);
  }

  /**
   * What stands, with a journal left by a killed run already merged in; undefined where there is nothing.
   * @throws LexiclipError `newer-format` or `corrupt-file`.
   */
  async read(): Promise<Embeddings | undefined> {
    const matrix = await this.#readMatrix();
    const journal = await this.#readJournal();
    if (journal === undefined) return matrix;
    const merged = sameOrigin(matrix, journal)
      ? { ...journal, rows: new Map([...(matrix?.rows ?? []), ...journal.rows]) }
      : journal;
    await this.write(merged);
    return merged;
  }

  /**
   * What the rows are, without reading any vector; undefined where there is nothing, or a journal to be merged.
   * @throws LexiclipError `newer-format` or `corrupt-file`.
   */
  async describe(): Promise<EmbeddingsFile | undefined> {
    const text = await this.#store.readText(this.#path('json'));
    if (text === undefined || (await this.#store.exists(this.#path('journal.jsonl')))) return undefined;
    return decodeJson(text, embeddingsSchema, this.#path('json'));
  }

  /** Replaces the matrix and its description, then drops the journal. */
  async write(embeddings: Embeddings): Promise<void> {
    const rows = [...embeddings.rows.values()];
    const vectors = new Float32Array(rows.length * embeddings.dimension);
    rows.forEach((row, index) => {
      vectors.set(row.vector, index * embeddings.dimension);
    });
    const { model, device, plan, preprocessing, dimension } = embeddings;
    const description: EmbeddingsFile = {
      ...{ model, device, plan, preprocessing, dimension },
      rows: rows.map(({ id, sha256 }) => ({ id, sha256 })),
      vectorsSha256: await this.#sha256(new Uint8Array(vectors.buffer)),
    };
    await this.#store.write(
      this.#path('npy'),
      new Uint8Array(dump(vectors, [rows.length, embeddings.dimension])),
    );
    await this.#store.write(this.#path('json'), encodeJson(description));
    await this.#store.remove(this.#path('journal.jsonl'));
    await this.#store.remove(this.#path('journal.f32'));
  }

  /** Opens the journal: what it holds is of this origin. */
  async startJournal(origin: Omit<Embeddings, 'rows'>): Promise<void> {
    await this.#store.write(this.#path('journal.f32'), new Uint8Array(0));
    await this.#store.write(this.#path('journal.jsonl'), `${JSON.stringify(origin)}\n`);
  }

  /** Appends finished rows: numbers first, then the lines that vouch for them. */
  async appendToJournal(rows: readonly EmbeddingRow[]): Promise<void> {
    const dimension = rows[0]?.vector.length ?? 0;
    const numbers = new Float32Array(rows.length * dimension);
    rows.forEach(({ vector }, index) => {
      numbers.set(vector, index * dimension);
    });
    await this.#store.append(this.#path('journal.f32'), new Uint8Array(numbers.buffer));
    const lines = rows.map(({ id, sha256 }) => `${JSON.stringify({ id, sha256 })}\n`);
    await this.#store.append(this.#path('journal.jsonl'), lines.join(''));
  }

  async #readMatrix(): Promise<Embeddings | undefined> {
    const text = await this.#store.readText(this.#path('json'));
    const bytes = await this.#store.read(this.#path('npy'));
    if (text === undefined || bytes === undefined) return undefined;
    const description = decodeJson(text, embeddingsSchema, this.#path('json'));
    const vectors = this.#parseMatrix(bytes);
    const matches = await this.#sha256(
      new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
    );
    if (matches !== description.vectorsSha256) return undefined;
    return withRows(description, description.rows, vectors);
  }

  #parseMatrix(bytes: Uint8Array<ArrayBuffer>): Float32Array {
    const path = this.#path('npy');
    try {
      const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const { data } = parse(buffer);
      if (data instanceof Float32Array) return data;
    } catch (error) {
      throw new LexiclipError({ kind: 'corrupt-file', path, detail: 'not a .npy matrix' }, { cause: error });
    }
    throw new LexiclipError({ kind: 'corrupt-file', path, detail: 'its numbers are not float32' });
  }

  async #readJournal(): Promise<Embeddings | undefined> {
    const text = await this.#store.readText(this.#path('journal.jsonl'));
    const bytes = await this.#store.read(this.#path('journal.f32'));
    if (text === undefined || bytes === undefined) return undefined;
    // What follows the last newline was cut by a crash.
    const [first, ...lines] = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .trimEnd()
      .split('\n');
    const origin = embeddingsSchema
      .omit({ rows: true, vectorsSha256: true })
      .safeParse(parseJson(first ?? ''));
    if (!origin.success) return undefined;
    const whole = Math.min(lines.length, Math.floor(bytes.byteLength / 4 / origin.data.dimension));
    const rows = lines
      .slice(0, whole)
      .map((line) => embeddingsSchema.shape.rows.element.parse(parseJson(line)));
    const vectors = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + whole * origin.data.dimension * 4),
    );
    return withRows(origin.data, rows, vectors);
  }
}

/** Whether vectors of both may stand in one matrix: same file, same pixels. */
export function sameOrigin(
  a: Pick<Embeddings, 'model' | 'preprocessing' | 'dimension'> | undefined,
  b: Pick<Embeddings, 'model' | 'preprocessing' | 'dimension'>,
): boolean {
  return (
    a?.model.sha256 === b.model.sha256 && a.preprocessing === b.preprocessing && a.dimension === b.dimension
  );
}

function withRows(
  origin: Pick<EmbeddingsFile, 'model' | 'device' | 'plan' | 'preprocessing' | 'dimension'>,
  rows: EmbeddingsFile['rows'],
  vectors: Float32Array,
): Embeddings {
  const { model, device, plan, preprocessing, dimension } = origin;
  const entries = rows.map(({ id, sha256 }, index): [string, EmbeddingRow] => [
    id,
    { id, sha256, vector: vectors.subarray(index * dimension, (index + 1) * dimension) },
  ]);
  const common = { model, device, preprocessing, dimension, rows: new Map(entries) };
  return plan === undefined ? common : { ...common, plan };
}
