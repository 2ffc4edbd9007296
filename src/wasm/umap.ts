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

  /** Squared length of a vector of three, in all lanes. */
  @inline
  static squared(delta: v128): v128 {
    const squares = f32x4.mul(delta, delta);
    const halves = f32x4.add(squares, v128.shuffle<i32>(squares, squares, 2, 3, 0, 1));
    return f32x4.add(halves, v128.shuffle<i32>(halves, halves, 1, 0, 3, 2));
  }
}

/**
 * One epoch over all edges, in the order of their heads.
 * @param offsets i32 [count + 1]: where each head's edges begin.
 * @param tails i32 [edges]
 * @param periods f32 [edges]: epochs between two turns of an edge.
 * @param due f32 [edges]: the epoch of an edge's next turn; moved on.
 * @param movable u8 [count]: 0 for points that stay where they are.
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
    let at = v128.load(place);
    const end = load<i32>(offsets + ((<usize>head) << 2), 4);
    let turns = 0;
    for (let edge = load<i32>(offsets + ((<usize>head) << 2)); edge < end; edge++) {
      const slot = (<usize>edge) << 2;
      const tail = load<i32>(tails + slot);
      const pulls = load<u8>(movable + tail) != 0;
      if (stays && !pulls) continue;
      const next = load<f32>(due + slot);
      if (next > now) continue;
      store<f32>(due + slot, next + load<f32>(periods + slot));
      turns++;
      const other = positions + ((<usize>tail) << 4);
      const there = v128.load(other);
      const delta = f32x4.sub(at, there);
      const distance = Force.squared(delta);
      if (f32x4.extract_lane(distance, 0) <= 0) continue;
      const power = Lanes.exp2(f32x4.mul(allB, Lanes.log2(distance)));
      const factor = f32x4.div(
        f32x4.mul(pull, power),
        f32x4.mul(distance, f32x4.add(one, f32x4.mul(allA, power))),
      );
      const step = f32x4.mul(rate, Force.clip(f32x4.mul(factor, delta)));
      at = f32x4.add(at, step);
      if (pulls) v128.store(other, f32x4.sub(there, step));
    }
    if (stays) continue;
    const drawn = turns * DRAWN;
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
      const xy01 = v128.shuffle<i32>(p0, p1, 0, 4, 1, 5);
      const xy23 = v128.shuffle<i32>(p2, p3, 0, 4, 1, 5);
      const z01 = v128.shuffle<i32>(p0, p1, 2, 6, 2, 6);
      const z23 = v128.shuffle<i32>(p2, p3, 2, 6, 2, 6);
      const dx = f32x4.sub(x, v128.shuffle<i32>(xy01, xy23, 0, 1, 4, 5));
      const dy = f32x4.sub(y, v128.shuffle<i32>(xy01, xy23, 2, 3, 6, 7));
      const dz = f32x4.sub(z, v128.shuffle<i32>(z01, z23, 0, 1, 4, 5));
      const distance = f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
      const power = Lanes.exp2(f32x4.mul(allB, Lanes.log2(f32x4.max(distance, f32x4.splat(1e-30)))));
      let factor = f32x4.div(
        push,
        f32x4.mul(f32x4.add(soft, distance), f32x4.add(one, f32x4.mul(allA, power))),
      );
      factor = v128.and(factor, Lanes.below(drawn - draw));
      moveX = f32x4.add(moveX, Force.clip(f32x4.mul(factor, dx)));
      moveY = f32x4.add(moveY, Force.clip(f32x4.mul(factor, dy)));
      moveZ = f32x4.add(moveZ, Force.clip(f32x4.mul(factor, dz)));
    }
    if (drawn > 0)
      at = f32x4.add(
        at,
        f32x4.mul(rate, f32x4(Lanes.sumOf(moveX), Lanes.sumOf(moveY), Lanes.sumOf(moveZ), 0)),
      );
    v128.store(place, at);
  }
  v128.store(random, state);
}
