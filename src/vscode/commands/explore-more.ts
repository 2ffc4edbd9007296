import { LexiclipError } from '../../core/errors.ts';
import { sourceIds } from '../../node/sources/open-source.ts';
import { readSettings } from '../config.ts';
import { promptLabel } from '../tree/labels.ts';
import type { CommandContext } from './context.ts';
import { incompleteConceptOf, promptOf } from './entry-of.ts';
import { runPlan, runWithSomeSource } from './explore-concepts.ts';

/** From the tree: asks again for the images of a concept that could not be had. */
export async function retryMissing(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await incompleteConceptOf(commands, given, 'LexiCLIP: Retry Missing Images');
  if (node === undefined) return;
  const { folder, concept } = node;
  const source = sourceIds.find((id) => id === concept.source) ?? 'lexica';
  const session = commands.sessions.of(folder);
  await runWithSomeSource(commands, session, {
    concepts: [concept.query],
    count: concept.requested,
    source,
  });
}

/** From the tree: a concept of images like one, by Lexica's reverse search, which takes an image's address as query. */
export async function findLikeThis(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Find Similar on Lexica');
  if (node === undefined) return;
  const { folder, prompt } = node;
  const session = commands.sessions.of(folder);
  const src = (await session.prompt(prompt.id))?.['src'];
  if (typeof src !== 'string' || !/^https?:/.test(src)) {
    const problem = 'has no address on the web, so Lexica cannot look at it';
    throw new LexiclipError({ kind: 'bad-argument', argument: prompt.id, problem });
  }
  const name = `like ${promptLabel(prompt.prompt)}`;
  const count = readSettings(folder).imagesPerConcept;
  await runPlan(commands, session, { concepts: [`${name} = ${src}`], count, source: 'lexica' });
}
