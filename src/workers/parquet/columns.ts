import type { ImportedTable } from '../../core/exchange/import/imported-table.ts';
import type { KnownColumns } from '../../core/exchange/import/known-columns.ts';

/** As many numbers as a matrix of the collection may have: 2 GiB. */
const MOST_NUMBERS = 2 ** 29;
const MOST_DIMENSIONS = 65_536;

/** Takes rows of a file into columns of numbers. */
export class ImportedColumns {
  readonly #names: KnownColumns & { readonly id: string };
  readonly #rows: number;
  readonly #ids: string[] = [];
  #dimension = 0;
  #vectors: Float32Array | undefined;
  readonly #layout: Float64Array | undefined;
  readonly #axes: readonly string[];

  /** @param rows Of the file. */
  constructor(names: KnownColumns & { readonly id: string }, rows: number) {
    this.#names = names;
    this.#rows = rows;
    const { x, y, z } = names;
    this.#axes = x === undefined || y === undefined ? [] : [x, y, ...(z === undefined ? [] : [z])];
    this.#layout = this.#axes.length === 0 ? undefined : new Float64Array(rows * this.#axes.length);
  }

  /** The columns that have to be read. */
  get wanted(): readonly string[] {
    const { id, vector } = this.#names;
    return [id, ...(vector === undefined ? [] : [vector]), ...this.#axes];
  }

  /** @throws Error in words where the row is none that can be used. */
  add(row: Readonly<Record<string, unknown>>): void {
    const at = this.#ids.length;
    this.#ids.push(idOf(row[this.#names.id]));
    if (this.#names.vector !== undefined) this.#addVector(row[this.#names.vector], at);
    this.#axes.forEach((name, axis) => {
      this.#layout?.fill(
        numberOf(row[name]),
        at * this.#axes.length + axis,
        at * this.#axes.length + axis + 1,
      );
    });
  }

  table(): ImportedTable {
    const dimensions = this.#axes.length === 3 ? 3 : 2;
    return {
      ids: this.#ids,
      ...(this.#vectors === undefined
        ? {}
        : { vectors: { numbers: this.#vectors, dimension: this.#dimension } }),
      ...(this.#layout === undefined ? {} : { points: { layout: this.#layout, dimensions } }),
    };
  }

  /** A row without a vector has one of no direction, and counts as such. */
  #addVector(value: unknown, at: number): void {
    if (value === null || value === undefined) return;
    if (!Array.isArray(value) && !ArrayBuffer.isView(value))
      throw new Error('its vectors are no lists of numbers');
    const numbers = value as ArrayLike<unknown>;
    if (this.#vectors === undefined) {
      this.#dimension = numbers.length;
      if (this.#dimension < 1 || this.#dimension > MOST_DIMENSIONS)
        throw new Error(`its vectors have ${numbers.length} dimensions`);
      if (this.#rows * this.#dimension > MOST_NUMBERS)
        throw new Error('it has more vectors than can be kept');
      this.#vectors = new Float32Array(this.#rows * this.#dimension);
    }
    if (numbers.length !== this.#dimension)
      throw new Error(
        `its vectors have ${this.#dimension} dimensions, and that of row ${at} has ${numbers.length}`,
      );
    for (let index = 0; index < this.#dimension; index++)
      this.#vectors[at * this.#dimension + index] = numberOf(numbers[index]);
  }
}

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new Error('its ids are neither texts nor numbers');
}

function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN;
}
