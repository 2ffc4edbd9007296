import { LexiclipError } from '../core/errors.ts';
import { describeBytes } from '../core/wording.ts';
import { writePage } from '../node/export-page.ts';
import { installation, withLexiclip, withoutModel } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell } from './terminal.ts';

interface ExportOptions extends StageOptions {
  readonly output: string;
  readonly nsfw: boolean;
  readonly grids: boolean;
}

/** Writes the maps, thumbnails and prompts as one HTML page that needs nothing else. */
export async function exportMap(
  { output, nsfw, grids, ...options }: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  const file = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    writePage(lexiclip, output, installation, { nsfw, grids }, signal, (bytes) =>
      tell(`The page will have about ${describeBytes(bytes)}: it carries its pictures.`),
    ),
  );
  if (file === undefined) throw new LexiclipError({ kind: 'no-maps' });
  if (options.json)
    process.stdout.write(`${JSON.stringify({ output: file, workspace: options.workspace })}\n`);
  tell(`Wrote ${file}.`);
}
