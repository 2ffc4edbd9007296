import { plainText } from '../core/plain-text.ts';
import type { FoundImage } from '../core/reports.ts';
import { withLexiclip } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface DuplicatesOptions extends StageOptions {
  readonly similarity: number;
}

interface OutliersOptions extends StageOptions {
  readonly limit: number;
}

/** Lists images that are nearly the same, a set to a paragraph. */
export async function duplicates(options: DuplicatesOptions, signal: AbortSignal): Promise<void> {
  const { similarity: leastSimilarity, json, workspace } = options;
  const { model, compared, sets } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.duplicates({ leastSimilarity }, terminalTask(signal)),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify({ model: model.id, compared, sets, workspace })}\n`);
    return;
  }
  for (const { images } of sets) process.stdout.write(`${images.map((image) => lineOf(image)).join('')}\n`);
  const found = sets.length === 1 ? '1 set' : `${sets.length} sets`;
  tell(`${found} of images with a cosine of at least ${leastSimilarity}, by ${model.label}.`);
}

/** Lists the images that are most unlike all others. */
export async function outliers(options: OutliersOptions, signal: AbortSignal): Promise<void> {
  const { limit, json, workspace } = options;
  const { model, compared, images } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.outliers({ limit }, terminalTask(signal)),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify({ model: model.id, compared, images, workspace })}\n`);
    return;
  }
  process.stdout.write(images.map((image) => lineOf(image)).join(''));
  tell(`${images.length} of ${compared} images, by their mean distance to the nearest, by ${model.label}.`);
}

/**
 * A line for an image: its score, if it has one, its id, its concepts and the start of its prompt.
 * @param width Of the column of ids.
 */
export function lineOf(
  { score, id, concepts, prompt }: FoundImage & { readonly score?: number },
  width = 0,
): string {
  const scores = score === undefined ? [] : [score.toFixed(3).padStart(6)];
  const columns = [...scores, plainText(id).padEnd(width), plainText(concepts.join(', '))];
  return `${columns.join('  ')}: ${plainText(prompt, 80)}\n`;
}
