import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';
import { sourceIds } from '../../node/sources/open-source.ts';
import { readSettings } from '../config.ts';
import { askText } from '../quick-input.ts';
import { canFetchMore, canRetry, conceptDescription, promptLabel } from '../tree/labels.ts';
import type { ConceptNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { conceptOf, promptOf } from './entry-of.ts';
import { runPlan, runWithSomeSource } from './explore-concepts.ts';
import { countProblem, MOST_IMAGES } from './explore-questions.ts';

/** From the tree: asks again for the images of a concept that could not be had. @throws LexiclipError `nothing-missing` */
export async function retryMissing(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Retry Missing Images'), {
    isWanted: canRetry,
    none: { kind: 'nothing-missing' },
  });
  if (node !== undefined) await fetchConcept(commands, node, node.concept.requested);
}

/** From the tree: asks how many images a concept should have, and fetches the others. @throws LexiclipError `nothing-fetchable` */
export async function fetchMore(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Fetch More Images'), {
    isWanted: canFetchMore,
    none: { kind: 'nothing-fetchable' },
  });
  if (node === undefined) return;
  const { folder, concept } = node;
  if (!canFetchMore(concept)) throw new LexiclipError({ kind: 'nothing-fetchable' });
  const least = concept.images.length + 1;
  const count = await askText({
    title: l10n.t('LexiCLIP: Fetch More of {0}', concept.name),
    prompt: l10n.t('How many images should it have? Now: {0}.', conceptDescription(concept)),
    placeholder: String(least),
    value: String(Math.min(concept.images.length + readSettings(folder).imagesPerConcept, MOST_IMAGES)),
    problem: (text) => countProblem(text, least),
  });
  if (count !== undefined) await fetchConcept(commands, node, Number(count));
}

async function fetchConcept(
  commands: CommandContext,
  { folder, concept }: ConceptNode,
  count: number,
): Promise<void> {
  const source = sourceIds.find((id) => id === concept.source) ?? 'lexica';
  const session = commands.sessions.of(folder);
  await runWithSomeSource(commands, session, { concepts: [concept.query], count, source });
}

/** From the tree: a concept of images like one, by Lexica's reverse search, which takes an image's address as query. */
export async function findLikeThis(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Find Similar on Lexica'));
  if (node === undefined) return;
  const { folder, prompt } = node;
  const session = commands.sessions.of(folder);
  const src = (await session.prompt(prompt.id))?.['src'];
  if (typeof src !== 'string' || !/^https?:/.test(src)) {
    const problem = l10n.t('has no address on the web, so Lexica cannot look at it');
    throw new LexiclipError({ kind: 'bad-argument', argument: prompt.id, problem });
  }
  const name = `like ${promptLabel(prompt.prompt)}`;
  const count = readSettings(folder).imagesPerConcept;
  await runPlan(commands, session, { concepts: [`${name} = ${src}`], count, source: 'lexica' });
}
