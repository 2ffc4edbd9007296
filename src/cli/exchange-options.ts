import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { LexiclipError } from '../core/errors.ts';
import { importKinds } from '../core/exchange/import/imported-table.ts';
import { subsetMethods } from '../core/exchange/subset/stage.ts';
import { colourings } from '../core/explore/colouring.ts';
import { parseIds } from '../node/exchange/import/parse-ids.ts';
import { tableFormats } from '../node/exchange/write-table.ts';
import { wholeNumber } from './options.ts';

const exportFormats = ['page', 'images', ...tableFormats, 'svg', 'png'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** More than any screen or page has room for. */
const MOST_PIXELS = 16_384;

export const exchangeOptions = {
  format: new Option('--format <name>', 'what to write').choices(exportFormats).default('page'),
  output: new Option(
    '--output <path>',
    'the file, or with --format images the new folder, to write (default: map.html, images.csv, …)',
  ),
  ids: new Option(
    '--ids <file>',
    'only these images: a file with their ids (lines or JSON), or - for standard input',
  ),
  map: new Option(
    '--map <name>',
    'the map that is the main one of a table, or is drawn (default: the first)',
  ),
  repeats: new Option(
    '--repeats <number>',
    'with --format images: a sub-folder <repeats>_<concept> for each concept, as sd-scripts reads them',
  ).argParser(wholeNumber(1, 1000)),
  size: new Option('--size <width>x<height>', 'of a picture, in pixels')
    .argParser(size)
    .default({ width: 1600, height: 1200 }, '1600x1200'),
  scale: new Option('--scale <number>', 'pixels of a PNG to one of its size')
    .argParser(wholeNumber(1, 8))
    .default(1),
  colourBy: new Option('--colour-by <what>', 'what colours of a picture say').choices(colourings),
  background: new Option('--background <name>', 'of a picture')
    .choices(['light', 'dark'] as const)
    .default('light' as const),
  nsfw: new Option('--nsfw', 'with images that are marked as not safe for work').default(false),
  noGrids: new Option('--no-grids', 'without images that are several in one'),
  kind: new Option('--kind <what>', 'what to take of a file that has both').choices(importKinds),
  importIds: new Option(
    '--ids <file>',
    'the ids of a matrix’s rows (default: the file beside it, with the same name)',
  ),
  name: new Option('--name <name>', 'what the map and the model are called (default: as the file)'),
  count: new Option('--count <number>', 'images to pick')
    .argParser(wholeNumber(1, 100_000))
    .makeOptionMandatory(),
  method: new Option('--method <name>', 'farthest points, or the images nearest to k-means centres')
    .choices(subsetMethods)
    .default('farthest' as const),
  seed: new Option('--seed <number>', 'the same seed picks the same')
    .argParser(wholeNumber(0, 2 ** 31 - 1))
    .default(42),
};

function size(value: string): { readonly width: number; readonly height: number } {
  const [, width, height] = (/^(\d{2,5})x(\d{2,5})$/.exec(value) ?? []).map(Number);
  if (width === undefined || height === undefined || Math.max(width, height) > MOST_PIXELS)
    throw new InvalidArgumentError(`It must be a width and a height, up to ${MOST_PIXELS}: 1600x1200.`);
  return { width, height };
}

/** The ids that a file or standard input names. @throws LexiclipError `bad-argument` */
export async function readIds(file: string | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const refuse = (problem: string): never => {
    throw new LexiclipError({ kind: 'bad-argument', argument: `--ids ${file}`, problem });
  };
  const content =
    file === '-'
      ? await text(process.stdin)
      : await readFile(file, 'utf8').catch(() => refuse('cannot be read'));
  const ids = parseIds(content)?.filter((id) => id !== '');
  if (ids === undefined || ids.length === 0) return refuse('has no ids');
  return ids;
}
