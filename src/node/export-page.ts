import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { standalonePage } from '../core/explore/page.ts';
import { withFileErrors } from './file-errors.ts';
import { installationPaths } from './installation-paths.ts';
import type { Lexiclip } from './lexiclip.ts';
import { refuseDevice, replaceFile } from './replace-file.ts';
import type { PageChoice } from './standalone.ts';

/**
 * Writes what the explorer shows as one self-contained HTML page; answers its absolute path, or undefined
 * where there is no map to write.
 * @param onBytes Told about how large the page will be, before anything is written; what it throws ends it.
 */
export async function writePage(
  lexiclip: Lexiclip,
  output: string,
  installation: string,
  choice: PageChoice,
  signal: AbortSignal,
  onBytes: (bytes: number) => void | Promise<void> = () => undefined,
): Promise<string | undefined> {
  const content = await lexiclip.standalone(choice, signal);
  if (content === undefined) return undefined;
  const { map, images, sheets, bytes } = content;
  const { page } = installationPaths(installation);
  const [script, style, font] = await Promise.all([
    readFile(path.join(page, 'explorer.js'), 'utf8'),
    readFile(path.join(page, 'explorer.css'), 'utf8'),
    readFile(path.join(page, 'codicon.ttf'), 'base64'),
  ]);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const parts = { map, images, sheets, script, style, title: map.title, fontBase64: font, base64 };
  const file = path.resolve(output);
  await refuseDevice(file);
  await onBytes(bytes + script.length + style.length + font.length);
  signal.throwIfAborted();
  await withFileErrors(file, () => replaceFile(file, standalonePage(parts)));
  return file;
}
