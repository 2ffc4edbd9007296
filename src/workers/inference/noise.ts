/**
 * Even noise in the range of normalised pixels, [count, 3, size, size]; the same every time (Numerical Recipes'
 * generator).
 */
export function noise(size: number, count: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: count * 3 * size * size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
