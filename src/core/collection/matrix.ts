import { dump } from 'npyjs';
import type { Sha256 } from '../sha256.ts';
import type { CollectionStore } from './store.ts';

/** A kind of numbers, as NumPy names it, and what holds them. */
export interface MatrixType<T extends Float32Array | Int32Array> {
  readonly descr: '<f4' | '<i4';
  readonly of: (buffer: SharedArrayBuffer) => T;
}

export const FLOAT32: MatrixType<Float32Array> = { descr: '<f4', of: (buffer) => new Float32Array(buffer) };
export const INT32: MatrixType<Int32Array> = { descr: '<i4', of: (buffer) => new Int32Array(buffer) };

export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

/** Where the rows of a file are put. */
export interface RowPlaces {
  /** How many places there are; those that no row has are zeros. */
  readonly count: number;
  /** The place of a row, or -1 for one that is left out. */
  readonly of: (row: number) => number;
}

export interface ReadMatrix<T> {
  /** Row-major [places, columns], in memory that threads share. */
  readonly numbers: T;
  /** Of the rows' bytes, as they are in the file. */
  readonly sha256: string;
}

const BYTES = 4;
/** Longer than any header (NumPy's are padded to 128 bytes), and shorter than a part. */
const HEADER_BYTES = 4096;

export function encodeMatrix(numbers: Float32Array | Int32Array, rows: number, columns: number): Uint8Array {
  return new Uint8Array(dump(numbers, [rows, columns]));
}

/** Its bytes, for a digest. */
export function bytesOf(numbers: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/**
 * Reads the first rows of a `.npy` (NumPy's format, version 1) part by part to where they are wanted: they stand in
 * memory once. The memory is shared: threads look at it, and the engine does not collect its garbage for each large
 * matrix.
 * @returns `no-matrix` for a file that is none of that kind, or has fewer rows; undefined where there is no file.
 */
export async function readMatrix<T extends Float32Array | Int32Array>(
  store: Pick<CollectionStore, 'readParts' | 'size'>,
  path: string,
  type: MatrixType<T>,
  { rows, columns }: MatrixShape,
  sha256: Sha256,
  places: RowPlaces = { count: rows, of: (row) => row },
): Promise<ReadMatrix<T> | 'no-matrix' | undefined> {
  const length = rows * columns * BYTES;
  // A description may say that it has any number of rows.
  if (length > ((await store.size(path)) ?? Infinity)) return 'no-matrix';
  const hash = sha256.start();
  let target: RowTarget | undefined;
  let read = 0;
  const isThere = await store.readParts(
    path,
    (part) => {
      const start = target === undefined ? startOfRows(part, type, { rows, columns }) : 0;
      if (start === undefined) return;
      target ??= new RowTarget(columns * BYTES, places);
      const bytes = part.subarray(start, start + length - read);
      hash.update(bytes);
      target.put(bytes, read);
      read += bytes.length;
    },
    HEADER_BYTES + length,
  );
  if (!isThere) return undefined;
  if (target === undefined || read < length) return 'no-matrix';
  return { numbers: type.of(target.buffer), sha256: hash.digest() };
}

/** Where the numbers begin; undefined for what is no matrix of that kind. */
function startOfRows(
  bytes: Uint8Array,
  { descr }: MatrixType<Float32Array | Int32Array>,
  { rows, columns }: MatrixShape,
): number | undefined {
  if (bytes.length < 10 || String.fromCharCode(...bytes.subarray(1, 7)) !== 'NUMPY\u0001') return undefined;
  const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  if (start > HEADER_BYTES) return undefined;
  const header = String.fromCharCode(...bytes.subarray(10, start));
  if (!header.includes(`'${descr}'`) || !/'fortran_order':\s*False/.test(header)) return undefined;
  const [, rowsThere, columnsThere] = /'shape':\s*\((\d+),\s*(\d+),?\s*\)/.exec(header) ?? [];
  return Number(columnsThere) === columns && Number(rowsThere) >= rows ? start : undefined;
}

class RowTarget {
  readonly buffer: SharedArrayBuffer;
  readonly #bytes: Uint8Array;
  readonly #rowBytes: number;
  readonly #places: RowPlaces;

  constructor(rowBytes: number, places: RowPlaces) {
    this.buffer = new SharedArrayBuffer(places.count * rowBytes);
    this.#bytes = new Uint8Array(this.buffer);
    this.#rowBytes = rowBytes;
    this.#places = places;
  }

  /** @param from Where the bytes begin among those of all rows. */
  put(bytes: Uint8Array, from: number): void {
    const rowBytes = this.#rowBytes;
    for (let at = 0; at < bytes.length;) {
      const row = Math.floor((from + at) / rowBytes);
      const inRow = from + at - row * rowBytes;
      const until = Math.min(bytes.length, at + rowBytes - inRow);
      const place = this.#places.of(row);
      if (place >= 0) this.#bytes.set(bytes.subarray(at, until), place * rowBytes + inRow);
      at = until;
    }
  }
}
