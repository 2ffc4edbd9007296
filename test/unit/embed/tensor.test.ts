import { describe, expect, it } from 'vitest';
import { cosine, normaliseRows, pixelTable, writePixels } from '../../../src/core/embed/tensor.ts';

describe('writePixels', () => {
  it('turns rows of RGB into planes of (value / 255 - mean) / deviation', () => {
    const pixels = Uint8Array.of(0, 51, 255, 102, 0, 0, 255, 255, 255, 10, 20, 30);
    const mean = [0.1, 0.2, 0.3] as const;
    const deviation = [0.5, 0.25, 2] as const;
    const tensor = new Float32Array(13);
    writePixels(pixels, pixelTable({ mean, deviation }), tensor, 1);
    const expected = [0, 1, 2].flatMap((channel) =>
      [0, 1, 2, 3].map(
        (pixel) =>
          ((pixels[pixel * 3 + channel] ?? NaN) / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 0),
      ),
    );
    expect(tensor[0]).toBe(0);
    expected.forEach((value, index) => expect(tensor[index + 1]).toBeCloseTo(value, 5));
  });
});

describe('normaliseRows', () => {
  it('scales each row to length 1', () => {
    const matrix = Float32Array.of(3, 4, 0, -2);
    normaliseRows(matrix, 2);
    expect([...matrix]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, -1]);
    expect(cosine(matrix.subarray(0, 2), matrix.subarray(2))).toBeCloseTo(-0.8, 6);
  });

  it.each([[[0, 0]], [[NaN, 1]], [[Infinity, 1]]])('refuses %j', (row) => {
    expect(() => normaliseRows(Float32Array.from(row), 2)).toThrow('without direction');
  });
});
