import { describeBytes } from '../core/bytes.ts';
import { countOfSets } from '../core/counted.ts';
import { chooseKeeper, type ImageFileFacts, type KeepRule } from '../core/neighbours/keepers.ts';
import type { DuplicateSet, SearchHit } from '../core/reports.ts';
import type { Lexiclip } from '../node/lexiclip.ts';
import { withLexiclip } from './compose.ts';
import { lineOf } from './findings.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface DuplicatesOptions extends StageOptions {
  readonly similarity: number;
  readonly keep: KeepRule;
  readonly takeOut: boolean;
  readonly dryRun: boolean;
}

interface JudgedImage extends SearchHit, ImageFileFacts {
  /** Whether it is the one of its set that stays. */
  readonly keeps: boolean;
}

interface JudgedSet {
  readonly similarity: number;
  readonly images: readonly JudgedImage[];
}

/** Lists images that are nearly the same, a set to a paragraph, with the one that stays; takes the others out if asked. */
export async function duplicates(options: DuplicatesOptions, signal: AbortSignal): Promise<void> {
  const { similarity: leastSimilarity, keep, json, workspace } = options;
  const task = terminalTask(signal);
  const { model, compared, sets, takenOut } = await withLexiclip(options, signal, async (lexiclip) => {
    const report = await lexiclip.duplicates({ leastSimilarity }, task);
    const judged = await judge(report.sets, keep, lexiclip, signal);
    const going = goersOf(judged);
    const takes = options.takeOut && !options.dryRun && going.length > 0;
    const change = takes ? await lexiclip.curate.takeOut(going, task) : undefined;
    return { ...report, sets: judged, takenOut: change?.images ?? 0 };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ model: model.id, compared, sets, takenOut, workspace })}\n`);
    return;
  }
  for (const { images } of sets)
    process.stdout.write(`${images.map((image) => judgedLine(image)).join('')}\n`);
  const found = countOfSets(sets.length);
  tell(`${found} of images with a cosine of at least ${leastSimilarity}, by ${model.label}.`);
  if (sets.length > 0) tell(describeTaken(options, sets, takenOut));
}

async function judge(
  sets: readonly DuplicateSet[],
  rule: KeepRule,
  lexiclip: Lexiclip,
  signal: AbortSignal,
): Promise<readonly JudgedSet[]> {
  const ids = sets.flatMap(({ images }) => images.map(({ id }) => id));
  const facts = await lexiclip.fileFacts(ids, terminalTask(signal));
  let first = 0;
  return sets.map(({ similarity, images }) => {
    const ours = facts.slice(first, (first += images.length));
    const keeper = chooseKeeper(ours, rule);
    return {
      similarity,
      images: images.map((image, at) => ({ ...image, ...ours[at], keeps: at === keeper })),
    };
  });
}

function goersOf(sets: readonly JudgedSet[]): readonly string[] {
  return sets.flatMap(({ images }) => images.flatMap(({ id, keeps }) => (keeps ? [] : [id])));
}

function judgedLine(image: JudgedImage): string {
  const { keeps, width, height, bytes } = image;
  const pixels = width === undefined || height === undefined ? '' : `${width} × ${height}`;
  const size = bytes === undefined ? '' : describeBytes(bytes);
  return `${keeps ? 'keep' : '    '}  ${pixels.padStart(13)}  ${size.padStart(7)}  ${lineOf(image)}`;
}

function describeTaken(
  { takeOut, dryRun }: DuplicatesOptions,
  sets: readonly JudgedSet[],
  taken: number,
): string {
  const all = sets.reduce((sum, { images }) => sum + images.length, 0);
  const of = (count: number): string => `${count} of ${all} images in ${countOfSets(sets.length)}`;
  if (taken > 0) return `${of(taken)} were taken out of the collection. “lexiclip undo” brings them back.`;
  const going = goersOf(sets).length;
  const how = takeOut && dryRun ? ' without --dry-run' : ' with --take-out';
  return `${of(going)} would be taken out${how}.`;
}
