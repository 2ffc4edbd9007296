import { describeMisfit } from '../core/neighbours/describe-misfit.ts';
import { plainText } from '../core/plain-text.ts';
import type { FoundImage, MisplacedImage, OutlierKind } from '../core/reports.ts';
import { withLexiclip } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface OutliersOptions extends StageOptions {
  readonly limit: number;
  readonly kind?: OutlierKind;
}

/** Lists the images that do not belong where they are: among those of another concept, each with why, or unlike all. */
export async function outliers(options: OutliersOptions, signal: AbortSignal): Promise<void> {
  const { limit, kind, json, workspace } = options;
  const kinds = kind === undefined ? undefined : [kind];
  const { model, ...report } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.outliers({ limit, kinds }, terminalTask(signal)),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify({ model: model.id, ...report, workspace })}\n`);
    return;
  }
  const { compared, misplaced, misplacedInAll, alone } = report;
  if (misplaced !== undefined) {
    process.stdout.write(misplaced.map((image) => `${lineOf(image)}${reasonOf(image)}`).join(''));
    tell(
      `${misplaced.length} of ${misplacedInAll} images that are among those of another concept, of ${compared}, by ${model.label}.`,
    );
  } else if (kind !== 'alone') {
    const rest = kind === undefined ? ' What stands alone is listed.' : '';
    tell(`The images are of one concept, so that none is among those of another.${rest}`);
  }
  if (alone === undefined) return;
  if (misplaced !== undefined && misplaced.length > 0) process.stdout.write('\n');
  process.stdout.write(alone.map((image) => lineOf(image)).join(''));
  tell(`${alone.length} of ${compared} images, by their mean distance to the nearest, by ${model.label}.`);
}

/** Below the line of an image: why it is misplaced. */
function reasonOf(image: MisplacedImage): string {
  const [fits] = image.others;
  return `        ${describeMisfit(image)} Would fit: ${plainText(fits?.concept ?? '')}.\n`;
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
