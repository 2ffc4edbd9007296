import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const media = path.resolve(import.meta.dirname, '../media');

/** A tab's icon is an image, which takes no colour from the theme: one of VS Code's icon greys on each background. */
const TAB_COLOURS = { dark: '#c5c5c5', light: '#424242' } as const;

/** The extension's icons, from the drawing `media/icon.svg` that the activity bar uses as it is. */
export async function buildIcons(): Promise<void> {
  const drawing = await readFile(path.join(media, 'icon.svg'), 'utf8');
  const inColour = (colour: string): string => drawing.replace('currentColor', colour);
  for (const [background, colour] of Object.entries(TAB_COLOURS)) {
    await writeFile(path.join(media, `tab-${background}.svg`), inColour(colour));
  }
  await writeGalleryIcon(inColour('#7cc4ff'));
}

/** The gallery takes no SVG: the drawing on a tile. */
async function writeGalleryIcon(drawing: string): Promise<void> {
  const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" rx="48" fill="#1b2330"/></svg>`;
  const points = await sharp(Buffer.from(drawing), { density: 600 }).resize(208, 208).png().toBuffer();
  await sharp(Buffer.from(tile))
    .composite([{ input: points }])
    .png()
    .toFile(path.join(media, 'icon.png'));
}
