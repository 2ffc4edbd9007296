import { Lanes } from './lanes';

/*
 * UMAP's gradient descent (McInnes, Healy and Melville, 2018, algorithm 5): for each edge that is due, its ends
 * attract each other, and the head is pushed away by points drawn at random, four at a time.
 *
 * `positions` holds four f32 for each point: x, y, z (0 on a plane) and 0.
 */

/** Forces are cut off at this length along each axis, as in umap-learn (its layouts.py, `clip`). */
const LONGEST: f32 = 4;
/** Points drawn for each edge that is due: umap-learn's `negative_sample_rate`. */
const DRAWN: i32 = 5;
/** Keeps the push finite where points coincide: umap-learn's constant. */
const SOFTENING: f32 = 0.001;

class Force {
  @inline
  static clip(x: v128): v128 {
    return f32x4.max(f32x4.min(x, f32x4.splat(LONGEST)), f32x4.splat(-LONGEST));
  }

  /** d^2b, of squared distances. */
  @inline
  static power(squared: v128, b: v128): v128 {
    return Lanes.exp2(f32x4.mul(b, Lanes.log2(f32x4.max(squared, f32x4.splat(1e-30)))));
  }

  @inline
  static squared(dx: v128, dy: v128, dz: v128): v128 {
    return f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
  }
}

/** Four points, x, y and z apart. */
class Four {
  @inline
  static xOf(p0: v128, p1: v128, p2: v128, p3: v128): v128 {
    return v128.shuffle<i32>(Four.low(p0, p1), Four.low(p2, p3), 0, 1, 4, 5);
  }

  @inline
  static yOf(p0: v128, p1: v128, p2: v128, p3: v128): v128 {
    return v128.shuffle<i32>(Four.low(p0, p1), Four.low(p2, p3), 2, 3, 6, 7);
  }

  @inline
  static zOf(p0: v128, p1: v128, p2: v128, p3: v128): v128 {
    return v128.shuffle<i32>(
      v128.shuffle<i32>(p0, p1, 2, 6, 2, 6),
      v128.shuffle<i32>(p2, p3, 2, 6, 2, 6),
      0,
      1,
      4,
      5,
    );
  }

  /** x0, x1, y0, y1. */
  @inline
  static low(p0: v128, p1: v128): v128 {
    return v128.shuffle<i32>(p0, p1, 0, 4, 1, 5);
  }
}

/** Writes the places of those tails of a head that are due to `turns`, and when they are due next; how many. */
function takeTurns(
  positions: usize,
  from: i32,
  to: i32,
  tails: usize,
  periods: usize,
  due: usize,
  movable: usize,
  stays: bool,
  turns: usize,
  now: f32,
): i32 {
  let taken = 0;
  for (let edge = from; edge < to; edge++) {
    const slot = (<usize>edge) << 2;
    const next = load<f32>(due + slot);
    if (next > now) continue;
    const tail = load<i32>(tails + slot);
    if (stays && load<u8>(movable + tail) == 0) continue;
    store<f32>(due + slot, next + load<f32>(periods + slot));
    store<usize>(turns + ((<usize>taken) << 2), positions + ((<usize>tail) << 4));
    taken++;
  }
  return taken;
}

/** Moves a tail against the step of its head, if it may move. */
function follow(tail: usize, step: v128, positions: usize, movable: usize): void {
  if (load<u8>(movable + ((tail - positions) >> 4)) != 0) v128.store(tail, f32x4.sub(v128.load(tail), step));
}

/**
 * One epoch over all edges, in the order of their heads.
 * @param offsets i32 [count + 1]: where each head's edges begin.
 * @param tails i32 [edges]
 * @param periods f32 [edges]: epochs between two turns of an edge.
 * @param due f32 [edges]: the epoch of an edge's next turn; moved on.
 * @param movable u8 [count]: 0 for points that stay where they are.
 * @param turns Room for a u32 for each edge of the head that has most of them, and three more.
 * @param random four u32, none of them 0: the state of four xorshift generators; moved on.
 * @param alpha The learning rate of this epoch.
 * @param a, b The curve 1 / (1 + a d^2b) of distances on the map.
 */
export function epoch(
  positions: usize,
  count: i32,
  offsets: usize,
  tails: usize,
  periods: usize,
  due: usize,
  movable: usize,
  turns: usize,
  random: usize,
  now: f32,
  alpha: f32,
  a: f32,
  b: f32,
): void {
  const allB = f32x4.splat(b);
  const allA = f32x4.splat(a);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const rate = f32x4.splat(alpha);
  const pull = f32x4.splat(-2 * a * b);
  const push = f32x4.splat(2 * b);
  const soft = f32x4.splat(SOFTENING);
  let state = v128.load(random);
  for (let head = 0; head < count; head++) {
    const stays = load<u8>(movable + head) == 0;
    const place = positions + ((<usize>head) << 4);
    const slot = offsets + ((<usize>head) << 2);
    const taken = takeTurns(
      positions,
      load<i32>(slot),
      load<i32>(slot, 4),
      tails,
      periods,
      due,
      movable,
      stays,
      turns,
      now,
    );
    if (taken == 0) continue;
    // The last four are filled up with the head itself, from which no force comes.
    for (let more = 0; more < 3; more++) store<usize>(turns + ((<usize>(taken + more)) << 2), place);
    let at = v128.load(place);
    for (let turn = 0; turn < taken; turn += 4) {
      const four = turns + ((<usize>turn) << 2);
      const t0 = load<usize>(four);
      const t1 = load<usize>(four, 4);
      const t2 = load<usize>(four, 8);
      const t3 = load<usize>(four, 12);
      const p0 = v128.load(t0);
      const p1 = v128.load(t1);
      const p2 = v128.load(t2);
      const p3 = v128.load(t3);
      const dx = f32x4.sub(v128.shuffle<i32>(at, at, 0, 0, 0, 0), Four.xOf(p0, p1, p2, p3));
      const dy = f32x4.sub(v128.shuffle<i32>(at, at, 1, 1, 1, 1), Four.yOf(p0, p1, p2, p3));
      const dz = f32x4.sub(v128.shuffle<i32>(at, at, 2, 2, 2, 2), Four.zOf(p0, p1, p2, p3));
      const squared = Force.squared(dx, dy, dz);
      const power = Force.power(squared, allB);
      let factor = f32x4.div(
        f32x4.mul(pull, power),
        f32x4.mul(squared, f32x4.add(one, f32x4.mul(allA, power))),
      );
      factor = v128.and(factor, v128.and(f32x4.gt(squared, zero), Lanes.below(taken - turn)));
      const x = f32x4.mul(rate, Force.clip(f32x4.mul(factor, dx)));
      const y = f32x4.mul(rate, Force.clip(f32x4.mul(factor, dy)));
      const z = f32x4.mul(rate, Force.clip(f32x4.mul(factor, dz)));
      if (!stays) at = f32x4.add(at, f32x4(Lanes.sumOf(x), Lanes.sumOf(y), Lanes.sumOf(z), 0));
      const xy01 = v128.shuffle<i32>(x, y, 0, 4, 1, 5);
      const xy23 = v128.shuffle<i32>(x, y, 2, 6, 3, 7);
      const z01 = v128.shuffle<i32>(z, zero, 0, 4, 1, 5);
      const z23 = v128.shuffle<i32>(z, zero, 2, 6, 3, 7);
      follow(t0, v128.shuffle<i32>(xy01, z01, 0, 1, 4, 5), positions, movable);
      follow(t1, v128.shuffle<i32>(xy01, z01, 2, 3, 6, 7), positions, movable);
      follow(t2, v128.shuffle<i32>(xy23, z23, 0, 1, 4, 5), positions, movable);
      follow(t3, v128.shuffle<i32>(xy23, z23, 2, 3, 6, 7), positions, movable);
    }
    if (stays) continue;
    const drawn = taken * DRAWN;
    const x = v128.shuffle<i32>(at, at, 0, 0, 0, 0);
    const y = v128.shuffle<i32>(at, at, 1, 1, 1, 1);
    const z = v128.shuffle<i32>(at, at, 2, 2, 2, 2);
    let moveX = zero;
    let moveY = zero;
    let moveZ = zero;
    for (let draw = 0; draw < drawn; draw += 4) {
      // xorshift32 (Marsaglia, 2003), four at once; the upper half of the product with the count is the draw.
      state = v128.xor(state, i32x4.shl(state, 13));
      state = v128.xor(state, i32x4.shr_u(state, 17));
      state = v128.xor(state, i32x4.shl(state, 5));
      const low = i64x2.extmul_low_i32x4_u(state, i32x4.splat(count));
      const high = i64x2.extmul_high_i32x4_u(state, i32x4.splat(count));
      const p0 = v128.load(positions + ((<usize>i32x4.extract_lane(low, 1)) << 4));
      const p1 = v128.load(positions + ((<usize>i32x4.extract_lane(low, 3)) << 4));
      const p2 = v128.load(positions + ((<usize>i32x4.extract_lane(high, 1)) << 4));
      const p3 = v128.load(positions + ((<usize>i32x4.extract_lane(high, 3)) << 4));
      const dx = f32x4.sub(x, Four.xOf(p0, p1, p2, p3));
      const dy = f32x4.sub(y, Four.yOf(p0, p1, p2, p3));
      const dz = f32x4.sub(z, Four.zOf(p0, p1, p2, p3));
      const squared = Force.squared(dx, dy, dz);
      const power = Force.power(squared, allB);
      let factor = f32x4.div(
        push,
        f32x4.mul(f32x4.add(soft, squared), f32x4.add(one, f32x4.mul(allA, power))),
      );
      factor = v128.and(factor, Lanes.below(drawn - draw));
      moveX = f32x4.add(moveX, Force.clip(f32x4.mul(factor, dx)));
      moveY = f32x4.add(moveY, Force.clip(f32x4.mul(factor, dy)));
      moveZ = f32x4.add(moveZ, Force.clip(f32x4.mul(factor, dz)));
    }
    const moved = f32x4(Lanes.sumOf(moveX), Lanes.sumOf(moveY), Lanes.sumOf(moveZ), 0);
    v128.store(place, f32x4.add(at, f32x4.mul(rate, moved)));
  }
  v128.store(random, state);
}
