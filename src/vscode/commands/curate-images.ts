import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../core/counted.ts';
import { askText, pickOne } from '../quick-input.ts';
import { conceptNameSentence } from './concept-name.ts';
import type { CommandContext } from './context.ts';
import { runChange, takeOut } from './run-change.ts';
import { selectedImages } from './selected-images.ts';

/** Moves images to another concept. Called on rows of one concept, they leave that one; else all that they are in. */
export async function moveToConcept(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  const { session, ids, view, concept: from } = selected;
  const items = view.concepts
    .filter(({ name }) => name !== from)
    .map(({ name, images }) => ({ label: name, description: countOfImages(images.length), to: name }));
  const title = l10n.t('LexiCLIP: Move {0} to Concept', countOfImages(ids.length));
  const picked = await pickOne(items, { title, placeholder: l10n.t('Which concept?') });
  if (picked === undefined) return;
  const { to } = picked;
  await runChange(session, (curate, task) => curate.move({ ids, to, from }, task), {
    images: ids.length,
    isNotified: true,
  });
}

/** Makes a concept of images, which stay in those that they are in. */
export async function newConceptOfImages(
  commands: CommandContext,
  ...given: readonly unknown[]
): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  const { session, ids, view } = selected;
  const names = view.concepts.map((concept) => concept.name);
  const name = await askText({
    title: l10n.t('LexiCLIP: New Concept of {0}', countOfImages(ids.length)),
    prompt: l10n.t('The name of the concept. The images stay in those that they are in; nothing is fetched.'),
    placeholder: 'favourites',
    problem: (text) => conceptNameSentence(text, names),
  });
  if (name === undefined) return;
  await runChange(
    session,
    async (curate, task) => {
      const made = await curate.newConcept({ name, ids, source: 'selection' }, task);
      const title = l10n.t('“{0}” is a concept now, with {1}', made.name, countOfImages(made.images));
      return { title, images: made.images, files: made.images, skipped: [] };
    },
    { images: ids.length, isNotified: true },
  );
}

/** Takes images out of the collection; they are not fetched again. No question: it can be undone. */
export async function takeOutImages(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  await takeOut(selected.session, selected.ids);
}
