import sharp, { type Sharp } from 'sharp';

/** Thumbnails fit a hover card on a high-density screen. */
const THUMBNAIL_PIXELS = 256;

/**
 * An image as a network takes it: upright, on white, shortest side `size`, the middle cut out. RGB bytes row
 * by row: [size, size, 3]. The kernel is Pillow's bicubic to within 2 of 255 levels.
 * @throws Error where the file cannot be decoded whole.
 */
export async function decodePixels(file: string, size: number): Promise<Uint8Array> {
  return open(file)
    .resize({ width: size, height: size, fit: 'cover', position: 'centre', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** The image as WebP of at most 256 px a side. */
export async function makeThumbnail(file: string): Promise<Uint8Array> {
  return open(file)
    .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 0 })
    .toBuffer();
}

function open(file: string): Sharp {
  return sharp(file).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
}
