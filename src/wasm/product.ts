/*
 * Dot products of the rows of two float32 matrices. Rows have `dimension` numbers, a multiple of 4 (zeros fill up).
 * Every product is summed in the same order, wherever its row stands, so it does not depend on its neighbours.
 */

/** Rows of `a` and of `b` that are multiplied together, in registers. */
const TILE_A: i32 = 4;
const TILE_B: i32 = 2;

function sum(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 2) +
    (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  );
}

/** Row-major [rowsA, rowsB] dot products. */
export function product(a: usize, rowsA: i32, b: usize, rowsB: i32, dimension: i32, output: usize): void {
  const bytes = <usize>dimension * 4;
  const line = <usize>rowsB * 4;
  let row = 0;
  for (; row + TILE_A <= rowsA; row += TILE_A) {
    const left = a + <usize>row * bytes;
    const out = output + <usize>row * line;
    let column = 0;
    for (; column + TILE_B <= rowsB; column += TILE_B)
      tile(left, b + <usize>column * bytes, bytes, out + <usize>column * 4, line);
    for (; column < rowsB; column++)
      for (let one = 0; one < TILE_A; one++)
        single(
          left + <usize>one * bytes,
          b + <usize>column * bytes,
          bytes,
          out + <usize>one * line + <usize>column * 4,
        );
  }
  for (; row < rowsA; row++)
    for (let column = 0; column < rowsB; column++)
      single(
        a + <usize>row * bytes,
        b + <usize>column * bytes,
        bytes,
        output + <usize>row * line + <usize>column * 4,
      );
}

function single(a: usize, b: usize, bytes: usize, out: usize): void {
  let s = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16)
    s = f32x4.add(s, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  store<f32>(out, sum(s));
}

/** Four rows with two: eight sums in flight hide the latency of an addition. */
function tile(a: usize, b: usize, bytes: usize, out: usize, line: usize): void {
  const a1 = a + bytes;
  const a2 = a1 + bytes;
  const a3 = a2 + bytes;
  const b1 = b + bytes;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  for (let at: usize = 0; at < bytes; at += 16) {
    const y0 = v128.load(b + at);
    const y1 = v128.load(b1 + at);
    let x = v128.load(a + at);
    s00 = f32x4.add(s00, f32x4.mul(x, y0));
    s01 = f32x4.add(s01, f32x4.mul(x, y1));
    x = v128.load(a1 + at);
    s10 = f32x4.add(s10, f32x4.mul(x, y0));
    s11 = f32x4.add(s11, f32x4.mul(x, y1));
    x = v128.load(a2 + at);
    s20 = f32x4.add(s20, f32x4.mul(x, y0));
    s21 = f32x4.add(s21, f32x4.mul(x, y1));
    x = v128.load(a3 + at);
    s30 = f32x4.add(s30, f32x4.mul(x, y0));
    s31 = f32x4.add(s31, f32x4.mul(x, y1));
  }
  store<f32>(out, sum(s00));
  store<f32>(out, sum(s01), 4);
  out += line;
  store<f32>(out, sum(s10));
  store<f32>(out, sum(s11), 4);
  out += line;
  store<f32>(out, sum(s20));
  store<f32>(out, sum(s21), 4);
  out += line;
  store<f32>(out, sum(s30));
  store<f32>(out, sum(s31), 4);
}
