/*
 * How Pillow resamples, so that pixels are those that the models were trained and published with: a filter as
 * wide as the reduction, coefficients as integers (src/libImaging/Resample.c, `precompute_coeffs` and
 * `normalize_coeffs_8bpc`).
 */

export type Filter = 'bicubic' | 'bilinear';

/** Where an image goes before its middle is cut out: the size it is brought to, and the cut's corner. */
export interface Placement {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/**
 * An image of `width` × `height` on its way into a square of `size`: `crop` brings its shortest side to `size`
 * and cuts out the middle (torchvision's Resize and CenterCrop, roundings included), `stretch` bends it.
 */
export function placement(
  width: number,
  height: number,
  { size, fit }: { readonly size: number; readonly fit: 'crop' | 'stretch' },
): Placement {
  if (fit === 'stretch') return { width: size, height: size, left: 0, top: 0 };
  const shortest = Math.min(width, height);
  const scaled = (side: number): number => (side === shortest ? size : Math.trunc((size * side) / shortest));
  const [toWidth, toHeight] = [scaled(width), scaled(height)];
  const middle = (side: number): number => roundHalfToEven((side - size) / 2);
  return { width: toWidth, height: toHeight, left: middle(toWidth), top: middle(toHeight) };
}

/** Python's `round`. */
function roundHalfToEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

/** For each output place the first input place and the number of inputs, and their weights. */
export interface Taps {
  /** [outputs, 2]: first input, count. */
  readonly bounds: Int32Array;
  /** [outputs, size], of 22 fractional bits. */
  readonly weights: Int32Array;
  readonly size: number;
}

const FRACTION = 2 ** 22;
/** Half the width of a filter, in places of the coarser of both grids. */
const SUPPORT: Readonly<Record<Filter, number>> = { bicubic: 2, bilinear: 1 };

export function resamplingTaps(inputs: number, outputs: number, filter: Filter): Taps {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const support = SUPPORT[filter] * widening;
  const size = Math.ceil(support) * 2 + 1;
  const bounds = new Int32Array(outputs * 2);
  const weights = new Int32Array(outputs * size);
  const curve = filter === 'bicubic' ? bicubic : triangle;
  for (let place = 0; place < outputs; place++) {
    const centre = (place + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - support + 0.5), 0);
    const count = Math.min(Math.trunc(centre + support + 0.5), inputs) - first;
    bounds.set([first, count], place * 2);
    const raw = Array.from({ length: count }, (_, at) => curve((at + first - centre + 0.5) / widening));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    raw.forEach((weight, at) => {
      const scaled = (weight / total) * FRACTION;
      weights[place * size + at] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    });
  }
  return { bounds, weights, size };
}

/** Keys' cubic convolution with a = -0.5 (doi:10.1109/TASSP.1981.1163711). */
function bicubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? -0.5 * (((x - 5) * x + 8) * x - 4) : 0;
}

function triangle(distance: number): number {
  return Math.max(0, 1 - Math.abs(distance));
}
