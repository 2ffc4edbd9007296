import type { WasmMemory } from '../../wasm-memory.ts';

/** Where the points of a layout are in the module's memory. */
export interface PointPlaces {
  readonly place: number;
  readonly count: number;
  /** Floats of a point: 2, or 4 for three coordinates, of which the fourth is 0. */
  readonly stride: number;
}

/** The exports of the module `tsne` (src/wasm/tsne.ts): all arguments but counts and factors are places. */
export interface TsneKernels {
  readonly memory: WasmMemory;
  attract2(
    points: number,
    count: number,
    offsets: number,
    targets: number,
    weights: number,
    forces: number,
  ): void;
  attract3(
    points: number,
    count: number,
    offsets: number,
    targets: number,
    weights: number,
    forces: number,
  ): void;
  spreadOfPairs(
    points: number,
    count: number,
    stride: number,
    offsets: number,
    targets: number,
    weights: number,
  ): number;
  repel2(points: number, count: number, forces: number): number;
  repel3(points: number, count: number, forces: number): number;
  gridBytes(height: number, width: number): number;
  prepareGrid(
    place: number,
    height: number,
    width: number,
    spacing: number,
    twiddlesOfHeight: number,
    twiddlesOfWidth: number,
    probe: number,
  ): void;
  repelOnGrid(
    points: number,
    count: number,
    forces: number,
    left: number,
    top: number,
    spacing: number,
    rows: number,
    columns: number,
  ): number;
  boundsOf(points: number, count: number, out: number): void;
  descend(
    points: number,
    steps: number,
    gains: number,
    movable: number,
    attraction: number,
    repulsion: number,
    floats: number,
    exaggeration: number,
    sum: number,
    rate: number,
    momentum: number,
    longest: number,
  ): void;
  centre(points: number, count: number, stride: number): void;
  /** Of four signals at once; which of the two places has the result. */
  transform(length: number, from: number, to: number, twiddles: number): number;
}
