import sharp from 'sharp';

const SIDE = 16;

/** What an image looks like: [16, 16, 3] bytes on white. */
async function glimpse(image: string | Buffer): Promise<Buffer> {
  return sharp(image)
    .flatten({ background: '#ffffff' })
    .resize(SIDE, SIDE, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
}

/** That one of some images (name to file) which a picture looks most like. */
export async function mostAlike(
  picture: Buffer,
  images: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const seen = await glimpse(picture);
  let best: string | undefined;
  let least = Infinity;
  for (const [name, file] of images) {
    const other = await glimpse(file);
    const difference = seen.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0);
    if (difference < least) [best, least] = [name, difference];
  }
  return best;
}
