/*
 * The two passes of a separable resampling of RGB bytes, in 32-bit integers as Pillow does them (its
 * src/libImaging/Resample.c): products with coefficients of 22 fractional bits, half added for rounding, the
 * rest clipped to a byte after each pass. Rows of the results have `stride` bytes, a multiple of 16.
 *
 * `bounds` holds two i32 for each output place: the first input place, and how many from there. `taps` holds
 * `size` i32 for each output place. Reads and writes may touch 15 bytes behind a row.
 */

const FRACTION: i32 = 22;
const HALF: i32 = 1 << (FRACTION - 1);

/** Resamples `rows` rows of `inputStride` bytes along their length: output columns `from` to `to`. */
export function alongRows(
  input: usize,
  inputStride: usize,
  rows: i32,
  bounds: usize,
  taps: usize,
  size: i32,
  from: i32,
  to: i32,
  output: usize,
  stride: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const line = input + <usize>row * inputStride;
    let out = output + <usize>row * stride;
    for (let column = from; column < to; column++) {
      let pixel = line + <usize>load<i32>(bounds + <usize>column * 8) * 3;
      let tap = taps + <usize>(column * size) * 4;
      const end = tap + <usize>load<i32>(bounds + <usize>column * 8, 4) * 4;
      let sum = i32x4.splat(HALF);
      while (tap < end) {
        const bytes = v128.load32_zero(pixel);
        const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
        sum = i32x4.add(sum, i32x4.mul(wide, v128.load32_splat(tap)));
        pixel += 3;
        tap += 4;
      }
      const clipped = i16x8.narrow_i32x4_s(i32x4.shr_s(sum, FRACTION), i32x4.splat(0));
      v128.store32_lane(out, i8x16.narrow_i16x8_u(clipped, clipped), 0);
      out += 3;
    }
  }
}

/** Resamples columns: output rows `from` to `to` of `stride` bytes from input rows of `stride` bytes. */
export function alongColumns(
  input: usize,
  firstRow: i32,
  bounds: usize,
  taps: usize,
  size: i32,
  from: i32,
  to: i32,
  output: usize,
  stride: usize,
): void {
  for (let row = from; row < to; row++) {
    const first = input + <usize>(load<i32>(bounds + <usize>row * 8) - firstRow) * stride;
    const tap = taps + <usize>(row * size) * 4;
    const end = tap + <usize>load<i32>(bounds + <usize>row * 8, 4) * 4;
    const out = output + <usize>(row - from) * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      let a = i32x4.splat(HALF);
      let b = a;
      let c = a;
      let d = a;
      let place = first + at;
      for (let next = tap; next < end; next += 4) {
        const bytes = v128.load(place);
        const factor = v128.load32_splat(next);
        const low = i16x8.extend_low_i8x16_u(bytes);
        const high = i16x8.extend_high_i8x16_u(bytes);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), factor));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), factor));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), factor));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), factor));
        place += stride;
      }
      const ab = i16x8.narrow_i32x4_s(i32x4.shr_s(a, FRACTION), i32x4.shr_s(b, FRACTION));
      const cd = i16x8.narrow_i32x4_s(i32x4.shr_s(c, FRACTION), i32x4.shr_s(d, FRACTION));
      v128.store(out + at, i8x16.narrow_i16x8_u(ab, cd));
    }
  }
}
