import type { Sha256 } from '../sha256.ts';
import { isDirection, type EmbeddingRow, type Origin } from './embedding-rows.ts';
import { parseJson } from './json.ts';
import { bytesOf } from './matrix.ts';
import { EMBEDDINGS_FOLDER, journalPath } from './paths.ts';
import { journalOriginSchema, journalRowSchema } from './schema.ts';
import type { CollectionStore } from './store.ts';

/** A journal that was read: its rows are whole and belong to their images. */
export interface ReadJournal {
  readonly origin: Origin;
  readonly rows: readonly EmbeddingRow[];
}

/**
 * The journal of one embedding run: finished rows are appended to it, so that a killed run loses none. Each run has its
 * own: a `.f32` with the numbers, and a `.jsonl` with the origin, then a line for each row that vouches for it.
 */
export class Journal {
  readonly #store: CollectionStore;
  readonly #sha256: Sha256;
  readonly #name: string;
  readonly #run: string;

  /**
   * @param name From `vectorsName`.
   * @param run Names the run: lower-case letters, digits and hyphens.
   */
  constructor(store: CollectionStore, sha256: Sha256, name: string, run: string) {
    this.#store = store;
    this.#sha256 = sha256;
    this.#name = name;
    this.#run = run;
  }

  async start(origin: Origin): Promise<void> {
    const { model, device, plan, preprocessing, dimension } = origin;
    await this.#store.write(this.#path('f32'), new Uint8Array(0));
    const line = JSON.stringify({ model, device, plan, preprocessing, dimension });
    await this.#store.write(this.#path('jsonl'), `${line}\n`);
  }

  /** Appends finished rows: numbers first, then the lines that vouch for them. */
  async append(rows: readonly EmbeddingRow[]): Promise<void> {
    const dimension = rows[0]?.vector.length ?? 0;
    const numbers = new Float32Array(rows.length * dimension);
    rows.forEach(({ vector }, index) => numbers.set(vector, index * dimension));
    await this.#store.append(this.#path('f32'), bytesOf(numbers));
    const lines = await Promise.all(
      rows.map(async (row) => {
        const { id, sha256 } = row;
        return `${JSON.stringify({ id, sha256, check: await this.#check(row) })}\n`;
      }),
    );
    await this.#store.append(this.#path('jsonl'), lines.join(''));
  }

  /**
   * What stands in it, without what a crash cut off and what does not vouch for itself; undefined for a journal of
   * unknown origin.
   */
  async read(): Promise<ReadJournal | undefined> {
    if (this.#run === '') return undefined;
    const text = await this.#store.readText(this.#path('jsonl'));
    if (text === undefined) return undefined;
    const [first = '', ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    const origin = journalOriginSchema.safeParse(parseJson(first)).data;
    if (origin === undefined) return undefined;
    const { dimension } = origin;
    // Behind the last line there is nothing.
    lines.pop();
    const bytes = await this.#store.readStart(this.#path('f32'), lines.length * dimension * 4);
    const whole = Math.floor((bytes?.byteLength ?? 0) / (4 * dimension));
    const numbers = new Float32Array((bytes ?? new Uint8Array()).slice(0, whole * dimension * 4).buffer);
    const rows: EmbeddingRow[] = [];
    for (const [index, line] of lines.slice(0, whole).entries()) {
      const vouched = journalRowSchema.safeParse(parseJson(line)).data;
      if (vouched === undefined) continue;
      const vector = numbers.subarray(index * dimension, (index + 1) * dimension);
      const row = { id: vouched.id, sha256: vouched.sha256, vector };
      if (isDirection(vector) && (await this.#check(row)) === vouched.check) rows.push(row);
    }
    return { origin, rows };
  }

  /** Whether there is more of it than numbers: a process that is killed as it begins or removes one leaves those alone. */
  async hasLines(): Promise<boolean> {
    const names = await this.#store.list(EMBEDDINGS_FOLDER);
    return names.some((name) => `${EMBEDDINGS_FOLDER}/${name}` === this.#path('jsonl'));
  }

  async remove(): Promise<void> {
    // The lines first: numbers alone vouch for nothing.
    for (const extension of ['jsonl', 'f32'] as const) await this.#store.remove(this.#path(extension));
  }

  /** Moves it to where nobody merges it; answers where it was and is. */
  async setAside(): Promise<{ readonly path: string; readonly copies: readonly string[] }> {
    const [path, numbers] = [this.#path('jsonl'), this.#path('f32')];
    const copies = [await this.#store.setAside(path), await this.#store.setAside(numbers)];
    return { path, copies: copies.filter((copy) => copy !== undefined) };
  }

  /** A digest of the row and of what it is of, together. */
  async #check({ id, sha256, vector }: EmbeddingRow): Promise<string> {
    const numbers = await this.#sha256(bytesOf(vector));
    return this.#sha256(JSON.stringify([this.#run, id, sha256, numbers]));
  }

  #path(extension: 'f32' | 'jsonl'): string {
    return journalPath(this.#name, this.#run, extension);
  }
}
