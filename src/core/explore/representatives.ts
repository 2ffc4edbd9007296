/** Steps of separations: four to an octave, so that new pictures come with each second notch of a wheel. */
const STEPS = 4;

/** Coordinates of images, by row; NaN where there is none. */
interface Coordinates {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Chooses images that are at least some distance apart along x or y, so that squares of that side around them do not
 * overlap. The choice follows from coordinates and order alone. What is chosen for a distance is chosen for all smaller
 * ones, so that pictures stay while one comes closer; and nothing is left out that would have had room when its turn
 * came.
 *
 * Distances are rounded up to steps. From the largest to the smallest, each step keeps what was chosen and adds, in the
 * order given, what is far enough from all chosen: a hierarchy of nets. A square of a grid as wide as the distance holds
 * one chosen image at most, so that an image is compared with nine others: O(images) to a step.
 */
export class Representatives {
  readonly #coordinates: Coordinates;
  /** By step, the first being the largest. */
  readonly #chosen: Uint32Array[] = [];
  #rest: Uint32Array;
  readonly #left: number;
  readonly #low: number;
  /** The first step. */
  readonly #first: number;

  /** @param order Rows of the images that may be chosen, preferred ones first; those without coordinates are not. */
  constructor(coordinates: Coordinates, order: Uint32Array) {
    const { x, y } = coordinates;
    this.#coordinates = coordinates;
    this.#rest = order.filter((row) => Number.isFinite(x[row]) && Number.isFinite(y[row]));
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const row of this.#rest) {
      left = Math.min(left, x[row] ?? left);
      right = Math.max(right, x[row] ?? right);
      low = Math.min(low, y[row] ?? low);
      high = Math.max(high, y[row] ?? high);
    }
    [this.#left, this.#low] = [left, low];
    const extent = Math.max(right - left, high - low);
    // A distance above all that there are: of it and of every larger one, there is one image.
    this.#first = extent > 0 && Number.isFinite(extent) ? stepOf(extent) - 1 : 0;
  }

  /** The rows chosen for a distance in coordinates. */
  at(separation: number): Uint32Array {
    if (!(separation > 0) || this.#rest.length + (this.#chosen[0]?.length ?? 0) === 0)
      return new Uint32Array();
    // Beyond the grid's whole numbers, and any zoom, nothing more is chosen.
    const step = Math.min(stepOf(separation) - this.#first, STEPS * 24);
    for (let next = this.#chosen.length; next <= Math.max(0, step); next++) this.#choose(next);
    return this.#chosen[Math.max(0, step)] ?? new Uint32Array();
  }

  #choose(step: number): void {
    const { x, y } = this.#coordinates;
    const distance = distanceOf(this.#first + step);
    const cell = (row: number): [number, number] => [
      Math.floor(((x[row] ?? 0) - this.#left) / distance),
      Math.floor(((y[row] ?? 0) - this.#low) / distance),
    ];
    const before = this.#chosen[step - 1] ?? new Uint32Array();
    const inCell = new Map<number, number>();
    for (const row of before) inCell.set(keyOf(...cell(row)), row);
    const isNear = (row: number, other: number | undefined): boolean =>
      other !== undefined &&
      Math.abs((x[row] ?? 0) - (x[other] ?? 0)) < distance &&
      Math.abs((y[row] ?? 0) - (y[other] ?? 0)) < distance;
    const added: number[] = [];
    this.#rest = this.#rest.filter((row) => {
      const [column, line] = cell(row);
      if (inCell.has(keyOf(column, line))) return true;
      for (let across = -1; across <= 1; across++)
        for (let up = -1; up <= 1; up++)
          if (isNear(row, inCell.get(keyOf(column + across, line + up)))) return true;
      inCell.set(keyOf(column, line), row);
      added.push(row);
      return false;
    });
    const chosen = new Uint32Array(before.length + added.length);
    chosen.set(before);
    chosen.set(added, before.length);
    this.#chosen[step] = chosen;
  }
}

/** The step whose distance is the smallest that is not below this one. */
function stepOf(distance: number): number {
  return Math.floor(-STEPS * Math.log2(distance) + 1e-9);
}

function distanceOf(step: number): number {
  return 2 ** (-step / STEPS);
}

/** A grid has fewer than 2^25 lines: 24 octaves, and a margin. */
function keyOf(column: number, line: number): number {
  return (column + 1) * 2 ** 26 + line + 1;
}
