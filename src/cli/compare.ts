import type { ComparedImage } from '../core/compare/compared-image.ts';
import { comparisonRows } from '../core/compare/comparison.ts';
import { comparisonMarkdown } from '../core/compare/markdown.ts';
import { lineChanges } from '../core/compare/prompt-text.ts';
import { LexiclipError } from '../core/errors.ts';
import { percent } from '../core/explore/trust.ts';
import { plainText } from '../core/plain-text.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import { lineOf } from './findings.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface CompareOptions extends StageOptions {
  readonly maps?: readonly string[];
  readonly limit: number;
}

/** Compares images by what their prompt files say, or two maps by who moved. */
export async function compare(
  ids: readonly string[],
  options: CompareOptions,
  signal: AbortSignal,
): Promise<void> {
  const { maps } = options;
  if (maps === undefined) await compareImages(ids, options, signal);
  else if (ids.length > 0)
    throw new LexiclipError({
      kind: 'bad-argument',
      argument: '--maps',
      problem: 'compares maps: leave out the images',
    });
  else await compareMaps(maps, options, signal);
}

/** Two images as one text with what was removed and added; more as a table. */
async function compareImages(
  ids: readonly string[],
  options: CompareOptions,
  signal: AbortSignal,
): Promise<void> {
  const images = await withLexiclip(withoutModel(options), signal, (lexiclip) => lexiclip.compareImages(ids));
  const rows = comparisonRows(images);
  const { json, workspace } = options;
  if (json) process.stdout.write(`${JSON.stringify({ images, rows, workspace })}\n`);
  else process.stdout.write(textOf(images));
  const same = rows.filter(({ isSame }) => isSame).length;
  tell(`${rows.length - same} of ${rows.length} fields differ.`);
}

function textOf(images: readonly ComparedImage[]): string {
  const [first, second, ...others] = images;
  if (first === undefined || second === undefined || others.length > 0)
    return comparisonMarkdown(
      images.map(({ name }) => name),
      comparisonRows(images),
    );
  const signs = { same: ' ', removed: '-', added: '+' };
  const lines = lineChanges(first, second).map(({ change, line }) => `${signs[change]}${line}`);
  return [`--- ${plainText(first.id)}`, `+++ ${plainText(second.id)}`, ...lines, ''].join('\n');
}

/** The images that moved most, each a line with the share of its neighbours that differ. */
async function compareMaps(
  [first, second, ...others]: readonly string[],
  options: CompareOptions,
  signal: AbortSignal,
): Promise<void> {
  if (first === undefined || second === undefined || others.length > 0)
    throw new LexiclipError({
      kind: 'bad-argument',
      argument: '--maps',
      problem: 'takes the names of two maps',
    });
  const { limit, json, workspace } = options;
  const report = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    lexiclip.compareMaps([first, second], limit, terminalTask(signal)),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...report, workspace })}\n`);
    return;
  }
  process.stdout.write(report.images.map((image) => lineOf(image)).join(''));
  const { k, compared, mean } = report;
  tell(
    mean === null
      ? `The maps share ${compared} images: too few to compare.`
      : `On average ${percent(mean)} of the ${k} nearest of ${compared} images differ between ${first} and ${second}.`,
  );
}
