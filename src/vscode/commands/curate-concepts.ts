import * as l10n from '@vscode/l10n';
import { trimmedName } from '../../core/concepts.ts';
import { countOfFiles, countOfImages } from '../../core/counted.ts';
import { deletionOf } from '../../core/curate/delete-concept.ts';
import { confirm } from '../messages.ts';
import { askText } from '../quick-input.ts';
import { conceptNameSentence } from './concept-name.ts';
import type { CommandContext } from './context.ts';
import { conceptOf } from './entry-of.ts';
import { runChange } from './run-change.ts';

/** From the tree: gives a concept another name. */
export async function renameConcept(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Rename Concept'));
  if (node === undefined) return;
  const { name: before } = node.concept;
  const session = commands.sessions.of(node.folder);
  const { concepts } = await session.collection.view();
  const others = concepts.flatMap(({ name }) => (name === before ? [] : name));
  const name = await askText({
    title: l10n.t('LexiCLIP: Rename {0}', before),
    prompt: l10n.t('The name of the concept. Its source is asked as before.'),
    placeholder: before,
    value: before,
    problem: (text) => conceptNameSentence(text, others),
  });
  if (name === undefined || trimmedName(name) === before) return;
  await runChange(session, (curate, task) => curate.renameConcept(before, name, task), {
    images: node.concept.images.length,
    isNotified: true,
  });
}

/** From the tree: deletes a concept with its files, after one question. */
export async function deleteConcept(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Delete Concept'));
  if (node === undefined) return;
  const session = commands.sessions.of(node.folder);
  const { name, files, images } = await deletionOf(node.concept.name, session.collection);
  const details = [
    l10n.t(
      'Deleted: {0} of the concept, and {1} that no other concept uses.',
      countOfFiles(files),
      countOfImages(images),
    ),
    l10n.t('Images outside of the collection stay. “Lexica: Undo Last Change” brings everything back.'),
  ];
  const [question, remove] = [l10n.t('Delete the concept “{0}”?', name), l10n.t('Delete')];
  if ((await confirm('warning', question, details, remove)) !== remove) return;
  await runChange(session, (curate, task) => curate.deleteConcept(name, task), {
    images: node.concept.images.length,
    isNotified: true,
  });
}
