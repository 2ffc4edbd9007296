import { dump } from 'npyjs';

/** A matrix as it is kept: row-major [rows, columns]. */
export interface Matrix<T extends Float32Array | Int32Array> {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: T;
}

/** How NumPy names a kind of number, and what holds such. */
export interface MatrixType<T extends Float32Array | Int32Array> {
  readonly descr: '<f4' | '<i4';
  readonly of: (buffer: ArrayBuffer, offset: number, length: number) => T;
}

/** Longer than any header of a matrix (NumPy's are padded to 128 bytes). */
export const HEADER_BYTES = 4096;

export function encodeMatrix(numbers: Float32Array | Int32Array, rows: number, columns: number): Uint8Array {
  return new Uint8Array(dump(numbers, [rows, columns]));
}

/**
 * The first rows of a `.npy` (NumPy's format, version 1), or undefined where the bytes are no matrix of that kind, or
 * hold fewer rows. npyjs reads what is valid; this checks, as the bytes may be anything.
 */
export function decodeMatrix<T extends Float32Array | Int32Array>(
  bytes: Uint8Array<ArrayBuffer>,
  type: MatrixType<T>,
  rows: number,
  columns: number,
): Matrix<T> | undefined {
  if (bytes.length < 10 || String.fromCharCode(...bytes.subarray(1, 7)) !== 'NUMPY\u0001') return undefined;
  const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  const header = String.fromCharCode(...bytes.subarray(10, Math.min(start, HEADER_BYTES)));
  if (!header.includes(`'${type.descr}'`) || !/'fortran_order':\s*False/.test(header)) return undefined;
  const [, rowsThere, columnsThere] = /'shape':\s*\((\d+),\s*(\d+),?\s*\)/.exec(header) ?? [];
  if (Number(columnsThere) !== columns || !(Number(rowsThere) >= rows)) return undefined;
  const length = rows * columns * 4;
  if (bytes.length - start < length) return undefined;
  const at = bytes.byteOffset + start;
  // What was not written by NumPy or by us may begin anywhere in the bytes: that is copied.
  const numbers =
    at % 4 === 0
      ? type.of(bytes.buffer, at, rows * columns)
      : type.of(bytes.slice(start, start + length).buffer, 0, rows * columns);
  return { rows, columns, numbers };
}

export const FLOAT32: MatrixType<Float32Array> = { descr: '<f4', of: (...part) => new Float32Array(...part) };
export const INT32: MatrixType<Int32Array> = { descr: '<i4', of: (...part) => new Int32Array(...part) };

/** Its bytes, for a digest. */
export function bytesOf(numbers: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
