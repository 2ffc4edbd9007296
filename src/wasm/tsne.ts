import { transform } from './fft';
import { gridBytes, prepareGrid, repelOnGrid } from './interpolation';
import { Lanes } from './lanes';

/*
 * The inner loops of t-SNE. Points have `stride` f32: x and y, or x, y, z and 0. Forces are laid out like points.
 * Everything is computed in an order of its own, so that the same points give the same bits.
 */

export { gridBytes, prepareGrid, repelOnGrid, transform };

class Pairs {
  @inline
  static twoAt(points: usize, targets: usize, offset: usize): v128 {
    const first = v128.load64_zero(points + load<u32>(targets + offset));
    return v128.load64_lane(points + load<u32>(targets + offset, 4), first, 1);
  }

  /** The natural logarithm of normal numbers from 1: exponent, and the series of the inverse hyperbolic tangent. */
  @inline
  static log(value: v128): v128 {
    // The mantissa from √½ to √2, where the series is short: 0x3f3504f3 are the bits of √½.
    const over = i32x4.sub(value, i32x4.splat(0x3f3504f3));
    const exponent = i32x4.shr_s(over, 23);
    const mantissa = i32x4.sub(value, i32x4.shl(exponent, 23));
    const t = f32x4.div(f32x4.sub(mantissa, f32x4.splat(1)), f32x4.add(mantissa, f32x4.splat(1)));
    const tt = f32x4.mul(t, t);
    let series = f32x4.add(f32x4.splat(1.0 / 7), f32x4.mul(tt, f32x4.splat(1.0 / 9)));
    series = f32x4.add(f32x4.splat(1.0 / 5), f32x4.mul(tt, series));
    series = f32x4.add(f32x4.splat(1.0 / 3), f32x4.mul(tt, series));
    series = f32x4.add(f32x4.splat(1), f32x4.mul(tt, series));
    const ofMantissa = f32x4.mul(f32x4.add(t, t), series);
    return f32x4.add(ofMantissa, f32x4.mul(f32x4.convert_i32x4_s(exponent), f32x4.splat(0.6931471805599453)));
  }
}

/**
 * The attraction of each point: the sum of p · (y_i - y_j) / (1 + d²). `offsets` holds count + 1 ends of rows that are
 * multiples of 4 (a last target of weight 0 fills them up); `targets` the bytes from `points` to each.
 */
export function attract2(
  points: usize,
  count: i32,
  offsets: usize,
  targets: usize,
  weights: usize,
  forces: usize,
): void {
  const one = f32x4.splat(1);
  for (let point = 0; point < count; point++) {
    const place = <usize>point * 8;
    const x = v128.load32_splat(points + place);
    const y = v128.load32_splat(points + place, 4);
    let sumX = f32x4.splat(0);
    let sumY = sumX;
    let at = <usize>load<i32>(offsets + <usize>point * 4) * 4;
    const end = <usize>load<i32>(offsets + <usize>point * 4, 4) * 4;
    for (; at < end; at += 16) {
      const a = Pairs.twoAt(points, targets + at, 0);
      const b = Pairs.twoAt(points, targets + at, 8);
      const dx = f32x4.sub(x, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
      const d = f32x4.add(one, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
      const pull = f32x4.div(v128.load(weights + at), d);
      sumX = f32x4.add(sumX, f32x4.mul(pull, dx));
      sumY = f32x4.add(sumY, f32x4.mul(pull, dy));
    }
    store<f32>(forces + place, Lanes.sumOf(sumX));
    store<f32>(forces + place, Lanes.sumOf(sumY), 4);
  }
}

/** As `attract2`, for three dimensions. */
export function attract3(
  points: usize,
  count: i32,
  offsets: usize,
  targets: usize,
  weights: usize,
  forces: usize,
): void {
  for (let point = 0; point < count; point++) {
    const place = <usize>point * 16;
    const here = v128.load(points + place);
    let sum = f32x4.splat(0);
    let at = <usize>load<i32>(offsets + <usize>point * 4) * 4;
    const end = <usize>load<i32>(offsets + <usize>point * 4, 4) * 4;
    for (; at < end; at += 4) {
      const d = f32x4.sub(here, v128.load(points + load<u32>(targets + at)));
      const pull = load<f32>(weights + at) / (1 + Lanes.sumOf(f32x4.mul(d, d)));
      sum = f32x4.add(sum, f32x4.mul(d, f32x4.splat(pull)));
    }
    v128.store(forces + place, sum);
  }
}

/** The sum of p · Pairs.log(1 + d²) over all pairs of the rows; arguments as of `attract2`. */
export function spreadOfPairs(
  points: usize,
  count: i32,
  stride: i32,
  offsets: usize,
  targets: usize,
  weights: usize,
): f64 {
  const one = f32x4.splat(1);
  const bytes = <usize>stride * 4;
  let total: f64 = 0;
  for (let point = 0; point < count; point++) {
    const place = points + <usize>point * bytes;
    const x = v128.load32_splat(place);
    const y = v128.load32_splat(place, 4);
    const z = stride == 4 ? v128.load32_splat(place, 8) : f32x4.splat(0);
    let sum = f32x4.splat(0);
    let at = <usize>load<i32>(offsets + <usize>point * 4) * 4;
    const end = <usize>load<i32>(offsets + <usize>point * 4, 4) * 4;
    for (; at < end; at += 16) {
      const a = Pairs.twoAt(points, targets + at, 0);
      const b = Pairs.twoAt(points, targets + at, 8);
      const dx = f32x4.sub(x, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
      let d = f32x4.add(one, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
      if (stride == 4) {
        const c = Pairs.twoAt(points + 8, targets + at, 0);
        const e = Pairs.twoAt(points + 8, targets + at, 8);
        const dz = f32x4.sub(z, v128.shuffle<f32>(c, e, 0, 2, 4, 6));
        d = f32x4.add(d, f32x4.mul(dz, dz));
      }
      sum = f32x4.add(sum, f32x4.mul(v128.load(weights + at), Pairs.log(d)));
    }
    total += Lanes.sumOf(sum);
  }
  return total;
}

/**
 * The repulsion of each point from every other, exactly: the sum of (y_i - y_j) / (1 + d²)². The sum of 1 / (1 + d²)
 * over all ordered pairs. Up to three points behind the last are read, and their forces written.
 */
export function repel2(points: usize, count: i32, forces: usize): f64 {
  const one = f32x4.splat(1);
  const last = points + <usize>count * 8;
  let total: f64 = -(<f64>count);
  for (let point = 0; point < count; point += 4) {
    const place = <usize>point * 8;
    const a = v128.load(points + place);
    const b = v128.load(points + place, 16);
    const x = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    const y = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
    let sumX = f32x4.splat(0);
    let sumY = sumX;
    let sum = sumX;
    for (let other = points; other < last; other += 8) {
      const dx = f32x4.sub(x, v128.load32_splat(other));
      const dy = f32x4.sub(y, v128.load32_splat(other, 4));
      const d = f32x4.add(one, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
      const q = f32x4.div(one, d);
      const push = f32x4.mul(q, q);
      sum = f32x4.add(sum, q);
      sumX = f32x4.add(sumX, f32x4.mul(push, dx));
      sumY = f32x4.add(sumY, f32x4.mul(push, dy));
    }
    v128.store(forces + place, v128.shuffle<f32>(sumX, sumY, 0, 4, 1, 5));
    v128.store(forces + place, v128.shuffle<f32>(sumX, sumY, 2, 6, 3, 7), 16);
    total += Lanes.sumOf(v128.and(sum, Lanes.below(count - point)));
  }
  return total;
}

/** As `repel2`, for three dimensions. */
export function repel3(points: usize, count: i32, forces: usize): f64 {
  const one = f32x4.splat(1);
  const last = points + <usize>count * 16;
  let total: f64 = -(<f64>count);
  for (let point = 0; point < count; point += 4) {
    const place = <usize>point * 16;
    const a = v128.load(points + place);
    const b = v128.load(points + place, 16);
    const c = v128.load(points + place, 32);
    const e = v128.load(points + place, 48);
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ceLow = v128.shuffle<f32>(c, e, 0, 4, 1, 5);
    const x = v128.shuffle<f64>(abLow, ceLow, 0, 2);
    const y = v128.shuffle<f64>(abLow, ceLow, 1, 3);
    const z = v128.shuffle<f64>(
      v128.shuffle<f32>(a, b, 2, 6, 3, 7),
      v128.shuffle<f32>(c, e, 2, 6, 3, 7),
      0,
      2,
    );
    let sumX = f32x4.splat(0);
    let sumY = sumX;
    let sumZ = sumX;
    let sum = sumX;
    for (let other = points; other < last; other += 16) {
      const dx = f32x4.sub(x, v128.load32_splat(other));
      const dy = f32x4.sub(y, v128.load32_splat(other, 4));
      const dz = f32x4.sub(z, v128.load32_splat(other, 8));
      const flat = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const q = f32x4.div(one, f32x4.add(one, f32x4.add(flat, f32x4.mul(dz, dz))));
      const push = f32x4.mul(q, q);
      sum = f32x4.add(sum, q);
      sumX = f32x4.add(sumX, f32x4.mul(push, dx));
      sumY = f32x4.add(sumY, f32x4.mul(push, dy));
      sumZ = f32x4.add(sumZ, f32x4.mul(push, dz));
    }
    const none = f32x4.splat(0);
    const xyLow = v128.shuffle<f32>(sumX, sumY, 0, 4, 1, 5);
    const xyHigh = v128.shuffle<f32>(sumX, sumY, 2, 6, 3, 7);
    const zLow = v128.shuffle<f32>(sumZ, none, 0, 4, 1, 5);
    const zHigh = v128.shuffle<f32>(sumZ, none, 2, 6, 3, 7);
    v128.store(forces + place, v128.shuffle<f64>(xyLow, zLow, 0, 2));
    v128.store(forces + place, v128.shuffle<f64>(xyLow, zLow, 1, 3), 16);
    v128.store(forces + place, v128.shuffle<f64>(xyHigh, zHigh, 0, 2), 32);
    v128.store(forces + place, v128.shuffle<f64>(xyHigh, zHigh, 1, 3), 48);
    total += Lanes.sumOf(v128.and(sum, Lanes.below(count - point)));
  }
  return total;
}

/** The least x and y of all points, then the greatest, at `out`: four f32. */
export function boundsOf(points: usize, count: i32, out: usize): void {
  let low = v128.load64_splat(points);
  let high = low;
  const end = points + <usize>count * 8;
  for (let place = points; place < end; place += 8) {
    const point = v128.load64_splat(place);
    low = f32x4.min(low, point);
    high = f32x4.max(high, point);
  }
  v128.store(out, v128.shuffle<f64>(low, high, 0, 3));
}

/**
 * One step of gradient descent with momentum and the gains of delta-bar-delta as van der Maaten's own t-SNE has them
 * (+ 0.2 where the gradient goes on against the last step, × 0.8 where it turned, at least 0.01), on `floats`
 * coordinates, in fours. The gradient is 4 · (exaggeration · attraction - repulsion / sum). `movable` has all bits of
 * a coordinate set, or none.
 */
export function descend(
  points: usize,
  steps: usize,
  gains: usize,
  movable: usize,
  attraction: usize,
  repulsion: usize,
  floats: i32,
  exaggeration: f32,
  sum: f64,
  rate: f32,
  momentum: f32,
  longest: f32,
): void {
  const pull = f32x4.splat(4 * exaggeration);
  const push = f32x4.splat(<f32>(4 / sum));
  const limit = f32x4.splat(longest);
  const end = <usize>floats * 4;
  const none = f32x4.splat(0);
  for (let at: usize = 0; at < end; at += 16) {
    const attracted = f32x4.mul(v128.load(attraction + at), pull);
    const gradient = f32x4.sub(attracted, f32x4.mul(v128.load(repulsion + at), push));
    const last = v128.load(steps + at);
    const turned = i32x4.eq(f32x4.gt(gradient, none), f32x4.gt(last, none));
    let gain = v128.load(gains + at);
    const less = f32x4.mul(gain, f32x4.splat(0.8));
    const more = f32x4.add(gain, f32x4.splat(0.2));
    gain = f32x4.max(v128.bitselect(less, more, turned), f32x4.splat(0.01));
    v128.store(gains + at, gain);
    const kept = f32x4.mul(last, f32x4.splat(momentum));
    let step = f32x4.sub(kept, f32x4.mul(f32x4.mul(gain, f32x4.splat(rate)), gradient));
    step = f32x4.max(f32x4.neg(limit), f32x4.min(limit, step));
    v128.store(steps + at, step);
    const old = v128.load(points + at);
    v128.store(points + at, v128.bitselect(f32x4.add(old, step), old, v128.load(movable + at)));
  }
}

/** Moves all points so that their mean is 0. */
export function centre(points: usize, count: i32, stride: i32): void {
  const bytes = <usize>stride * 4;
  const end = points + <usize>count * bytes;
  for (let axis: usize = 0; axis < bytes; axis += 4) {
    let sum: f64 = 0;
    for (let place = points + axis; place < end; place += bytes) sum += load<f32>(place);
    const mean = <f32>(sum / count);
    for (let place = points + axis; place < end; place += bytes) store<f32>(place, load<f32>(place) - mean);
  }
}
