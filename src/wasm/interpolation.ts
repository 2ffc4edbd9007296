import { chargesPlace, convolve, fieldYPlace, gridBytes, gridPitch, prepareConvolution } from './convolution';
import { Lanes } from './lanes';

/*
 * From points to the grid and back: quintic B-splines, whose blur the spectra of the kernels undo (as in the smooth
 * particle mesh Ewald method, Essmann et al. 1995). At the same spacing their forces are several times as exact as those
 * of cubic ones, and the transforms cost more than the points.
 */

export { gridBytes };

/** What 1 / (1 + d²) of a point with itself is on the grid, on average: about 1. */
let withItself: f64 = 0;

class Spline {
  /** Of the places -2, -1, 0 and 1 at a point 0 <= t < 1. */
  @inline
  static near(t: f32): v128 {
    const at = f32x4.splat(t);
    let sum = f32x4(-1.0 / 120, 5.0 / 120, -10.0 / 120, 10.0 / 120);
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(5.0 / 120, -20.0 / 120, 30.0 / 120, -20.0 / 120));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(-10.0 / 120, 20.0 / 120, 0, -20.0 / 120));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(10.0 / 120, 20.0 / 120, -60.0 / 120, 20.0 / 120));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(-5.0 / 120, -50.0 / 120, 0, 50.0 / 120));
    return f32x4.add(f32x4.mul(sum, at), f32x4(1.0 / 120, 26.0 / 120, 66.0 / 120, 26.0 / 120));
  }

  /** Of the places 2 and 3, and two zeros. */
  @inline
  static far(t: f32): v128 {
    const at = f32x4.splat(t);
    let sum = f32x4(-5.0 / 120, 1.0 / 120, 0, 0);
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(5.0 / 120, 0, 0, 0));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(10.0 / 120, 0, 0, 0));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(10.0 / 120, 0, 0, 0));
    sum = f32x4.add(f32x4.mul(sum, at), f32x4(5.0 / 120, 0, 0, 0));
    return f32x4.add(f32x4.mul(sum, at), f32x4(1.0 / 120, 0, 0, 0));
  }

  @inline
  static spreadRow(place: usize, near: v128, far: v128, weight: v128): void {
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(near, weight)));
    v128.store(place, f32x4.add(v128.load(place, 16), f32x4.mul(far, weight)), 16);
  }

  @inline
  static gatherRow(place: usize, near: v128, far: v128, weight: v128): v128 {
    const row = f32x4.add(f32x4.mul(near, v128.load(place)), f32x4.mul(far, v128.load(place, 16)));
    return f32x4.mul(row, weight);
  }
}

/** Lays out the planes at `place` for a grid of this `spacing`, and computes the spectra. `probe` is 8 bytes to use. */
export function prepareGrid(
  place: usize,
  height: i32,
  width: i32,
  spacing: f32,
  twiddlesOfHeight: usize,
  twiddlesOfWidth: usize,
  probe: usize,
): void {
  prepareConvolution(place, height, width, spacing, twiddlesOfHeight, twiddlesOfWidth);
  // A quarter from a place either way, where the first harmonics of what depends on the position are 0.
  store<f32>(probe, 2.25);
  store<f32>(probe, 2.25, 4);
  spread(probe, 1, 0, 0, 1, 8);
  withItself = convolve(8, 8);
}

/** Puts the charges of points into an empty grid. */
function spread(points: usize, count: i32, left: f32, top: f32, perUnit: f32, rows: i32): void {
  const grid = chargesPlace();
  const line = <usize>gridPitch() * 4;
  memory.fill(grid, 0, <usize>rows * line);
  const end = points + <usize>count * 8;
  for (let point = points; point < end; point += 8) {
    const x = (load<f32>(point) - left) * perUnit;
    const y = (load<f32>(point, 4) - top) * perUnit;
    const column = <i32>x;
    const row = <i32>y;
    const near = Spline.near(x - <f32>column);
    const far = Spline.far(x - <f32>column);
    const down = Spline.near(y - <f32>row);
    const below = Spline.far(y - <f32>row);
    const place = grid + <usize>(row - 2) * line + <usize>(column - 2) * 4;
    Spline.spreadRow(place, near, far, v128.shuffle<f32>(down, down, 0, 0, 0, 0));
    Spline.spreadRow(place + line, near, far, v128.shuffle<f32>(down, down, 1, 1, 1, 1));
    Spline.spreadRow(place + 2 * line, near, far, v128.shuffle<f32>(down, down, 2, 2, 2, 2));
    Spline.spreadRow(place + 3 * line, near, far, v128.shuffle<f32>(down, down, 3, 3, 3, 3));
    Spline.spreadRow(place + 4 * line, near, far, v128.shuffle<f32>(below, below, 0, 0, 0, 0));
    Spline.spreadRow(place + 5 * line, near, far, v128.shuffle<f32>(below, below, 1, 1, 1, 1));
  }
}

class Field {
  /** What a plane of the field is at a point, from the place of its first weight. */
  @inline
  static at(place: usize, line: usize, near: v128, far: v128, down: v128, below: v128): f32 {
    let sum = Spline.gatherRow(place, near, far, v128.shuffle<f32>(down, down, 0, 0, 0, 0));
    sum = f32x4.add(
      sum,
      Spline.gatherRow(place + line, near, far, v128.shuffle<f32>(down, down, 1, 1, 1, 1)),
    );
    sum = f32x4.add(
      sum,
      Spline.gatherRow(place + 2 * line, near, far, v128.shuffle<f32>(down, down, 2, 2, 2, 2)),
    );
    sum = f32x4.add(
      sum,
      Spline.gatherRow(place + 3 * line, near, far, v128.shuffle<f32>(down, down, 3, 3, 3, 3)),
    );
    sum = f32x4.add(
      sum,
      Spline.gatherRow(place + 4 * line, near, far, v128.shuffle<f32>(below, below, 0, 0, 0, 0)),
    );
    sum = f32x4.add(
      sum,
      Spline.gatherRow(place + 5 * line, near, far, v128.shuffle<f32>(below, below, 1, 1, 1, 1)),
    );
    return Lanes.sumOf(sum);
  }
}

/**
 * The repulsion of each point by way of the grid that was prepared, with the sum of 1 / (1 + d²) over all ordered pairs:
 * that of the grid less what each point has with itself. The first of `rows` × `columns` places is at `left` and `top`;
 * two places before each point and five behind it are used.
 */
export function repelOnGrid(
  points: usize,
  count: i32,
  forces: usize,
  left: f32,
  top: f32,
  spacing: f32,
  rows: i32,
  columns: i32,
): f64 {
  const perUnit = <f32>1 / spacing;
  spread(points, count, left, top, perUnit, rows);
  const sum = convolve(rows, columns) - withItself * count;
  const grid = chargesPlace();
  const across = fieldYPlace() - grid;
  const line = <usize>gridPitch() * 4;
  for (let point: usize = 0; point < <usize>count * 8; point += 8) {
    const x = (load<f32>(points + point) - left) * perUnit;
    const y = (load<f32>(points + point, 4) - top) * perUnit;
    const column = <i32>x;
    const row = <i32>y;
    const near = Spline.near(x - <f32>column);
    const far = Spline.far(x - <f32>column);
    const down = Spline.near(y - <f32>row);
    const below = Spline.far(y - <f32>row);
    const place = grid + <usize>(row - 2) * line + <usize>(column - 2) * 4;
    store<f32>(forces + point, Field.at(place, line, near, far, down, below));
    store<f32>(forces + point, Field.at(place + across, line, near, far, down, below), 4);
  }
  return sum;
}
