import * as l10n from '@vscode/l10n';
import { promptPath } from '../collection/paths.ts';
import { countOfImages } from '../counted.ts';
import { LexiclipError } from '../errors.ts';
import type { LongTask } from '../signal.ts';
import { makeChange } from './change.ts';
import { conceptEdit, removal, underConcept } from './edit-files.ts';
import type { ChangeReport, CurateDependencies, Edit } from './edits.ts';
import { conceptNamed, conceptsOf, imagesOf } from './images.ts';
import { withoutImages } from './take-out.ts';

/** Which images go where. */
export interface Moving {
  readonly ids: readonly string[];
  /** The name of a concept that there is. */
  readonly to: string;
  /** The name of the concept that they leave; without it, all that they are in. */
  readonly from?: string | undefined;
}

/**
 * Moves images to another concept. Those that they leave remember them, so that they are not fetched again there. Can be undone.
 * Needs the turn to write.
 * @throws LexiclipError `no-such-concept`, `no-such-images`, and what writing throws.
 */
export async function moveImages(
  { ids, to, from }: Moving,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const view = await dependencies.collection.view();
  const images = imagesOf(view, ids);
  const target = conceptNamed(view, to);
  const only = from === undefined ? undefined : conceptNamed(view, from);
  if (target.file === undefined) throw new LexiclipError({ kind: 'no-such-concept', concept: to });
  const edits: Edit[] = [];
  const come: string[] = [];
  const left = new Map<string, Set<string>>();
  for (const image of images) {
    const { id } = image;
    const isIn = conceptsOf(view, image);
    const leaves = isIn.filter((one) => one !== target && (only === undefined || one === only));
    const [first] = leaves;
    if (first === undefined) continue;
    const source = promptPath(first.slug, id);
    if (!isIn.includes(target)) {
      come.push(id);
      edits.push({
        path: promptPath(target.slug, id),
        from: source,
        edit: (content, own) => (content === undefined ? own : underConcept(content, source, target.name)),
      });
    }
    for (const { slug } of leaves) {
      edits.push(removal(promptPath(slug, id)));
      left.set(slug, (left.get(slug) ?? new Set()).add(id));
    }
  }
  for (const { slug, file } of view.concepts) {
    const gone = left.get(slug);
    if (gone !== undefined && file !== undefined) edits.push(conceptEdit(slug, withoutImages(file, gone)));
  }
  if (come.length > 0) {
    const listed = [...target.file.images.filter((id) => !come.includes(id)), ...come];
    const { removed, ...rest } = target.file;
    const stillRemoved = removed?.filter((id) => !come.includes(id)) ?? [];
    const removal = stillRemoved.length === 0 ? {} : { removed: stillRemoved };
    edits.push(conceptEdit(target.slug, { ...rest, images: listed, ...removal }));
  }
  const title = l10n.t('Moved {images} to “{concept}”', {
    images: countOfImages(images.length),
    concept: target.name,
  });
  return makeChange({ title, images: images.length, edits }, dependencies, task);
}
