import sharp from 'sharp';
import { expect, it } from 'vitest';
import { imageExtension, isCutOff } from '../../src/core/image-type.ts';

const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });

it.each([
  ['jpg', picture.clone().jpeg()],
  ['png', picture.clone().png()],
  ['webp', picture.clone().webp()],
  ['gif', picture.clone().gif()],
  ['tif', picture.clone().tiff()],
  ['avif', picture.clone().avif()],
] as const)('knows a real %s by its bytes', async (extension, image) => {
  expect(imageExtension(await image.toBuffer())).toBe(extension);
});

it.each([
  ['svg', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['svg', '<svg/>'],
  ['svg', '\uFEFF<?xml version="1.0"?><svg>'],
  [
    'svg',
    `<?xml version="1.0"?>\n<!-- ${'Created with an editor. '.repeat(200)} -->\n<svg:svg xmlns:svg="x">`,
  ],
  [
    'svg',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b"> ]>\n<!-- a --> <SVG\n>',
  ],
  [undefined, '<!doctype html><svg></svg>'.replace('<svg>', '<body><svg>')],
  [undefined, '<!-- <svg> --><html>'],
  [undefined, '<!-- <svg>'],
  [undefined, '<svgx>'],
  [undefined, 'BMW, a list of cars'],
  [undefined, '<!doctype html><p>not here'],
  [undefined, ''],
])('answers %s for text', (extension, text) =>
  expect(imageExtension(new TextEncoder().encode(text))).toBe(extension),
);

it.each([
  ['tif', 'II+\0\x08\0\0\0'],
  ['tif', 'MM\0+\0\x08\0\0'],
  ['bmp', `BM${'\0'.repeat(12)}\x28\0\0\0`],
  ['bmp', `BM${'\0'.repeat(12)}\x7c\0\0\0`],
  ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heix'],
  ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf'],
  [undefined, '\0\0\0\x18ftypisom\0\0\0\0isomavc1'],
  ['jxl', '\xff\x0a\0\0'],
  ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
])('knows a %s by its first bytes', (extension, bytes) =>
  expect(imageExtension(Buffer.from(bytes, 'latin1'))).toBe(extension),
);

/* Noise: an image of one colour is a few bytes, and half of those are its header. */
const noise = sharp({
  create: {
    width: 64,
    height: 64,
    channels: 3,
    background: 'white',
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  },
});

it.each([
  ['jpg', noise.clone().jpeg()],
  ['progressive jpg', noise.clone().jpeg({ progressive: true })],
  ['png', noise.clone().png()],
  ['webp', noise.clone().webp()],
  ['gif', noise.clone().gif()],
] as const)('a %s that was cut anywhere is seen, a whole one is not', async (_name, image) => {
  const whole = await image.toBuffer();
  expect(isCutOff(whole)).toBe(false);
  for (const part of [0.3, 0.6, 0.95]) {
    expect(isCutOff(whole.subarray(0, Math.floor(whole.length * part))), String(part)).toBe(true);
  }
});

it('a JPEG with a thumbnail inside is not whole when the thumbnail is', async () => {
  const [inner, outer] = await Promise.all([
    noise.clone().jpeg().toBuffer(),
    noise.clone().jpeg().toBuffer(),
  ]);
  const segment = Buffer.concat([
    Buffer.from([0xff, 0xe1, (inner.length + 2) >> 8, (inner.length + 2) & 255]),
    inner,
  ]);
  const whole = Buffer.concat([outer.subarray(0, 2), segment, outer.subarray(2), Buffer.from('appended')]);
  expect(isCutOff(whole)).toBe(false);
  expect(isCutOff(whole.subarray(0, whole.length - 100))).toBe(true);
});
