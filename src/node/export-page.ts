import { readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Visibility } from '../core/explore/map.ts';
import { standalonePage } from '../core/explore/page.ts';
import { tellingWhy } from './files.ts';
import type { Lexiclip } from './lexiclip.ts';
import { placesIn } from './places.ts';

/**
 * Writes what the explorer shows as one self-contained HTML page; answers its absolute path, or undefined
 * where there is no map to write.
 */
export async function writePage(
  lexiclip: Lexiclip,
  output: string,
  installation: string,
  visible: Visibility,
): Promise<string | undefined> {
  const map = await lexiclip.map(visible, async (file) => dataUri('image/webp', await readFile(file)));
  if (map === undefined) return undefined;
  const prompts: Record<string, string> = {};
  const files = await lexiclip.promptFiles();
  for (const { id } of map.images) prompts[id] = await readFile(files.get(id) ?? '', 'utf8');
  const { page } = placesIn(installation);
  const [script, style, font] = await Promise.all([
    readFile(path.join(page, 'explorer.js'), 'utf8'),
    readFile(path.join(page, 'explorer.css'), 'utf8'),
    readFile(path.join(page, 'codicon.ttf'), 'base64'),
  ]);
  const html = standalonePage({ map, prompts, script, style, title: map.title, fontBase64: font });
  const file = path.resolve(output);
  await tellingWhy(file, () => writeFileAtomic(file, html));
  return file;
}

function dataUri(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString('base64')}`;
}
