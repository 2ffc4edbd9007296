import type { WasmArena } from '../../wasm-memory.ts';
import type { SparseMatrix } from '../sparse.ts';
import type { PointPlaces, TsneKernels } from './kernels.ts';

/** The forces that pull neighbours together, and what they have to do with the divergence. */
export class Attraction {
  readonly #kernels: TsneKernels;
  readonly #points: PointPlaces;
  readonly #forces: number;
  readonly #offsets: number;
  readonly #targets: number;
  readonly #weights: number;
  /** The sum of p · log p. */
  readonly #negativeEntropy: number;

  /** InstallationPaths the rows in the arena, filled up to fours with pairs of a point and itself, of weight 0. */
  constructor(
    kernels: TsneKernels,
    arena: WasmArena,
    points: PointPlaces,
    forces: number,
    { offsets, columns, values }: SparseMatrix,
  ) {
    const { count, stride } = points;
    const ends = new Int32Array(count + 1);
    for (let row = 0; row < count; row++) {
      const length = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0);
      ends[row + 1] = (ends[row] ?? 0) + Math.ceil(length / 4) * 4;
    }
    const targets = new Int32Array(ends[count] ?? 0);
    const weights = new Float32Array(targets.length);
    for (let row = 0; row < count; row++) {
      const [start, end, place] = [offsets[row] ?? 0, offsets[row + 1] ?? 0, ends[row] ?? 0];
      targets.fill(row, place, ends[row + 1]);
      targets.set(columns.subarray(start, end), place);
      weights.set(values.subarray(start, end), place);
    }
    this.#kernels = kernels;
    this.#points = points;
    this.#forces = forces;
    this.#offsets = arena.put(ends);
    this.#targets = arena.put(targets.map((target) => target * stride * 4));
    this.#weights = arena.put(weights);
    this.#negativeEntropy = values.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
  }

  /** Writes the forces. */
  compute(): void {
    const { place, count, stride } = this.#points;
    const rows = [this.#offsets, this.#targets, this.#weights] as const;
    if (stride === 2) this.#kernels.attract2(place, count, ...rows, this.#forces);
    else this.#kernels.attract3(place, count, ...rows, this.#forces);
  }

  /** The divergence but for the logarithm of the sum of 1 / (1 + d²) over all pairs. */
  divergence(): number {
    const { place, count, stride } = this.#points;
    const rows = [this.#offsets, this.#targets, this.#weights] as const;
    return this.#negativeEntropy + this.#kernels.spreadOfPairs(place, count, stride, ...rows);
  }
}
