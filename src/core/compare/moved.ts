import type { Pause } from '../collection/index-entries.ts';
import { MapPoints } from '../neighbours/map-points.ts';
import { QUALITY_NEIGHBOURS } from '../neighbours/quality.ts';
import type { CancelSignal, OnStep } from '../signal.ts';

type Numbers = Float32Array | Float64Array;

/** Where images are on a map, in the same order of rows for both maps that are compared. */
export interface Layout {
  /** [x0, y0, x1, y1, …]; NaN where the map lacks the image. */
  readonly xy: Numbers;
  /** [z0, z1, …] of a map in space. */
  readonly depth?: Numbers | undefined;
}

/** How much the neighbours of each image differ between two maps. */
export interface MovedImages {
  /** Of so many nearest neighbours on each map. */
  readonly k: number;
  /** Images that both maps have. */
  readonly compared: number;
  /** [n], 0 to 1: the share of an image's k nearest on one map that are not on the other; NaN where it is not on both. */
  readonly shares: Float32Array;
  /** [n]: how far its nearest of one map are from it on the other, as shares of that map's diagonal, both ways. */
  readonly distances: Float32Array;
}

export interface MovedTask {
  readonly signal: CancelSignal;
  /** Lets others run. */
  readonly pause: Pause;
  readonly onStep?: OnStep;
}

/** Images between two pauses: some milliseconds. */
const SLICE = 400;

/**
 * Who moved from one map to another. Coordinates say nothing of it, since a map may be turned, mirrored or stretched; what
 * a map says is who is near whom: the overlap of the k nearest on both (Chen and Buja 2009, "Local multidimensional
 * scaling", and as Q_NX Lee and Verleysen 2009, "Quality assessment of dimensionality reduction"), here for each image.
 * @throws AbortError
 */
export async function movedImages(
  a: Layout,
  b: Layout,
  { signal, pause, onStep }: MovedTask,
): Promise<MovedImages> {
  const count = a.xy.length / 2;
  const shares = new Float32Array(count).fill(NaN);
  const distances = new Float32Array(count).fill(NaN);
  const rows = rowsOnBoth(a, b);
  const k = neighboursOf(rows.length);
  if (k === 0) return { k, compared: rows.length, shares, distances };
  const first = new MapSide(a, rows, k);
  await pause();
  const second = new MapSide(b, rows, k);
  const isNear = new Int32Array(rows.length).fill(-1);
  for (const [point, row] of rows.entries()) {
    if (point % SLICE === 0) {
      await pause();
      signal.throwIfAborted();
      onStep?.(point, rows.length);
    }
    const [before, after] = [first.nearest(point), second.nearest(point)];
    for (const other of before) isNear[other] = point;
    let kept = 0;
    for (const other of after) if (isNear[other] === point) kept++;
    shares[row] = 1 - kept / k;
    distances[row] = first.distanceTo(point, after) + second.distanceTo(point, before);
  }
  return { k, compared: rows.length, shares, distances };
}

/** The rows of the images that moved most, the most first; of equals, those whose neighbours went farther. */
export function mostMoved({ shares, distances }: MovedImages, limit: number): readonly number[] {
  const moved = [...shares.keys()].filter((row) => (shares[row] ?? 0) > 0);
  const by = (values: Float32Array, a: number, b: number): number => (values[b] ?? 0) - (values[a] ?? 0);
  return moved.sort((a, b) => by(shares, a, b) || by(distances, a, b) || a - b).slice(0, limit);
}

/** The mean share of neighbours that differ; NaN where nothing was compared. */
export function meanMoved({ shares }: MovedImages): number {
  const known = shares.filter((share) => !Number.isNaN(share));
  return known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** The usual k, or of few images a quarter: were most images neighbours, all would be so on every map. */
function neighboursOf(images: number): number {
  return images < 3 ? 0 : Math.max(1, Math.min(QUALITY_NEIGHBOURS, Math.floor((images - 1) / 4)));
}

function rowsOnBoth(a: Layout, b: Layout): Int32Array {
  const isOn = ({ xy, depth }: Layout, row: number): boolean =>
    Number.isFinite(xy[row * 2]) &&
    Number.isFinite(xy[row * 2 + 1]) &&
    (depth === undefined || Number.isFinite(depth[row]));
  return Int32Array.from({ length: a.xy.length / 2 }, (_, row) => row).filter(
    (row) => isOn(a, row) && isOn(b, row),
  );
}

/** One of two maps: the images of both, by their places among these. */
class MapSide {
  readonly #points: MapPoints;
  readonly #layout: Float64Array;
  readonly #dimensions: number;
  readonly #diagonal: number;
  readonly #nearest: Int32Array;
  readonly #distances: Float64Array;

  constructor({ xy, depth }: Layout, rows: Int32Array, k: number) {
    const dimensions = depth === undefined ? 2 : 3;
    const layout = new Float64Array(rows.length * dimensions);
    for (const [point, row] of rows.entries()) {
      layout.set(xy.subarray(row * 2, row * 2 + 2), point * dimensions);
      if (depth !== undefined) layout.set(depth.subarray(row, row + 1), point * dimensions + 2);
    }
    this.#layout = layout;
    this.#dimensions = dimensions;
    this.#points = new MapPoints(layout, dimensions);
    this.#diagonal = diagonalOf(layout, dimensions);
    this.#nearest = new Int32Array(k);
    this.#distances = new Float64Array(k);
  }

  /** The same list each time, with others in it. */
  nearest(point: number): Int32Array {
    const at = point * this.#dimensions;
    const place = [...this.#layout.subarray(at, at + this.#dimensions), 0];
    this.#points.nearestTo(place, point, this.#nearest, this.#distances);
    return this.#nearest;
  }

  distanceTo(point: number, others: Int32Array): number {
    let sum = 0;
    for (const other of others) sum += Math.sqrt(this.#points.apart(point, other));
    return this.#diagonal === 0 ? 0 : sum / (others.length * this.#diagonal);
  }
}

function diagonalOf(layout: Float64Array, dimensions: number): number {
  let squares = 0;
  for (let axis = 0; axis < dimensions; axis++) {
    let [least, most] = [Infinity, -Infinity];
    for (let at = axis; at < layout.length; at += dimensions) {
      least = Math.min(least, layout[at] ?? NaN);
      most = Math.max(most, layout[at] ?? NaN);
    }
    squares += (most - least) ** 2;
  }
  return Math.sqrt(squares);
}
