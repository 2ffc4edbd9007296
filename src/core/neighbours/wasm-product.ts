import type { VectorSet } from '../collection/vector-set.ts';
import { WasmArena, type WasmMemory } from '../wasm-memory.ts';
import type { BlockProduct } from './blocks.ts';

/** The module's functions; src/wasm/product.ts says what they take. */
export interface ProductKernels {
  readonly memory: WasmMemory;
  readonly product: (
    a: number,
    rowsA: number,
    b: number,
    rowsB: number,
    dimension: number,
    output: number,
  ) => void;
}

/** Two such blocks of 512-dimensional rows and their products fit a second-level cache of 2 MB. */
const BLOCK = { rows: 256, columns: 256 };

/** Multiplies in WebAssembly, on the calling thread. One for each module's memory: it takes all of it. */
export function wasmProduct(
  { memory, product }: ProductKernels,
  { vectors, dimension }: VectorSet,
): BlockProduct {
  const count = dimension === 0 ? 0 : vectors.length / dimension;
  const padded = Math.ceil(dimension / 4) * 4;
  const arena = new WasmArena(memory);
  const all = arena.take(count * padded * 4);
  const left = arena.take(BLOCK.rows * padded * 4);
  const output = arena.take(BLOCK.rows * BLOCK.columns * 4);
  const place = arena.floats(all, count * padded);
  if (padded === dimension) place.set(vectors);
  else
    for (let row = 0; row < count; row++)
      place
        .fill(0, row * padded, (row + 1) * padded)
        .set(vectors.subarray(row * dimension, (row + 1) * dimension), row * padded);
  const gathered = arena.floats(left, BLOCK.rows * padded);
  return {
    count,
    block: BLOCK,
    multiply(rows, first, last) {
      rows.forEach((row, at) => gathered.set(place.subarray(row * padded, (row + 1) * padded), at * padded));
      product(left, rows.length, all + first * padded * 4, last - first, padded, output);
      return arena.floats(output, rows.length * (last - first));
    },
  };
}
