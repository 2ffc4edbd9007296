/*
 * Fast Fourier transforms of four signals at once, one in each lane: Stockham's autosort form (no reordering by
 * bits) in passes of radix 4, 5, 3 and 2. (Van Loan, Computational Frameworks for
 * the Fast Fourier Transform, 1992, 1.7.)
 *
 * A signal's place has 32 bytes: the four real parts, the four imaginary parts. `twiddles` holds for each
 * j < length the f32 cosine and sine of -2πj / length.
 */

/** Bytes of one place of four complex signals. */
export const PLACE: usize = 32;

const SIN_60: f32 = 0.8660254037844386;
const COS_72: f32 = 0.30901699437494745;
const SIN_72: f32 = 0.9510565162951535;
const COS_144: f32 = -0.8090169943749475;
const SIN_144: f32 = 0.5877852522924731;

/** Transforms `from`, using `to` as well; returns which of both has the result. Inverse: swap the parts before and after. */
export function transform(length: i32, from: usize, to: usize, twiddles: usize): usize {
  let left = length;
  let stride = 1;
  while (left > 1) {
    let radix = 4;
    if (left % 4 == 0) pass4(left, stride, from, to, twiddles);
    else if (left % 5 == 0) {
      radix = 5;
      pass5(left, stride, from, to, twiddles);
    } else if (left % 3 == 0) {
      radix = 3;
      pass3(left, stride, from, to, twiddles);
    } else {
      radix = 2;
      pass2(stride, from, to);
    }
    left /= radix;
    stride *= radix;
    const result = to;
    to = from;
    from = result;
  }
  return from;
}

class Turn {
  /** Stores (re + i·im) · (c + i·s). */
  @inline
  static store(place: usize, re: v128, im: v128, c: v128, s: v128): void {
    v128.store(place, f32x4.sub(f32x4.mul(re, c), f32x4.mul(im, s)));
    v128.store(place, f32x4.add(f32x4.mul(re, s), f32x4.mul(im, c)), 16);
  }
}

function pass4(left: i32, stride: i32, from: usize, to: usize, twiddles: usize): void {
  const quarter = left / 4;
  const jump = <usize>(quarter * stride) * PLACE;
  const step = <usize>stride * PLACE;
  for (let p = 0; p < quarter; p++) {
    const turn = <usize>(p * stride) * 8;
    const c1 = v128.load32_splat(twiddles + turn);
    const s1 = v128.load32_splat(twiddles + turn, 4);
    const c2 = v128.load32_splat(twiddles + 2 * turn);
    const s2 = v128.load32_splat(twiddles + 2 * turn, 4);
    const c3 = v128.load32_splat(twiddles + 3 * turn);
    const s3 = v128.load32_splat(twiddles + 3 * turn, 4);
    let input = from + <usize>p * step;
    let output = to + <usize>(4 * p) * step;
    const end = input + step;
    while (input < end) {
      const aRe = v128.load(input);
      const aIm = v128.load(input, 16);
      const bRe = v128.load(input + jump);
      const bIm = v128.load(input + jump, 16);
      const cRe = v128.load(input + 2 * jump);
      const cIm = v128.load(input + 2 * jump, 16);
      const dRe = v128.load(input + 3 * jump);
      const dIm = v128.load(input + 3 * jump, 16);
      const acRe = f32x4.add(aRe, cRe);
      const acIm = f32x4.add(aIm, cIm);
      const bdRe = f32x4.add(bRe, dRe);
      const bdIm = f32x4.add(bIm, dIm);
      const eRe = f32x4.sub(aRe, cRe);
      const eIm = f32x4.sub(aIm, cIm);
      const fRe = f32x4.sub(bRe, dRe);
      const fIm = f32x4.sub(bIm, dIm);
      v128.store(output, f32x4.add(acRe, bdRe));
      v128.store(output, f32x4.add(acIm, bdIm), 16);
      Turn.store(output + step, f32x4.add(eRe, fIm), f32x4.sub(eIm, fRe), c1, s1);
      Turn.store(output + 2 * step, f32x4.sub(acRe, bdRe), f32x4.sub(acIm, bdIm), c2, s2);
      Turn.store(output + 3 * step, f32x4.sub(eRe, fIm), f32x4.add(eIm, fRe), c3, s3);
      input += PLACE;
      output += PLACE;
    }
  }
}

function pass3(left: i32, stride: i32, from: usize, to: usize, twiddles: usize): void {
  const third = left / 3;
  const jump = <usize>(third * stride) * PLACE;
  const step = <usize>stride * PLACE;
  const half = f32x4.splat(0.5);
  const sine = f32x4.splat(SIN_60);
  for (let p = 0; p < third; p++) {
    const turn = <usize>(p * stride) * 8;
    const c1 = v128.load32_splat(twiddles + turn);
    const s1 = v128.load32_splat(twiddles + turn, 4);
    const c2 = v128.load32_splat(twiddles + 2 * turn);
    const s2 = v128.load32_splat(twiddles + 2 * turn, 4);
    let input = from + <usize>p * step;
    let output = to + <usize>(3 * p) * step;
    const end = input + step;
    while (input < end) {
      const aRe = v128.load(input);
      const aIm = v128.load(input, 16);
      const bRe = v128.load(input + jump);
      const bIm = v128.load(input + jump, 16);
      const cRe = v128.load(input + 2 * jump);
      const cIm = v128.load(input + 2 * jump, 16);
      const sumRe = f32x4.add(bRe, cRe);
      const sumIm = f32x4.add(bIm, cIm);
      const eRe = f32x4.sub(aRe, f32x4.mul(sumRe, half));
      const eIm = f32x4.sub(aIm, f32x4.mul(sumIm, half));
      const fRe = f32x4.mul(f32x4.sub(bRe, cRe), sine);
      const fIm = f32x4.mul(f32x4.sub(bIm, cIm), sine);
      v128.store(output, f32x4.add(aRe, sumRe));
      v128.store(output, f32x4.add(aIm, sumIm), 16);
      Turn.store(output + step, f32x4.add(eRe, fIm), f32x4.sub(eIm, fRe), c1, s1);
      Turn.store(output + 2 * step, f32x4.sub(eRe, fIm), f32x4.add(eIm, fRe), c2, s2);
      input += PLACE;
      output += PLACE;
    }
  }
}

function pass5(left: i32, stride: i32, from: usize, to: usize, twiddles: usize): void {
  const fifth = left / 5;
  const jump = <usize>(fifth * stride) * PLACE;
  const step = <usize>stride * PLACE;
  const cos1 = f32x4.splat(COS_72);
  const cos2 = f32x4.splat(COS_144);
  const sin1 = f32x4.splat(SIN_72);
  const sin2 = f32x4.splat(SIN_144);
  for (let p = 0; p < fifth; p++) {
    const turn = <usize>(p * stride) * 8;
    const c1 = v128.load32_splat(twiddles + turn);
    const s1 = v128.load32_splat(twiddles + turn, 4);
    const c2 = v128.load32_splat(twiddles + 2 * turn);
    const s2 = v128.load32_splat(twiddles + 2 * turn, 4);
    const c3 = v128.load32_splat(twiddles + 3 * turn);
    const s3 = v128.load32_splat(twiddles + 3 * turn, 4);
    const c4 = v128.load32_splat(twiddles + 4 * turn);
    const s4 = v128.load32_splat(twiddles + 4 * turn, 4);
    let input = from + <usize>p * step;
    let output = to + <usize>(5 * p) * step;
    const end = input + step;
    while (input < end) {
      const aRe = v128.load(input);
      const aIm = v128.load(input, 16);
      const bRe = v128.load(input + jump);
      const bIm = v128.load(input + jump, 16);
      const cRe = v128.load(input + 2 * jump);
      const cIm = v128.load(input + 2 * jump, 16);
      const dRe = v128.load(input + 3 * jump);
      const dIm = v128.load(input + 3 * jump, 16);
      const eRe = v128.load(input + 4 * jump);
      const eIm = v128.load(input + 4 * jump, 16);
      const beRe = f32x4.add(bRe, eRe);
      const beIm = f32x4.add(bIm, eIm);
      const cdRe = f32x4.add(cRe, dRe);
      const cdIm = f32x4.add(cIm, dIm);
      const fRe = f32x4.sub(bRe, eRe);
      const fIm = f32x4.sub(bIm, eIm);
      const gRe = f32x4.sub(cRe, dRe);
      const gIm = f32x4.sub(cIm, dIm);
      v128.store(output, f32x4.add(aRe, f32x4.add(beRe, cdRe)));
      v128.store(output, f32x4.add(aIm, f32x4.add(beIm, cdIm)), 16);
      const h1Re = f32x4.add(aRe, f32x4.add(f32x4.mul(cos1, beRe), f32x4.mul(cos2, cdRe)));
      const h1Im = f32x4.add(aIm, f32x4.add(f32x4.mul(cos1, beIm), f32x4.mul(cos2, cdIm)));
      const k1Re = f32x4.add(f32x4.mul(sin1, fRe), f32x4.mul(sin2, gRe));
      const k1Im = f32x4.add(f32x4.mul(sin1, fIm), f32x4.mul(sin2, gIm));
      Turn.store(output + step, f32x4.add(h1Re, k1Im), f32x4.sub(h1Im, k1Re), c1, s1);
      Turn.store(output + 4 * step, f32x4.sub(h1Re, k1Im), f32x4.add(h1Im, k1Re), c4, s4);
      const h2Re = f32x4.add(aRe, f32x4.add(f32x4.mul(cos2, beRe), f32x4.mul(cos1, cdRe)));
      const h2Im = f32x4.add(aIm, f32x4.add(f32x4.mul(cos2, beIm), f32x4.mul(cos1, cdIm)));
      const k2Re = f32x4.sub(f32x4.mul(sin2, fRe), f32x4.mul(sin1, gRe));
      const k2Im = f32x4.sub(f32x4.mul(sin2, fIm), f32x4.mul(sin1, gIm));
      Turn.store(output + 2 * step, f32x4.add(h2Re, k2Im), f32x4.sub(h2Im, k2Re), c2, s2);
      Turn.store(output + 3 * step, f32x4.sub(h2Re, k2Im), f32x4.add(h2Im, k2Re), c3, s3);
      input += PLACE;
      output += PLACE;
    }
  }
}

/** The last pass, where two places are left: nothing to turn. */
function pass2(stride: i32, from: usize, to: usize): void {
  const jump = <usize>stride * PLACE;
  const end = from + jump;
  while (from < end) {
    const aRe = v128.load(from);
    const aIm = v128.load(from, 16);
    const bRe = v128.load(from + jump);
    const bIm = v128.load(from + jump, 16);
    v128.store(to, f32x4.add(aRe, bRe));
    v128.store(to, f32x4.add(aIm, bIm), 16);
    v128.store(to + jump, f32x4.sub(aRe, bRe));
    v128.store(to + jump, f32x4.sub(aIm, bIm), 16);
    from += PLACE;
    to += PLACE;
  }
}
