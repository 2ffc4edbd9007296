import { describeBytes } from '../core/bytes.ts';
import { LexiclipError } from '../core/errors.ts';
import type { ColourBy } from '../core/explore/colouring.ts';
import type { Background } from '../core/explore/palette.ts';
import type { Size } from '../core/explore/viewport.ts';
import type { Exchange } from '../node/exchange/exchange.ts';
import { describeWrittenImages } from '../node/exchange/image-folder.ts';
import { writePage } from '../node/export-page.ts';
import type { Lexiclip } from '../node/lexiclip.ts';
import { installation, withLexiclip, withoutModel } from './compose.ts';
import { readIds, type ExportFormat } from './exchange-options.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface ExportOptions extends StageOptions {
  readonly format: ExportFormat;
  readonly output?: string;
  readonly ids?: string;
  readonly map?: string;
  readonly repeats?: number;
  readonly size: Size;
  readonly scale: number;
  readonly colourBy?: ColourBy;
  readonly background: Background;
  readonly nsfw: boolean;
  readonly grids: boolean;
}

const OUTPUTS: Readonly<Record<ExportFormat, string>> = {
  page: 'map.html',
  images: 'images',
  json: 'images.json',
  csv: 'images.csv',
  jsonl: 'metadata.jsonl',
  parquet: 'images.parquet',
  svg: 'map.svg',
  png: 'map.png',
};

/** Writes the maps as a page or a picture, or the images as files or a table. */
export async function exportMap(options: ExportOptions, signal: AbortSignal): Promise<void> {
  const { format, workspace, json } = options;
  const output = options.output ?? OUTPUTS[format];
  const ids = await readIds(options.ids);
  const written = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    format === 'page'
      ? page(lexiclip, output, ids, options, signal)
      : files(lexiclip.exchange, format, output, ids, options, signal),
  );
  if (json) process.stdout.write(`${JSON.stringify({ ...written, workspace })}\n`);
  tell(`Wrote ${written.output}.`);
}

type Written = Readonly<Record<string, unknown>> & { readonly output: string };

async function page(
  lexiclip: Lexiclip,
  output: string,
  ids: readonly string[] | undefined,
  { nsfw, grids }: ExportOptions,
  signal: AbortSignal,
): Promise<Written> {
  const file = await writePage(
    lexiclip,
    output,
    installation,
    { visible: { nsfw, grids }, ids },
    signal,
    (bytes) => tell(`The page will have about ${describeBytes(bytes)}: it carries its pictures.`),
  );
  if (file === undefined) throw new LexiclipError({ kind: 'no-maps' });
  return { output: file };
}

async function files(
  exchange: Exchange,
  format: Exclude<ExportFormat, 'page'>,
  output: string,
  ids: readonly string[] | undefined,
  { nsfw, grids, map, repeats, size, scale, colourBy, background, workspace }: ExportOptions,
  signal: AbortSignal,
): Promise<Written> {
  const choice = { ids, visible: { nsfw, grids }, map };
  const task = terminalTask(signal);
  switch (format) {
    case 'images': {
      const { folder, ...counts } = await exchange.writeImages(choice, output, { repeats }, task);
      tell(describeWrittenImages(counts));
      return { output: folder, ...counts };
    }
    case 'svg':
    case 'png': {
      const request = { ...choice, title: titleOf(workspace), size, colourBy, background };
      return { output: await exchange.writePicture(request, output, format === 'png' ? scale : undefined) };
    }
    default: {
      const { file, images } = await exchange.writeTable(choice, format, output, task);
      return { output: file, images };
    }
  }
}

function titleOf(workspace: string): string {
  return workspace.split(/[/\\]/).findLast((name) => name !== '') ?? workspace;
}
