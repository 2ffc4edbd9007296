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
