import type { WasmMemory } from '../../wasm-memory.ts';

/** The module's functions; src/wasm/umap.ts says what they take. */
export interface UmapKernels {
  readonly memory: WasmMemory;
  readonly epoch: (
    positions: number,
    count: number,
    offsets: number,
    tails: number,
    periods: number,
    due: number,
    movable: number,
    turns: number,
    random: number,
    now: number,
    alpha: number,
    a: number,
    b: number,
  ) => void;
}
