import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Pixels on a side. */
const SIDE = 128;

/** What is drawn in the middle, around (64, 64), in a colour. */
const SHAPES: readonly ((colour: string) => string)[] = [
  (colour) => `<circle cx="64" cy="64" r="44" fill="${colour}"/>`,
  (colour) => `<rect x="24" y="24" width="80" height="80" fill="${colour}"/>`,
  (colour) => `<polygon points="64,16 112,104 16,104" fill="${colour}"/>`,
  (colour) =>
    `<polygon points="64,12 78,48 116,50 86,74 96,112 64,90 32,112 42,74 12,50 50,48" fill="${colour}"/>`,
  (colour) => `<path d="M16 64h96M64 16v96" stroke="${colour}" stroke-width="30"/>`,
  (colour) => `<circle cx="64" cy="64" r="38" fill="none" stroke="${colour}" stroke-width="16"/>`,
  (colour) =>
    `<path d="M8 24h112M8 50h112M8 76h112M8 102h112" stroke="${colour}" stroke-width="12" fill="none"/>`,
  (colour) => `<path d="M64 112C0 66 26 20 64 44c38-24 64 22 0 68z" fill="${colour}"/>`,
  (colour) => `<path d="M0 112 38 40l28 46 20-32 42 58z" fill="${colour}"/>`,
  (colour) =>
    `<g fill="${colour}">${[24, 64, 104].flatMap((x) => [24, 64, 104].map((y) => `<circle cx="${x}" cy="${y}" r="14"/>`)).join('')}</g>`,
];

/** An image of a kind: a shape, its colour and the colours behind it differ from image to image, the same every time. */
function drawing(number: number): string {
  const [hue, behind] = [(number * 137) % 360, (number * 61 + 180) % 360];
  const shape = SHAPES[number % SHAPES.length]?.(`hsl(${hue} 75% 45%)`) ?? '';
  const turn = (Math.floor(number / SHAPES.length) * 7) % 40;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${behind} 50% 88%)"/>
    <stop offset="1" stop-color="hsl(${behind} 45% ${40 + (number % 40)}%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/><g transform="rotate(${turn - 20} 64 64)">${shape}</g></svg>`;
}

/** Writes images of ten kinds into a folder: `drawing-000.webp` and so on, without prompts. */
export async function drawImages(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < count; number++)
    await sharp(Buffer.from(drawing(number)))
      .webp({ quality: 90 })
      .toFile(join(folder, `drawing-${String(number).padStart(3, '0')}.webp`));
}
