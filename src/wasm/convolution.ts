import { PLACE, transform } from './fft';
import { Square } from './square';

/*
 * The field of unit charges on a grid: their convolution with (x, y) / (1 + d²)², and the sum of 1 / (1 + d²) over
 * all pairs, by one Fourier transform there and one back (Linderman et al., Fast interpolation-based t-SNE, Nature
 * Methods 2019). What makes it cheap:
 *
 * - The charges are real: two columns go through one complex transform, and half of the spectrum holds it all.
 * - Both kernels of the force are real and odd, so that their spectra are imaginary: one number each.
 * - Back, the x of the force is the real and its y the imaginary part of one complex signal.
 * - The sum over pairs is taken from the spectrum (Parseval), without going back.
 *
 * A period of `height` × `width` places, of which a quarter may hold charges, the rest being there for the wrap of a
 * circular convolution. Columns first, four neighbours in the lanes; then blocks of four rows, there and back;
 * then columns back. Both lengths are multiples of 8.
 */

let height: i32 = 0;
let width: i32 = 0;
/** Floats from a row of a plane to the next. */
let pitch: i32 = 0;
let charges: usize = 0;
let fieldY: usize = 0;
let xRe: usize = 0;
let xIm: usize = 0;
let yRe: usize = 0;
let yIm: usize = 0;
/** For each block of four rows and each column up to width / 2: four of 1 / (1 + d²), of the x, of the y. */
let spectra: usize = 0;
let workA: usize = 0;
let workB: usize = 0;
let workC: usize = 0;
let alongHeight: usize = 0;
let alongWidth: usize = 0;

/** More than half of the width; odd in lines of the cache, lest all rows of a column share a few of them. */
function pitchOf(width: i32): i32 {
  return (((width / 2 + 23) / 16) | 1) * 16;
}

/** The bytes that `prepareConvolution` needs. */
export function gridBytes(height: i32, width: i32): i32 {
  const line = pitchOf(width) * 4;
  return (
    2 * (height / 2) * line +
    4 * (height / 2 + 4) * line +
    (height / 8 + 1) * (width / 2 + 1) * 48 +
    3 * max(height, width) * <i32>PLACE
  );
}

/** Lays out the planes at `place` and computes the spectra of the kernels for a grid of this `spacing`. */
export function prepareConvolution(
  place: usize,
  rows: i32,
  columns: i32,
  spacing: f32,
  twiddlesOfHeight: usize,
  twiddlesOfWidth: usize,
): void {
  height = rows;
  width = columns;
  pitch = pitchOf(width);
  alongHeight = twiddlesOfHeight;
  alongWidth = twiddlesOfWidth;
  const plane = <usize>((height / 2) * pitch * 4);
  const spectrum = <usize>((height / 2 + 4) * pitch * 4);
  const work = <usize>max(height, width) * PLACE;
  charges = place;
  fieldY = charges + plane;
  xRe = fieldY + plane;
  xIm = xRe + spectrum;
  yRe = xIm + spectrum;
  yIm = yRe + spectrum;
  workA = yIm + spectrum;
  workB = workA + work;
  workC = workB + work;
  spectra = workC + work;
  memory.fill(xRe, 0, 4 * spectrum);
  for (let kernel = 0; kernel < 3; kernel++) kernelSpectrum(kernel, spacing);
}

/** Kernel 0 is 1 / (1 + d²), 1 is x / (1 + d²)², 2 is y / (1 + d²)². */
function kernelSpectrum(kernel: i32, spacing: f32): void {
  // Columns up to width / 2: the others mirror them.
  const half = (width / 4 + 4) & ~3;
  for (let column = 0; column < half; column += 4) {
    for (let row = 0; row < height; row++) {
      const y = <f32>(row > height / 2 ? row - height : row) * spacing;
      for (let lane = 0; lane < 4; lane++) {
        const at = workA + <usize>row * PLACE + <usize>lane * 4;
        store<f32>(at, kernelValue(kernel, <f32>(column + lane) * spacing, y, row));
        store<f32>(at, kernelValue(kernel, <f32>(column + half + lane) * spacing, y, row), 16);
      }
    }
    unpackColumns(transform(height, workA, workB, alongHeight), column, half);
  }
  for (let row = 0; row <= height / 2; row += 4) {
    loadRows(workA, row, width / 2 + 4);
    // The far half of the columns.
    const sign = f32x4.splat(kernel == 1 ? -1 : 1);
    for (let column = 1; column < width / 2; column++) {
      const from = workA + <usize>column * PLACE;
      const to = workA + <usize>(width - column) * PLACE;
      v128.store(to, f32x4.mul(v128.load(from), sign));
      v128.store(to, f32x4.mul(v128.load(from, 16), sign), 16);
    }
    if (kernel == 1) memory.fill(workA + <usize>(width / 2) * PLACE, 0, PLACE);
    storeSpectrum(kernel, row, transform(width, workA, workB, alongWidth));
  }
}

/** An odd kernel is 0 half a period away, where its two sides meet. */
function kernelValue(kernel: i32, x: f32, y: f32, row: i32): f32 {
  const q = <f32>1 / (1 + x * x + y * y);
  if (kernel == 0) return q;
  if (kernel == 1) return x * q * q;
  return row == height / 2 ? 0 : y * q * q;
}

/**
 * Keeps what is not 0 of the spectrum of a kernel, with all factors of the way there and back, and without the two
 * blurs by B-splines. That of pairs also has how often each place stands for others: those of the lower half of rows,
 * and (`multiply` takes columns in twos, of which the first and the middle one are their own twins) half.
 */
function storeSpectrum(kernel: i32, row: i32, from: usize): void {
  const area = <f32>height * <f32>width;
  const ofRows = f32x4(
    sharper(alongHeight, row),
    sharper(alongHeight, row + 1),
    sharper(alongHeight, row + 2),
    sharper(alongHeight, row + 3),
  );
  const weights = f32x4.mul(ofRows, kernel == 0 ? rowsEach(row) : f32x4.splat(2));
  let to = spectra + <usize>((row / 4) * (width / 2 + 1)) * 48 + <usize>kernel * 16;
  for (let column = 0; column <= width / 2; column++) {
    const twins: f32 = kernel == 0 && (column == 0 || column == width / 2) ? 0.5 : 1;
    const weight = f32x4.mul(weights, f32x4.splat((twins * sharper(alongWidth, column) * 0.125) / area));
    v128.store(to, f32x4.mul(kernel == 0 ? v128.load(from) : v128.load(from, 16), weight));
    from += PLACE;
    to += 48;
  }
}

/** One over the square of the spectrum of the sampled quintic B-spline, (33 + 26 cos φ + cos 2φ) / 60. */
function sharper(twiddles: usize, at: i32): f32 {
  const cosine = load<f32>(twiddles + <usize>at * 8);
  const blur: f32 = (<f32>16 + 13 * cosine + cosine * cosine) / 30;
  return <f32>1 / (blur * blur);
}

function rowsEach(row: i32): v128 {
  if (row == 0) return f32x4(1, 2, 2, 2);
  return row == height / 2 ? f32x4(1, 0, 0, 0) : f32x4.splat(2);
}

/**
 * Twice the spectra of the eight real columns that went through one transform as real parts (from `column`) and
 * imaginary parts (from `column + half`).
 */
function unpackColumns(from: usize, column: i32, half: i32): void {
  let to = <usize>column * 4;
  const other = <usize>half * 4;
  for (let row = 0; row <= height / 2; row++) {
    const near = from + <usize>row * PLACE;
    const far = from + <usize>(row == 0 ? 0 : height - row) * PLACE;
    const aRe = v128.load(near);
    const aIm = v128.load(near, 16);
    const bRe = v128.load(far);
    const bIm = v128.load(far, 16);
    v128.store(xRe + to, f32x4.add(aRe, bRe));
    v128.store(xIm + to, f32x4.sub(aIm, bIm));
    v128.store(xRe + to + other, f32x4.add(aIm, bIm));
    v128.store(xIm + to + other, f32x4.sub(bRe, aRe));
    to += <usize>pitch * 4;
  }
}

/** Four rows of the half spectrum of the columns, from `row`, zeros behind `columns`. */
function loadRows(to: usize, row: i32, columns: i32): void {
  const line = <usize>pitch * 4;
  const first = <usize>row * line;
  for (let column = 0; column < columns; column += 4) {
    const at = first + <usize>column * 4;
    const place = to + <usize>column * PLACE;
    Square.load(xRe + at, line, place);
    Square.load(xIm + at, line, place + 16);
  }
  const end = <usize>columns * PLACE;
  const all = <usize>width * PLACE;
  if (end < all) memory.fill(to + end, 0, all - end);
}

/** The parts come swapped out of an inverse transform. */
function storeRows(from: usize, row: i32, columns: i32, re: usize, im: usize): void {
  const line = <usize>pitch * 4;
  const first = <usize>row * line;
  for (let column = 0; column < columns; column += 4) {
    const at = first + <usize>column * 4;
    const place = from + <usize>column * PLACE;
    Square.store(place + 16, re + at, line);
    Square.store(place, im + at, line);
  }
}

/** The x of the force into `toX`, its y into `toY`, parts swapped; the share of the rows in the sum over pairs. */
function multiply(from: usize, toX: usize, toY: usize, row: i32): f32 {
  let kernel = spectra + <usize>((row / 4) * (width / 2 + 1)) * 48;
  let sum = f32x4.splat(0);
  for (let column = 0; column <= width / 2; column++) {
    const near = <usize>column * PLACE;
    const far = <usize>(column == 0 ? 0 : width - column) * PLACE;
    const aRe = v128.load(from + near);
    const aIm = v128.load(from + near, 16);
    const bRe = v128.load(from + far);
    const bIm = v128.load(from + far, 16);
    const a = f32x4.add(f32x4.mul(aRe, aRe), f32x4.mul(aIm, aIm));
    const b = f32x4.add(f32x4.mul(bRe, bRe), f32x4.mul(bIm, bIm));
    sum = f32x4.add(sum, f32x4.mul(v128.load(kernel), f32x4.add(a, b)));
    const x = v128.load(kernel, 16);
    const y = v128.load(kernel, 32);
    const minusX = f32x4.neg(x);
    const minusY = f32x4.neg(y);
    // i·x · (re + i·im), swapped; x is odd from left to right.
    v128.store(toX + far, f32x4.mul(bRe, minusX));
    v128.store(toX + far, f32x4.mul(bIm, x), 16);
    v128.store(toX + near, f32x4.mul(aRe, x));
    v128.store(toX + near, f32x4.mul(aIm, minusX), 16);
    v128.store(toY + far, f32x4.mul(bRe, y));
    v128.store(toY + far, f32x4.mul(bIm, minusY), 16);
    v128.store(toY + near, f32x4.mul(aRe, y));
    v128.store(toY + near, f32x4.mul(aIm, minusY), 16);
    kernel += 48;
  }
  const pairs = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Columns of the half spectra of both parts of the force, as one complex signal of the whole height, swapped. */
function loadForce(to: usize, column: i32): void {
  let at = <usize>column * 4;
  for (let row = 0; row <= height / 2; row++) {
    const aRe = v128.load(xRe + at);
    const aIm = v128.load(xIm + at);
    const bRe = v128.load(yRe + at);
    const bIm = v128.load(yIm + at);
    const near = to + <usize>row * PLACE;
    v128.store(near, f32x4.add(aIm, bRe));
    v128.store(near, f32x4.sub(aRe, bIm), 16);
    if (row > 0 && row < height / 2) {
      const far = to + <usize>(height - row) * PLACE;
      v128.store(far, f32x4.sub(bRe, aIm));
      v128.store(far, f32x4.add(aRe, bIm), 16);
    }
    at += <usize>pitch * 4;
  }
}

/** Floats from a row of the grid to the next. */
export function gridPitch(): i32 {
  return pitch;
}

/** Where the charges are put, in at most height / 2 rows and width / 2 columns. */
export function chargesPlace(): usize {
  return charges;
}

/** Where the y of the force is after `convolve`; its x replaces the charges. */
export function fieldYPlace(): usize {
  return fieldY;
}

/** The force of the charges in the first `rows` and `columns` at all of these; the sum over pairs. */
export function convolve(rows: i32, columns: i32): f64 {
  const line = <usize>pitch * 4;
  const half = ((columns + 7) / 8) * 4;
  const used = <usize>rows * PLACE;
  for (let column = 0; column < half; column += 4) {
    let at = charges + <usize>column * 4;
    for (let place: usize = 0; place < used; place += PLACE) {
      v128.store(workA + place, v128.load(at));
      v128.store(workA + place, v128.load(at + <usize>half * 4), 16);
      at += line;
    }
    memory.fill(workA + used, 0, <usize>height * PLACE - used);
    unpackColumns(transform(height, workA, workB, alongHeight), column, half);
  }
  let sum: f64 = 0;
  for (let row = 0; row <= height / 2; row += 4) {
    loadRows(workA, row, 2 * half);
    const spectrum = transform(width, workA, workB, alongWidth);
    const spare = spectrum == workA ? workB : workA;
    sum += multiply(spectrum, spare, workC, row);
    storeRows(transform(width, spare, spectrum, alongWidth), row, 2 * half, xRe, xIm);
    storeRows(transform(width, workC, workA, alongWidth), row, 2 * half, yRe, yIm);
  }
  for (let column = 0; column < 2 * half; column += 4) {
    loadForce(workA, column);
    let from = transform(height, workA, workB, alongHeight);
    let at = <usize>column * 4;
    const end = from + used;
    for (; from < end; from += PLACE) {
      v128.store(charges + at, v128.load(from, 16));
      v128.store(fieldY + at, v128.load(from));
      at += line;
    }
  }
  return sum;
}
