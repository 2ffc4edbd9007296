import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeRgb } from '../../../src/node/images/decode.ts';
import { Resampler } from '../../../src/node/images/resampler.ts';
import { floatTiff } from '../../fakes/float-tiff.ts';

const SIDE = 8;
/** Built by `npm run build`. */
const RESAMPLER = path.resolve(import.meta.dirname, '../../../dist/wasm/resample.wasm');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-decode-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The colours at the middles of the left and the right half. */
async function halves(image: Sharp, name: string): Promise<[number[], number[]]> {
  const file = path.join(folder, name);
  await image.toFile(file);
  const { rgb, width, height } = await decodeRgb(await readFile(file));
  const resampler = await Resampler.load(RESAMPLER);
  const pixels = resampler.resample(rgb, width, height, { size: SIDE, fit: 'crop', filter: 'bicubic' });
  expect(pixels.length).toBe(SIDE * SIDE * 3);
  const at = (x: number): number[] => [...pixels.subarray((4 * SIDE + x) * 3, (4 * SIDE + x) * 3 + 3)];
  return [at(1), at(6)];
}

/** 16 by 16: the left half red, the right half blue. */
function redAndBlue(): Sharp {
  const blue = { create: { width: 8, height: 16, channels: 3 as const, background: '#4060a0' } };
  return sharp({ create: { width: 16, height: 16, channels: 3, background: '#b05040' } }).composite([
    { input: blue, left: 8, top: 0 },
  ]);
}

const red = [176, 80, 64];
const blue = [64, 96, 160];
const near = (colour: readonly number[], wanted: readonly number[], by: number): void => {
  colour.forEach((value, channel) =>
    expect(Math.abs(value - (wanted[channel] ?? NaN)), colour.join()).toBeLessThanOrEqual(by),
  );
};

it.each<[string, (image: Sharp) => Sharp, number]>([
  ['a.png', (image) => image.png(), 1],
  ['16-bit.png', (image) => image.toColourspace('rgb16').png(), 1],
  ['palette.png', (image) => image.png({ palette: true }), 4],
  ['a.jpg', (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), 6],
  ['cmyk.jpg', (image) => image.toColourspace('cmyk').jpeg({ quality: 95 }), 24],
  ['a.webp', (image) => image.webp({ lossless: true }), 1],
  ['a.avif', (image) => image.avif({ lossless: true }), 4],
  ['a.tif', (image) => image.tiff({ compression: 'lzw' }), 1],
  ['a.gif', (image) => image.gif(), 8],
])('%s comes out in its colours', async (name, encode, by) => {
  const [left, right] = await halves(encode(redAndBlue()), name);
  near(left, red, by);
  near(right, blue, by);
});

it('greyscale comes out in three equal channels', async () => {
  const coloured = await redAndBlue().png().toBuffer();
  const [left] = await halves(sharp(coloured).greyscale().jpeg(), 'grey.jpg');
  expect(new Set(left).size).toBe(1);
});

it('what is transparent is white', async () => {
  const clear = sharp({ create: { width: 16, height: 16, channels: 4, background: '#00000000' } });
  expect(await halves(clear.png(), 'clear.png')).toEqual([
    [255, 255, 255],
    [255, 255, 255],
  ]);
});

it('EXIF says which way is up', async () => {
  // 3: upside down, so that left and right change places.
  const [left, right] = await halves(redAndBlue().jpeg().withMetadata({ orientation: 3 }), 'turned.jpg');
  near(left, blue, 8);
  near(right, red, 8);
});

it('a large image is reduced while it is decoded, so that it does not fill the memory', async () => {
  const file = path.join(folder, 'large.png');
  await sharp({ create: { width: 5000, height: 4000, channels: 3, background: '#b05040' } })
    .png()
    .toFile(file);
  const { width, height, rgb } = await decodeRgb(await readFile(file));
  expect([width, height, rgb.length]).toEqual([1280, 1024, 1280 * 1024 * 3]);
  near([...rgb.subarray(0, 3)], red, 1);
});

it.each([
  [1, 1],
  [1, 255],
  [1, 65_535],
  [1, 3000],
  [1, 1.5],
  [3, 1],
  [3, 255],
] as const)('a TIFF of real numbers is not black: %d samples up to %d', async (samples, most) => {
  const numbers = Array.from({ length: 16 * samples }, (_, at) => (at < 8 * samples ? 0.25 : 1) * most);
  const { rgb } = await decodeRgb(floatTiff({ width: 4, height: 4, samples, numbers }));
  const [dark = NaN, bright = NaN] = [rgb[0], rgb.at(-1)];
  expect(dark).toBeGreaterThan(50);
  expect(dark).toBeLessThan(170);
  expect(bright).toBeGreaterThan(250);
});

it('an SVG is decoded behind whatever prologue', async () => {
  const comment = `<!-- ${'Made with an editor. '.repeat(100)} -->`;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>';
  for (const prologue of [
    '',
    '<?xml version="1.0"?>\n',
    '\uFEFF',
    comment,
    `<?xml version="1.0"?>${comment}`,
  ]) {
    const { width, rgb } = await decodeRgb(Buffer.from(prologue + svg));
    expect([width, rgb[0]], prologue.slice(0, 30)).toEqual([4, 0]);
  }
});
