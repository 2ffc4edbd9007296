import sharp from 'sharp';
import { expect, it } from 'vitest';
import { imageExtension } from '../../../src/core/fetch/image-type.ts';

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
  [undefined, '<!doctype html><p>not here'],
  [undefined, ''],
])('answers %s for text', (extension, text) => {
  expect(imageExtension(new TextEncoder().encode(text))).toBe(extension);
});
