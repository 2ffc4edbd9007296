import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import sharp from 'sharp';

/**
 * Writes seeded JPEGs of 512 × 512, quality 90: a few waves and some grain in each channel, of about the size
 * in bytes that generated images have (60 kB). Answers their paths.
 */
export async function writeImages(folder: string, count: number): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const file = path.join(folder, `${String(index).padStart(5, '0')}.jpg`);
    const raw = { width: SIDE, height: SIDE, channels: 3 as const };
    await sharp(picture(index), { raw }).jpeg({ quality: 90 }).toFile(file);
    files.push(file);
  }
  return files;
}

export const SIDE = 512;

/** Raw pixels of a picture of `SIDE` pixels a side, RGB. */
export function picture(seed: number): Uint8Array {
  const random = xoroshiro128plus(seed);
  const uniform = (): number => (random.next() >>> 0) / 2 ** 32;
  const waves = Array.from({ length: 3 }, () =>
    Array.from({ length: 5 }, () => ({ x: uniform() * 0.2, y: uniform() * 0.2, phase: uniform() * 6 })),
  );
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let at = 0; at < pixels.length; at++) {
    const [x, y] = [Math.floor(at / 3) % SIDE, Math.floor(at / 3 / SIDE)];
    let level = 128 + (uniform() - 0.5) * 12;
    for (const wave of waves[at % 3] ?? []) level += 22 * Math.sin(wave.x * x + wave.y * y + wave.phase);
    pixels[at] = Math.min(255, Math.max(0, level));
  }
  return pixels;
}
