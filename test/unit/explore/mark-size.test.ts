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
    mask.add(0, { x: 50, y: 20 }, 10, 6);
    mask.add(1, { x: 0, y: 0 }, 8, 8);
    mask.add(2, { x: 500, y: 500 }, 8, 8);
    expect([mask.at(50, 20), mask.at(59, 25), mask.at(3, 3)]).toEqual([0, 0, 1]);
    const beside = [mask.at(66, 20), mask.at(50, 32), mask.at(-1, 3), mask.at(103, 3), mask.at(3, 60)];
    expect(beside).toEqual(new Array<number>(5).fill(-1));
  });

  it('is nothing on a map that has no size yet', () => {
    const mask = new CoverMask({ width: 0, height: 0 });
    mask.add(0, { x: 0, y: 0 }, 10, 10);
    expect(mask.at(0, 0)).toBe(-1);
  });
});
