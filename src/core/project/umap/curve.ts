/** The curve 1 / (1 + a d^2b) that UMAP gives distances on the map. */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

/** InstallationPaths along the curve that are fitted, up to three times the spread: umap-learn's `find_ab_params`. */
const PLACES = 300;
const STEPS = 100;

/**
 * The curve nearest, by least squares, to one that is 1 up to the minimum distance and falls off behind it
 * exponentially, by the spread (McInnes, Healy and Melville, 2018, section 3.2). Found by Levenberg and Marquardt's
 * method over log a and b.
 * @throws RangeError where the minimum distance is larger than the spread, which leaves no slope to fit.
 */
export function fitCurve(minDist: number, spread: number): Curve {
  if (minDist > spread) throw new RangeError('the minimum distance must not be larger than the spread');
  const places = Array.from({ length: PLACES }, (_, at) => (3 * spread * at) / (PLACES - 1));
  const wanted = places.map((d) => (d < minDist ? 1 : Math.exp(-(d - minDist) / spread)));
  let curve = { a: 1, b: 1 };
  let error = errorOf(curve, places, wanted);
  let damping = 1e-3;
  for (let step = 0; step < STEPS && damping < 1e12; step++) {
    const next = stepFrom(curve, places, wanted, damping);
    const nextError = errorOf(next, places, wanted);
    if (nextError < error) {
      const settled = error - nextError < 1e-14 * error;
      [curve, error, damping] = [next, nextError, damping / 10];
      if (settled) break;
    } else damping *= 10;
  }
  return curve;
}

function valueAt({ a, b }: Curve, d: number): number {
  return d === 0 ? 1 : 1 / (1 + a * d ** (2 * b));
}

function errorOf(curve: Curve, places: readonly number[], wanted: readonly number[]): number {
  return places.reduce((sum, d, at) => sum + (valueAt(curve, d) - (wanted[at] ?? 0)) ** 2, 0);
}

function stepFrom(
  curve: Curve,
  places: readonly number[],
  wanted: readonly number[],
  damping: number,
): Curve {
  // Normal equations of two unknowns.
  let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
  places.forEach((d, at) => {
    if (d === 0) return;
    const value = valueAt(curve, d);
    const byLogA = -value * (1 - value);
    const byB = byLogA * 2 * Math.log(d);
    const rest = (wanted[at] ?? 0) - value;
    aa += byLogA * byLogA;
    ab += byLogA * byB;
    bb += byB * byB;
    ra += byLogA * rest;
    rb += byB * rest;
  });
  const [dampedA, dampedB] = [aa * (1 + damping), bb * (1 + damping)];
  const determinant = dampedA * dampedB - ab * ab;
  const logA = (ra * dampedB - rb * ab) / determinant;
  const b = (rb * dampedA - ra * ab) / determinant;
  return { a: curve.a * Math.exp(logA), b: curve.b + b };
}
