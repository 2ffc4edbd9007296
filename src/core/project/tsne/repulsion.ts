import type { WasmArena } from '../../wasm-memory.ts';
import type { PointPlaces, TsneKernels } from './kernels.ts';

/**
 * Between places of the grid, in units of the layout. 1 / (1 + d²)² has no more detail than this: forces are wrong by
 * 0.5 % of their root mean square, and the maps reach the divergence of exact ones; with 0.5 it is 2 %, and they do not.
 */
const SPACING = 0.4;
/** Small layouts get a finer grid, of at least so many places across. */
const LEAST_ACROSS = 32;
/** InstallationPaths before the first point: those that a quintic B-spline takes, and half of one against rounding. */
const MARGIN = 2.5;
/** InstallationPaths of the grid before and behind all points together. */
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

/** The forces that push all points apart: exactly, or in two dimensions by way of a grid where that costs less. */
export class Repulsion {
  readonly #kernels: TsneKernels;
  readonly #arena: WasmArena;
  readonly #points: PointPlaces;
  readonly #forces: number;
  readonly #bounds: number;
  /** Where the grid begins: it is laid out anew when the layout outgrows it. */
  readonly #mark: number;
  #grid: Grid | undefined;

  /** Takes the rest of the arena for itself. */
  constructor(kernels: TsneKernels, arena: WasmArena, points: PointPlaces, forces: number) {
    this.#kernels = kernels;
    this.#arena = arena;
    this.#points = points;
    this.#forces = forces;
    this.#bounds = arena.take(16);
    this.#mark = arena.mark;
  }

  /** Writes the forces; the sum of 1 / (1 + d²) over all ordered pairs, which is never 0. */
  compute(method: 'exact' | 'grid' | 'cheapest' = 'cheapest'): number {
    // Nothing is left of it where all points are too far from each other.
    return Math.max(this.#compute(method), Number.EPSILON);
  }

  #compute(method: 'exact' | 'grid' | 'cheapest'): number {
    const { place, count, stride } = this.#points;
    if (stride === 4) return this.#kernels.repel3(place, count, this.#forces);
    this.#kernels.boundsOf(place, count, this.#bounds);
    const [left = 0, top = 0, right = 0, bottom = 0] = this.#arena.floats(this.#bounds, 4);
    const spacing = spacingFor(Math.max(right - left, bottom - top), Math.max(-left, right, -top, bottom));
    const columns = Math.ceil((right - left) / spacing) + AROUND;
    const rows = Math.ceil((bottom - top) / spacing) + AROUND;
    const grid = gridFor(this.#grid, spacing, rows, columns);
    if (method === 'exact' || (method === 'cheapest' && exactCost(count) <= gridCost(count, grid))) {
      return this.#kernels.repel2(place, count, this.#forces);
    }
    if (grid !== this.#grid) this.#prepare(grid);
    const [x, y] = [left - MARGIN * spacing, top - MARGIN * spacing];
    return this.#kernels.repelOnGrid(place, count, this.#forces, x, y, spacing, rows, columns);
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

/** `SPACING`, and for small layouts powers of two, so that growing ones seldom need other spectra. */
function spacingFor(span: number, farthest: number): number {
  const longest = LENGTHS.at(-1) ?? 0;
  // InstallationPaths must be told apart in single precision.
  const least = Math.max(2 ** -60, 2 ** Math.ceil(Math.log2(farthest) - 16));
  const fine = 2 ** Math.floor(Math.log2(span / LEAST_ACROSS));
  let spacing = Math.max(least, Math.min(SPACING, fine));
  while (2 * (Math.ceil(span / spacing) + AROUND + REACH) > longest) spacing *= 2;
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
  if (length === undefined) throw new RangeError(`no transform holds ${places} places`);
  return length;
}

/* In nanoseconds, as measured; only the ratio matters. */

function exactCost(count: number): number {
  return 0.48 * count * count;
}

function gridCost(count: number, { height, width }: Grid): number {
  return 80 * count + 0.29 * height * width * Math.log2(height * width);
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
