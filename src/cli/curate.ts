import { createInterface } from 'node:readline';
import type { ChangeReport } from '../core/curate/edits.ts';
import { LexiclipError } from '../core/errors.ts';
import type { LongTask } from '../core/signal.ts';
import type { Curation } from '../node/curation.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface TagOptions extends StageOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly rate?: number;
}

/** Tags and rates images. @param given Their ids; `-` stands for those on standard input, one a line. */
export async function tag(given: readonly string[], options: TagOptions, signal: AbortSignal): Promise<void> {
  const { add = [], remove = [], rate: rating } = options;
  const ids = await idsOf(given);
  await change(options, signal, (curate, task) => curate.tag(ids, { add, remove, rating }, task));
}

export async function takeOut(
  given: readonly string[],
  options: StageOptions,
  signal: AbortSignal,
): Promise<void> {
  const ids = await idsOf(given);
  await change(options, signal, (curate, task) => curate.takeOut(ids, task));
}

/** @param from The concept that they leave; without it, all that they are in. */
export async function move(
  to: string,
  given: readonly string[],
  options: StageOptions & { readonly from?: string },
  signal: AbortSignal,
): Promise<void> {
  const ids = await idsOf(given);
  await change(options, signal, (curate, task) => curate.move({ ids, to, from: options.from }, task));
}

export async function newConcept(
  name: string,
  given: readonly string[],
  options: StageOptions,
  signal: AbortSignal,
): Promise<void> {
  const ids = await idsOf(given);
  const made = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    lexiclip.curate.newConcept({ name, ids, source: 'selection' }, terminalTask(signal)),
  );
  const { json, workspace } = options;
  if (json)
    process.stdout.write(`${JSON.stringify({ concept: made.name, images: made.images, workspace })}\n`);
  tell(`“${made.name}” is a concept, with ${made.images} images.`);
}

export async function renameConcept(
  concept: string,
  name: string,
  options: StageOptions,
  signal: AbortSignal,
): Promise<void> {
  await change(options, signal, (curate, task) => curate.renameConcept(concept, name, task));
}

export async function deleteConcept(
  concept: string,
  options: StageOptions,
  signal: AbortSignal,
): Promise<void> {
  await change(options, signal, (curate, task) => curate.deleteConcept(concept, task));
}

export async function undo(options: StageOptions, signal: AbortSignal): Promise<void> {
  await change(options, signal, (curate, task) => curate.undo(task), 'Undone: ');
}

export async function redo(options: StageOptions, signal: AbortSignal): Promise<void> {
  await change(options, signal, (curate, task) => curate.redo(task), 'Done again: ');
}

async function change(
  options: StageOptions,
  signal: AbortSignal,
  work: (curate: Curation, task: LongTask) => Promise<ChangeReport>,
  prefix = '',
): Promise<void> {
  const { json, workspace } = options;
  const report = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    work(lexiclip.curate, terminalTask(signal)),
  );
  const { title, files, skipped } = report;
  if (json)
    process.stdout.write(`${JSON.stringify({ change: title, ...report, title: undefined, workspace })}\n`);
  for (const { reason } of skipped) tell(`warning: ${reason}`);
  tell(files === 0 ? 'Nothing had to be changed.' : `${prefix}${title}.`);
}

/** Each id once. @throws LexiclipError `bad-argument` where there is none. */
async function idsOf(given: readonly string[]): Promise<readonly string[]> {
  const ids = given.filter((id) => id !== '-');
  if (given.includes('-'))
    for await (const line of createInterface({ input: process.stdin })) if (line !== '') ids.push(line);
  if (ids.length > 0) return [...new Set(ids)];
  throw new LexiclipError({ kind: 'bad-argument', argument: 'ids', problem: 'name no image' });
}
