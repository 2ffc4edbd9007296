import { PLACE } from './fft';

/** Four places of four rows, between a plane, whose rows are `line` bytes apart, and signals side by side in lanes. */
export class Square {
  /** Stores four vectors as the columns of a square, `step` bytes from one to the next. */
  @inline
  static transpose(to: usize, step: usize, a: v128, b: v128, c: v128, d: v128): void {
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(abLow, cdLow, 0, 2));
    v128.store(to + step, v128.shuffle<f64>(abLow, cdLow, 1, 3));
    v128.store(to + 2 * step, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
    v128.store(to + 3 * step, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
  }

  @inline
  static load(plane: usize, line: usize, to: usize): void {
    const a = v128.load(plane);
    const b = v128.load(plane + line);
    const c = v128.load(plane + 2 * line);
    const d = v128.load(plane + 3 * line);
    Square.transpose(to, PLACE, a, b, c, d);
  }

  @inline
  static store(from: usize, plane: usize, line: usize): void {
    const a = v128.load(from);
    const b = v128.load(from + PLACE);
    const c = v128.load(from + 2 * PLACE);
    const d = v128.load(from + 3 * PLACE);
    Square.transpose(plane, line, a, b, c, d);
  }
}
