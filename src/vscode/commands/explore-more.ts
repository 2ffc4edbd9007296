import { LexiclipError } from '../../core/errors.ts';
import { sourceIds } from '../../node/sources/open-source.ts';
import { readSettings } from '../config.ts';
import { promptLabel } from '../tree/labels.ts';
import { nodeOf } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { runPlan } from './explore-concepts.ts';

/** From the tree: asks again for the images of a concept that could not be had. */
export async function retryMissing(commands: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, concept } = nodeOf('concept', node);
  const source = sourceIds.find((id) => id === concept.source) ?? 'lexica';
  await runPlan(commands, folder, { concepts: [concept.query], count: concept.requested, source });
}

/** From the tree: a concept of images like one, by Lexica's reverse search, which takes an image's address as query. */
export async function findLikeThis(commands: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, prompt } = nodeOf('prompt', node);
  const src = (await commands.folders.open(folder).prompt(prompt.id))?.['src'];
  if (typeof src !== 'string' || !/^https?:/.test(src)) {
    const problem = 'has no address on the web, so Lexica cannot look at it';
    throw new LexiclipError({ kind: 'bad-argument', argument: prompt.id, problem });
  }
  const name = `like ${promptLabel(prompt.prompt)}`;
  const count = readSettings(folder).imagesPerConcept;
  await runPlan(commands, folder, { concepts: [`${name} = ${src}`], count, source: 'lexica' });
}
