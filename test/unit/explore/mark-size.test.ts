import { describe, expect, it } from 'vitest';
import { CoverMask } from '../../../src/core/explore/cover-mask.ts';
import { dotPixels, picturePixels, showsPictures } from '../../../src/core/explore/mark-size.ts';

const size = { width: 1000, height: 700 };

describe('how marks are drawn', () => {
  it('makes dots smaller where there are more, and larger as one comes closer', () => {
    expect(dotPixels(500, size, 1)).toBeCloseTo(12.2, 1);
    expect(dotPixels(50_000, size, 1)).toBeLessThan(4);
    expect(dotPixels(50_000, size, 8)).toBeGreaterThan(dotPixels(50_000, size, 2));
    expect([dotPixels(1, size, 1), dotPixels(1e7, size, 1)]).toEqual([14, 3]);
  });

  it('lets pictures grow more slowly than distances, so that more have room', () => {
    for (const count of [5, 100, 10_000])
      for (let zoom = 0.25; zoom < 200; zoom *= 1.2) {
        const [before, after] = [zoom, zoom * 1.2].map((one) => picturePixels(count, size, one));
        expect(after).toBeGreaterThanOrEqual(before ?? NaN);
        expect((after ?? NaN) / (before ?? NaN)).toBeLessThan(1.2);
      }
  });

  it('draws pictures of few images from the start, of many from closer by', () => {
    expect(showsPictures('auto', 500, 1)).toBe(true);
    expect(showsPictures('auto', 10_000, 1)).toBe(false);
    expect(showsPictures('auto', 10_000, 5)).toBe(true);
    expect(showsPictures('always', 100_000, 0.3)).toBe(true);
    expect(showsPictures('never', 1, 100)).toBe(false);
  });
});

describe('what pictures cover', () => {
  it('is known point by point, and nothing is outside', () => {
    const mask = new CoverMask({ width: 100, height: 50 });
    mask.add({ x: 50, y: 20 }, 10, 6);
    mask.add({ x: 0, y: 0 }, 8, 8);
    mask.add({ x: 500, y: 500 }, 8, 8);
    expect([mask.has(50, 20), mask.has(59, 25), mask.has(3, 3)]).toEqual([true, true, true]);
    expect([mask.has(66, 20), mask.has(50, 32), mask.has(-1, 3), mask.has(103, 3), mask.has(3, 60)]).toEqual(
      new Array<boolean>(5).fill(false),
    );
  });

  it('is nothing on a map that has no size yet', () => {
    const mask = new CoverMask({ width: 0, height: 0 });
    mask.add({ x: 0, y: 0 }, 10, 10);
    expect(mask.has(0, 0)).toBe(false);
  });
});
