import { CLIP } from '../core/embed/models.ts';
import { LexiclipError } from '../core/errors.ts';
import { writePage } from '../node/export-page.ts';
import { installation, withLexiclip } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell } from './terminal.ts';

/** Writes the maps, thumbnails and prompts as one HTML page that needs nothing else. */
export async function exportMap({ output, ...options }: StageOptions & { output: string }): Promise<void> {
  const { signal } = new AbortController();
  const file = await withLexiclip({ ...options, model: options.model ?? CLIP.id }, signal, (lexiclip) =>
    writePage(lexiclip, output, installation),
  );
  if (file === undefined) throw new LexiclipError({ kind: 'no-maps' });
  if (options.json)
    process.stdout.write(`${JSON.stringify({ output: file, workspace: options.workspace })}\n`);
  tell(`Wrote ${file}.`);
}
