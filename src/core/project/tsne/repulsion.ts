import type { WasmArena } from '../../wasm-memory.ts';
import type { TsneKernels } from './kernels.ts';

/**
 * Between places of the grid, in units of the layout: where cubic interpolation of 1 / (1 + d²)² is good to a few
 * thousandths of the force.
 */
const SPACING = 0.4;
/** Small layouts get a finer grid, of at least so many places across. */
const LEAST_ACROSS = 32;
/** Places before the first point: those that a quintic B-spline takes, and half of one against rounding. */
const MARGIN = 2.5;
/** Places of the grid before and behind all points together. */
const AROUND = 8;
/** Lengths of the transform: multiples of 8 with no prime factor above 5. The longest take 150 MB together. */
const LENGTHS = [8, 16, 32, 64, 128]
  .flatMap((factor) => [8, 9, 10, 12, 15].map((length) => factor * length))
  .concat(2048);
/** How far, in places, the filter reaches that undoes the blur of the B-splines. */
const REACH = 12;

interface Grid {
  readonly spacing: number;
  readonly height: number;
  readonly width: number;
}

/** The forces that push all points of a layout in two dimensions apart: exactly, or by way of a grid. */
export class Repulsion {
  readonly #kernels: TsneKernels;
  readonly #arena: WasmArena;
  readonly #points: number;
  readonly #count: number;
  readonly #forces: number;
  readonly #bounds: number;
  /** Where the grid begins: it is laid out anew when the layout outgrows it. */
  readonly #mark: number;
  #grid: Grid | undefined;

  /** Takes the rest of the arena for itself. */
  constructor(kernels: TsneKernels, arena: WasmArena, points: number, count: number, forces: number) {
    this.#kernels = kernels;
    this.#arena = arena;
    this.#points = points;
    this.#count = count;
    this.#forces = forces;
    this.#bounds = arena.take(16);
    this.#mark = arena.mark;
  }

  /** Writes the forces; the sum of 1 / (1 + d²) over all ordered pairs. */
  compute(method: 'exact' | 'grid' | 'cheapest' = 'cheapest'): number {
    const count = this.#count;
    this.#kernels.boundsOf(this.#points, count, this.#bounds);
    const [left = 0, top = 0, right = 0, bottom = 0] = this.#arena.floats(this.#bounds, 4);
    const [across, down] = [right - left, bottom - top];
    const spacing = spacingFor(across, down, Math.max(-left, right, -top, bottom));
    const [columns, rows] = [across, down].map((length) => Math.ceil(length / spacing) + AROUND) as [
      number,
      number,
    ];
    const grid = gridFor(this.#grid, spacing, rows, columns);
    if (method === 'exact' || (method === 'cheapest' && exactCost(count) <= gridCost(count, grid))) {
      return this.#kernels.repel2(this.#points, count, this.#forces);
    }
    if (grid !== this.#grid) this.#prepare(grid);
    const [x, y] = [left - MARGIN * spacing, top - MARGIN * spacing];
    return this.#kernels.repelOnGrid(this.#points, count, this.#forces, x, y, spacing, rows, columns);
  }

  #prepare(grid: Grid): void {
    const { height, width, spacing } = grid;
    this.#arena.release(this.#mark);
    const ofHeight = this.#arena.put(twiddles(height));
    const ofWidth = height === width ? ofHeight : this.#arena.put(twiddles(width));
    const place = this.#arena.take(this.#kernels.gridBytes(height, width));
    this.#kernels.prepareGrid(place, height, width, spacing, ofHeight, ofWidth, this.#bounds);
    this.#grid = grid;
  }
}

/** A power of two, so that growing layouts seldom need other spectra. */
function spacingFor(across: number, down: number, farthest: number): number {
  const span = Math.max(across, down);
  const longest = (LENGTHS.at(-1) ?? 0) / 2;
  let spacing = Math.min(SPACING, 2 ** Math.floor(Math.log2(span / LEAST_ACROSS)));
  // Places must be told apart in single precision, and fit into the longest transform.
  spacing = Math.max(
    spacing,
    2 ** Math.ceil(Math.log2(Math.max(farthest, Number.MIN_VALUE) * 2 ** -16)),
    2 ** -60,
  );
  while (Math.ceil(span / spacing) + AROUND + REACH > longest) spacing *= 2;
  return spacing;
}

/** The grid of before as long as it is of that spacing and neither too small nor more than twice too large. */
function gridFor(before: Grid | undefined, spacing: number, rows: number, columns: number): Grid {
  const [height, width] = [lengthFor(rows), lengthFor(columns)];
  const fits =
    before?.spacing === spacing &&
    [before.height / height, before.width / width].every((ratio) => ratio >= 1 && ratio <= 1.25);
  return fits ? before : { spacing, height, width };
}

/** Twice as long as there are places, lest those at one end feel those at the other from behind. */
function lengthFor(places: number): number {
  const length = LENGTHS.find((candidate) => candidate >= 2 * (places + REACH));
  if (length === undefined) throw new RangeError(`no transform holds ${String(places)} places`);
  return length;
}

/* In nanoseconds, as measured; only the ratio matters. */

function exactCost(count: number): number {
  return 0.5 * count * count;
}

function gridCost(count: number, { height, width }: Grid): number {
  return 60 * count + 0.5 * height * width * Math.log2(height * width);
}

/** The cosines and sines of -2πj / length, j < length. */
export function twiddles(length: number): Float32Array {
  const values = new Float32Array(2 * length);
  for (let at = 0; at < length; at++) {
    const angle = (-2 * Math.PI * at) / length;
    values[2 * at] = Math.cos(angle);
    values[2 * at + 1] = Math.sin(angle);
  }
  return values;
}
