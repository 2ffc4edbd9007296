import { describe, expect, it } from 'vitest';
import { decodeBmp } from '../../../src/node/images/bmp.ts';
import { decodeRgb, makeThumbnail } from '../../../src/node/images/decode.ts';
import { bmp } from '../../fakes/bmp.ts';

/* 3 by 2: red, green, blue above; white, black, grey below. */
const rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128];
const palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128];
const bgr = (...pixels: readonly number[]): number[] =>
  pixels.flatMap((pixel) => [0, 1, 2].map((channel) => palette[pixel * 3 + 2 - channel] ?? 0));

describe('a BMP', () => {
  it.each<[string, Buffer]>([
    [
      'of 24 bits, from the bottom up',
      bmp({ bits: 24, data: [...bgr(3, 4, 5), 0, 0, 0, ...bgr(0, 1, 2), 0, 0, 0] }),
    ],
    [
      'of 24 bits, from the top down',
      bmp({ bits: 24, height: -2, data: [...bgr(0, 1, 2), 0, 0, 0, ...bgr(3, 4, 5), 0, 0, 0] }),
    ],
    ['of 8 bits', bmp({ bits: 8, palette, data: [3, 4, 5, 0, 0, 1, 2, 0] })],
    ['of 4 bits', bmp({ bits: 4, palette, data: [0x34, 0x50, 0, 0, 0x01, 0x20, 0, 0] })],
    ['of OS/2', bmp({ bits: 8, palette, isCore: true, data: [3, 4, 5, 0, 0, 1, 2, 0] })],
    [
      'of runs of bytes',
      bmp({ bits: 8, palette, compression: 1, data: [0, 3, 3, 4, 5, 0, 0, 0, 1, 0, 1, 1, 1, 2, 0, 1] }),
    ],
    [
      'of runs of halves',
      bmp({ bits: 4, palette, compression: 2, data: [0, 3, 0x34, 0x50, 0, 0, 2, 0x01, 1, 0x20, 0, 1] }),
    ],
    [
      'with masks',
      bmp({
        bits: 32,
        compression: 3,
        masks: [0xff000000, 0xff0000, 0xff00],
        data: [3, 4, 5, 0, 1, 2].flatMap((pixel) => [0, ...bgr(pixel)]),
      }),
    ],
    [
      'of 32 bits without transparency',
      bmp({ bits: 32, data: [3, 4, 5, 0, 1, 2].flatMap((pixel) => [...bgr(pixel), 0]) }),
    ],
  ])('%s comes out in its colours', async (_, file) => {
    const image = await decodeRgb(file);
    expect([image.width, image.height, [...image.rgb]]).toEqual([3, 2, rgb]);
    expect((await makeThumbnail(file)).length).toBeGreaterThan(0);
  });

  it('has its transparency laid on white', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const data = [
      [0, 0, 0, 0],
      [0, 0, 0, 255],
      [0, 0, 255, 255],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    const file = bmp({ bits: 32, compression: 3, masks, height: -2, data: data.flat() });
    expect([...(await decodeRgb(file)).rgb].slice(0, 9)).toEqual([255, 255, 255, 0, 0, 0, 255, 0, 0]);
  });

  it.each<[string, Buffer]>([
    ['cut off in its pixels', bmp({ bits: 24, data: [1, 2, 3] })],
    ['cut off in its header', bmp({ bits: 24, data: [] }).subarray(0, 40)],
    ['without pixels', bmp({ bits: 24, width: 0, data: [] })],
    ['of more pixels than fit', bmp({ bits: 1, width: 2 ** 30, height: 2 ** 30, data: [] })],
    ['of 7 bits', bmp({ bits: 7, data: [] })],
    ['of 24 bits in runs', bmp({ bits: 24, compression: 1, data: [] })],
  ])('%s is refused', (_, file) => {
    expect(() => decodeBmp(file)).toThrow(/cut off|no pixels|more pixels|not read/);
  });
});
