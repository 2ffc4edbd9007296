import type { Sharp } from 'sharp';

/** Pixels as bytes, row by row. */
export interface RawImage {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Pixels of real numbers that are decoded at most: they take four bytes a channel. */
export const MOST_FLOAT_PIXELS = 32e6;

/** Up to here, colours above 1 are highlights of an image whose white is 1. */
const BRIGHTEST = 16;

/** Whether an image has its brightness in real numbers. */
export function hasFloatSamples({ depth = '' }: { depth?: string }): boolean {
  return depth === 'float' || depth === 'double';
}

/**
 * Pixels of real numbers as bytes: white is 1, 255, or the largest. libvips takes colours for 0 to 1 and greys for 0 to
 * 255, whatever they are. Undefined for colours of 0 to 1, whose curve it knows.
 */
export async function scaleSamples(image: Sharp, channels: number): Promise<RawImage | undefined> {
  const isGrey = channels < 3;
  const kept = image.toColourspace(isGrey ? 'b-w' : 'scrgb').raw({ depth: 'float' });
  const { data, info } = await kept.toBuffer({ resolveWithObject: true });
  const numbers = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  let most = 0;
  for (const number of numbers) if (number > most && number < Infinity) most = number;
  if (!isGrey && most <= BRIGHTEST) return undefined;
  const white = most <= 1 ? 1 : most <= BRIGHTEST ? most : Math.max(most, 255);
  // What is no number comes out black.
  const bytes = Uint8ClampedArray.from(numbers, (number) => (number / white) * 255);
  return { data: bytes, width: info.width, height: info.height, channels: info.channels };
}
