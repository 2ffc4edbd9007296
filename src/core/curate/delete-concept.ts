import * as l10n from '@vscode/l10n';
import type { CollectedConcept, CollectedImage, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import type { LongTask } from '../signal.ts';
import { makeChange } from './change.ts';
import { folderEdits } from './concept-folders.ts';
import { conceptsEdit } from './edit-files.ts';
import type { ChangeReport, CurateDependencies, Edit } from './edits.ts';
import { conceptNamed } from './images.ts';
import { takenImages } from './take-out.ts';

/** What goes with a concept. */
export interface Deletion {
  readonly name: string;
  /** Files in its folder. */
  readonly files: number;
  /** Files in `images/` that no other concept uses. */
  readonly images: number;
}

/** What deleting a concept would remove. @throws LexiclipError `no-such-concept`. */
export async function deletionOf(concept: string, collection: Collection): Promise<Deletion> {
  const view = await collection.view();
  const { edits, found } = await deletion(concept, view, collection);
  const images = edits.filter((edit) => 'taken' in edit).length;
  const files = edits.filter((edit) => !('taken' in edit) && edit.path.startsWith(`concepts/${found.slug}/`));
  return { name: found.name, files: files.length, images };
}

/**
 * Deletes a concept: its prompt files, and the images that no other concept uses, as far as they are in the collection.
 * Images elsewhere stay. Can be undone. Needs the turn to write.
 * @throws LexiclipError `no-such-concept`, and what writing throws.
 */
export async function deleteConcept(
  concept: string,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const { collection } = dependencies;
  const view = await collection.view();
  const { edits, found } = await deletion(concept, view, collection);
  const images = found.images.length;
  const title = l10n.t('Deleted the concept “{0}”', found.name);
  return makeChange({ title, images, edits }, dependencies, task);
}

async function deletion(
  concept: string,
  view: CollectionView,
  collection: Collection,
): Promise<{ readonly found: CollectedConcept; readonly edits: readonly Edit[] }> {
  const found = conceptNamed(view, concept);
  const at = view.concepts.indexOf(found);
  const isOnlyHere = ({ concepts }: CollectedImage): boolean => concepts.every((index) => index === at);
  const all = view.concepts.map(({ name }) => ({
    before: name,
    after: name === found.name ? undefined : name,
  }));
  const rest = all.flatMap(({ after }) => after ?? []);
  return {
    found,
    edits: [
      await conceptsEdit(collection, rest),
      ...(await folderEdits(all, view, collection)),
      ...takenImages(found.images.filter(isOnlyHere), view, collection),
    ],
  };
}
