import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { uint32 } from './image-containers.ts';

/** A PNG or WebP with a text in the lowest bits of its alpha channel or its colours, column by column. */
export async function hiddenIn(
  signature: string,
  text: string,
  format: 'png' | 'webp' = 'png',
): Promise<Buffer> {
  const colours = signature.startsWith('stealth_rgb');
  const data = signature.endsWith('comp') ? gzipSync(text) : Buffer.from(text, 'utf8');
  const bits = bitsOf(Buffer.concat([Buffer.from(signature), uint32(data.length * 8), data]));
  const [width, height] = [64, 40];
  const channels = colours ? 3 : 4;
  const pixels = Buffer.alloc(width * height * channels, 254);
  bits.forEach((bit, index) => {
    const pixel = colours ? Math.floor(index / 3) : index;
    const channel = colours ? index % 3 : 3;
    const [column, row] = [Math.floor(pixel / height), pixel % height];
    pixels[(row * width + column) * channels + channel] = 254 + bit;
  });
  const image = sharp(pixels, { raw: { width, height, channels } });
  return format === 'png' ? image.png().toBuffer() : image.webp({ lossless: true, exact: true }).toBuffer();
}

function bitsOf(bytes: Buffer): number[] {
  return [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}
