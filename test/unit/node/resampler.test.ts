import path from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { beforeAll, describe, expect, it } from 'vitest';
import { placement } from '../../../src/core/embed/resampling.ts';
import { Resampler } from '../../../src/node/images/resampler.ts';

/** Built by `npm run build`. */
const file = path.resolve(import.meta.dirname, '../../../dist/wasm/resample.wasm');
let resampler: Resampler;

beforeAll(async () => {
  resampler = await Resampler.load(file);
});

function noise(width: number, height: number): Uint8Array {
  const random = xoroshiro128plus(7);
  return Uint8Array.from({ length: width * height * 3 }, () => random.next() & 255);
}

/** The same by a plain weighted mean in float64, each pass rounded and clipped as Pillow does. */
function plain(
  rgb: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): number[][][] {
  const curve = (x: number): number => {
    const d = Math.abs(x);
    if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
    return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
  };
  const line = (values: readonly (readonly number[])[], to: number): number[][] => {
    const scale = values.length / to;
    const wide = Math.max(scale, 1);
    return Array.from({ length: to }, (_, place) => {
      const centre = (place + 0.5) * scale;
      const first = Math.max(0, Math.trunc(centre - 2 * wide + 0.5));
      const last = Math.min(values.length, Math.trunc(centre + 2 * wide + 0.5));
      const taps = values.slice(first, last);
      const weights = taps.map((_, at) => curve((first + at + 0.5 - centre) / wide));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return [0, 1, 2].map((channel) => {
        const sum = taps.reduce((all, tap, at) => all + (tap[channel] ?? 0) * (weights[at] ?? 0), 0);
        return Math.min(255, Math.max(0, Math.round(sum / total)));
      });
    });
  };
  const pixel = (x: number, y: number): number[] => [
    ...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
  ];
  const rows = Array.from({ length: height }, (_, y) =>
    line(
      Array.from({ length: width }, (_, x) => pixel(x, y)),
      toWidth,
    ),
  );
  const columns = Array.from({ length: toWidth }, (_, x) =>
    line(
      rows.map((row) => row[x] ?? []),
      toHeight,
    ),
  );
  return Array.from({ length: toHeight }, (_, y) => columns.map((column) => column[y] ?? []));
}

describe('resampling', () => {
  it.each([
    [61, 40, 16, 'crop'],
    [40, 61, 16, 'crop'],
    [9, 7, 16, 'crop'],
    [33, 90, 20, 'stretch'],
    [16, 16, 16, 'crop'],
    [1, 1, 16, 'stretch'],
    [300, 2, 17, 'crop'],
  ] as const)('%i × %i to %i square (%s) is the plain weighted mean', (width, height, size, fit) => {
    const rgb = noise(width, height);
    const ours = resampler.resample(rgb, width, height, { size, fit, filter: 'bicubic' });
    const place = placement(width, height, { size, fit });
    const reference = plain(rgb, width, height, place.width, place.height);
    let apart = 0;
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        for (let channel = 0; channel < 3; channel++) {
          const theirs = reference[y + place.top]?.[x + place.left]?.[channel] ?? NaN;
          apart = Math.max(apart, Math.abs((ours[(y * size + x) * 3 + channel] ?? NaN) - theirs));
        }
    // A half is rounded up by one of them and down by the other, at most once in each pass.
    expect(apart).toBeLessThanOrEqual(1);
  });

  it('keeps what is even, with either filter', () => {
    const rgb = new Uint8Array(50 * 30 * 3).fill(77);
    for (const filter of ['bicubic', 'bilinear'] as const) {
      const ours = resampler.resample(rgb, 50, 30, { size: 24, fit: 'crop', filter });
      expect(new Set(ours)).toEqual(new Set([77]));
    }
  });

  it('gives the same for an image after others of other sizes', () => {
    const target = { size: 24, fit: 'crop', filter: 'bicubic' } as const;
    const first = resampler.resample(noise(90, 70), 90, 70, target);
    resampler.resample(noise(700, 900), 700, 900, target);
    expect(resampler.resample(noise(90, 70), 90, 70, target)).toEqual(first);
  });
});

describe('the middle of an image', () => {
  it.each([
    // torchvision: int(224 * 640 / 427), and the corner round((335 - 224) / 2.0), which is 56 of 55.5.
    [640, 427, { width: 335, height: 224, left: 56, top: 0 }],
    [427, 640, { width: 224, height: 335, left: 0, top: 56 }],
    [512, 512, { width: 224, height: 224, left: 0, top: 0 }],
    [225, 224, { width: 225, height: 224, left: 0, top: 0 }],
  ])('of %i × %i', (width, height, expected) =>
    expect(placement(width, height, { size: 224, fit: 'crop' })).toEqual(expected),
  );
});
