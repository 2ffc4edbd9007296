import type { CancelSignal, OnStep } from '../signal.ts';

/** Multiplies rows of one set of vectors, [count, dimension]: where it is done is another's matter. */
export interface BlockProduct {
  readonly count: number;
  /** Rows and columns of a block that it multiplies fastest; no block is larger. */
  readonly block: { readonly rows: number; readonly columns: number };
  /**
   * Dot products of the rows `rows` with the rows `first` to `last`: row-major [rows.length, last - first], good
   * until the next call. A pair gives the same number in every block and from either side, but for rounding.
   */
  multiply(rows: Int32Array, first: number, last: number): Float32Array | Promise<Float32Array>;
}

/** A part of the matrix of similarities. */
export interface Block {
  readonly rows: Int32Array;
  readonly first: number;
  readonly last: number;
  /** Row-major [rows.length, last - first]. */
  readonly values: Float32Array;
  /** Whether its transpose is not multiplied: each number counts for its column's row as well. */
  readonly isMirrored: boolean;
}

/**
 * The similarities of `rows` (ascending) and all rows, block by block, without keeping them. Of all with all, only
 * the blocks on and above the diagonal are multiplied.
 * @throws the signal's reason between two blocks.
 */
export async function* similarityBlocks(
  product: BlockProduct,
  rows: Int32Array,
  signal: CancelSignal,
  onStep: OnStep,
): AsyncGenerator<Block, void, undefined> {
  const { count, block } = product;
  const isSymmetric = rows.length === count;
  const total = isSymmetric ? (count * (count + 1)) / 2 : rows.length * count;
  let done = 0;
  for (let from = 0; from < rows.length; from += block.rows) {
    const some = rows.subarray(from, from + block.rows);
    const diagonal = from + some.length;
    for (let first = isSymmetric ? from : 0; first < count;) {
      const onDiagonal = isSymmetric && first === from;
      const last = onDiagonal ? diagonal : Math.min(first + block.columns, count);
      signal.throwIfAborted();
      const values = await product.multiply(some, first, last);
      yield { rows: some, first, last, values, isMirrored: isSymmetric && !onDiagonal };
      done += onDiagonal ? (some.length * (some.length + 1)) / 2 : some.length * (last - first);
      onStep(done, total);
      first = last;
    }
  }
}

/** Every row. */
export function allRows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** Columns that are turned together: as many float32 as a cache line holds. */
const TURNED = 16;

/**
 * Calls with every row that a block says something about, and its similarities with rows from `first` on, in order;
 * of a mirrored block, with its columns as well. A line is good until the next.
 */
export function eachLine(block: Block, use: (row: number, line: Float32Array, first: number) => void): void {
  const { rows, first, last, values, isMirrored } = block;
  const width = last - first;
  rows.forEach((row, at) => use(row, values.subarray(at * width, (at + 1) * width), first));
  if (!isMirrored) return;
  const height = rows.length;
  const turned = new Float32Array(TURNED * height);
  for (let from = 0; from < width; from += TURNED) {
    const columns = Math.min(TURNED, width - from);
    for (let at = 0; at < height; at++)
      for (let column = 0; column < columns; column++)
        turned[column * height + at] = values[at * width + from + column] ?? 0;
    for (let column = 0; column < columns; column++)
      use(first + from + column, turned.subarray(column * height, (column + 1) * height), rows[0] ?? 0);
  }
}
