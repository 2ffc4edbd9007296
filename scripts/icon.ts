import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const media = path.resolve(import.meta.dirname, '../media');

/** The extension's icon for the gallery, which takes no SVG: the activity bar's drawing, in colour on a tile. */
export async function buildIcon(): Promise<void> {
  const drawing = (await readFile(path.join(media, 'icon.svg'), 'utf8')).replace('currentColor', '#7cc4ff');
  const tile = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" rx="48" fill="#1b2330"/></svg>');
  const points = await sharp(Buffer.from(drawing), { density: 600 }).resize(208, 208).png().toBuffer();
  await sharp(tile).composite([{ input: points }]).png().toFile(path.join(media, 'icon.png'));
}
