import type { Sharp, SharpOptions } from 'sharp';
import { imageExtension } from '../../core/image-type.ts';
import { decodeBmp } from './bmp.ts';
import { hasFloatSamples, MOST_FLOAT_PIXELS, scaleSamples, type RawImage } from './float-samples.ts';
import { loadSharp } from './sharp.ts';
import { withoutPrologue } from './svg-prologue.ts';

const sharp = loadSharp();

/** Thumbnails fit a hover card on a high-density screen. */
const THUMBNAIL_PIXELS = 256;

/** An image with more pixels than this is reduced while it is decoded, so that no single one fills the memory. */
const LARGE = 16e6;
/** To which shortest side: still four times that of most models, so that little of their own resampling is lost. */
const LARGE_SIDE = 1024;

export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly rgb: Uint8Array;
}

/**
 * An image upright, on white, as its RGB bytes. Colour profiles are left aside, as in the programs that the
 * models were trained with.
 * @throws Error where the image cannot be decoded whole.
 */
export async function decodeRgb(image: Uint8Array): Promise<RgbImage> {
  try {
    return await rgbOf(await open(image, { ignoreIcc: true, limitInputPixels: LARGE }));
  } catch (error) {
    if (!String(error).includes('exceeds pixel limit')) throw error;
    const side = { width: LARGE_SIDE, height: LARGE_SIDE, fit: 'outside' } as const;
    return rgbOf((await open(image, { ignoreIcc: true })).resize(side));
  }
}

async function rgbOf(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

/**
 * An image upright, on white, brought to a square by libvips' own cubic: RGB bytes, [size, size, 3].
 * @throws Error where the image cannot be decoded whole.
 */
export async function decodeSquare(
  image: Uint8Array,
  size: number,
  fit: 'crop' | 'stretch',
): Promise<Uint8Array> {
  return (await open(image, {}))
    .resize({ width: size, height: size, fit: fit === 'crop' ? 'cover' : 'fill', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** The image as WebP of at most 256 px a side. */
export async function makeThumbnail(image: Uint8Array): Promise<Uint8Array> {
  return (await open(image, {}))
    .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 0 })
    .toBuffer();
}

/**
 * The columns at the left of an image that hold a number of pixels, as they are stored: RGBA bytes, [height, width, 4].
 * @throws Error where the image cannot be decoded whole.
 */
export async function decodeLeft(
  image: Uint8Array,
  pixels: number,
): Promise<{ width: number; height: number; rgba: Uint8Array }> {
  const source = sharp(image, { ignoreIcc: true, limitInputPixels: LARGE * 4 });
  const { width: whole, height } = await source.metadata();
  const width = Math.max(1, Math.min(whole, Math.ceil(pixels / height)));
  const rgba = await source
    .extract({ left: 0, top: 0, width, height })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width, height, rgba };
}

/** What an image's header says. */
export function readMetadata(image: Uint8Array): ReturnType<Sharp['metadata']> {
  return sharp(image).metadata();
}

async function open(image: Uint8Array, options: SharpOptions): Promise<Sharp> {
  const input = await read(image, options);
  return input.autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
}

/** An image as libvips can read it. */
async function read(image: Uint8Array, options: SharpOptions): Promise<Sharp> {
  switch (imageExtension(image)) {
    case 'bmp':
      return ofPixels(decodeBmp(image), options);
    case 'svg':
      return sharp(withoutPrologue(image), options);
    case 'tif': {
      const metadata = await sharp(image, options).metadata();
      if (!hasFloatSamples(metadata)) return sharp(image, options);
      const limited = { limitInputPixels: MOST_FLOAT_PIXELS, ...options };
      const scaled = await scaleSamples(sharp(image, limited).autoOrient(), metadata.channels);
      return scaled === undefined ? sharp(image, options) : ofPixels(scaled, options);
    }
    default:
      return sharp(image, options);
  }
}

function ofPixels({ data, width, height, channels }: RawImage, options: SharpOptions): Sharp {
  return sharp(data, { ...options, raw: { width, height, channels } });
}
