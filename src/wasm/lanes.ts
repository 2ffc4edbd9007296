/** Arithmetic on the four f32 of a vector. */
export class Lanes {
  /** The sum of all lanes. */
  @inline
  static sumOf(v: v128): f32 {
    const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
  }

  /** All bits of the first `count` lanes. */
  @inline
  static below(count: i32): v128 {
    return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
  }

  /** log2 of positive numbers: exponent, and a polynomial of the mantissa (Chebyshev interpolation, off by 1e-4). */
  @inline
  static log2(x: v128): v128 {
    const exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
    const bits = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
    const t = f32x4.sub(bits, f32x4.splat(1));
    let sum = f32x4.splat(-0.07844067620913087);
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(0.3122694773273129));
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(-0.6708826790147779));
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(1.43687489622325));
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(0.00011457996038211071));
    return f32x4.add(sum, f32x4.convert_i32x4_s(exponent));
  }

  /** 2 to the power of x, up to 126: the whole part as exponent, a polynomial of the rest (off by 1e-4, relative). */
  @inline
  static exp2(x: v128): v128 {
    const within = f32x4.max(f32x4.min(x, f32x4.splat(126)), f32x4.splat(-126));
    const whole = f32x4.floor(within);
    const t = f32x4.sub(within, whole);
    let sum = f32x4.splat(0.078967257042171);
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(0.2246931557639975));
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(0.6963247710915825));
    sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(0.9999002881727677));
    const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
    return f32x4.mul(sum, exponent);
  }
}
