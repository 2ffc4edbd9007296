import * as l10n from '@vscode/l10n';
import type { CollectedImage, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { fileName, promptPath } from '../collection/paths.ts';
import { countOfImages } from '../counted.ts';
import type { LongTask } from '../signal.ts';
import { isImagePath } from './change-lines.ts';
import { makeChange } from './change.ts';
import { conceptEdit, removal } from './edit-files.ts';
import type { ChangeReport, CurateDependencies, Edit } from './edits.ts';
import { conceptsOf, imagesOf } from './images.ts';

/**
 * Takes images out of the collection: their prompt files, and their files in `images/`; files elsewhere stay. Each
 * concept remembers them, so that they are not fetched again. Thumbnails, vectors and maps follow by themselves.
 * Can be undone. Needs the turn to write.
 * @throws LexiclipError `no-such-images`, and what writing throws.
 */
export async function takeOut(
  ids: readonly string[],
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const { collection } = dependencies;
  const view = await collection.view();
  const images = imagesOf(view, ids);
  const gone = new Set(images.map(({ id }) => id));
  const edits: Edit[] = [];
  for (const { slug, file, images: listed } of view.concepts) {
    const here = listed.flatMap(({ id }) => (gone.has(id) ? [id] : []));
    if (here.length === 0) continue;
    edits.push(...here.map((id) => removal(promptPath(slug, id))));
    if (file !== undefined) edits.push(conceptEdit(slug, withoutImages(file, gone)));
  }
  edits.push(...takenImages(images, view, collection));
  const title = l10n.t('Took {0} out of the collection', countOfImages(images.length));
  return makeChange({ title, images: images.length, edits }, dependencies, task);
}

/** A concept without some of its images, which it remembers. */
export function withoutImages<T extends { images: string[]; removed?: string[] | undefined }>(
  concept: T,
  gone: ReadonlySet<string>,
): T {
  const removed = new Set([...(concept.removed ?? []), ...concept.images.filter((id) => gone.has(id))]);
  return {
    ...concept,
    images: concept.images.filter((id) => !gone.has(id)),
    removed: [...removed].sort(),
  };
}

/** The files in `images/` of images that go, as far as no image that stays is in the same. */
export function* takenImages(
  going: readonly CollectedImage[],
  view: CollectionView,
  { index }: Collection,
): Generator<Edit> {
  const gone = new Set(going.map(({ id }) => id));
  const used = new Set(view.images.flatMap(({ id, image }) => (gone.has(id) ? [] : [image])));
  const taken = new Set<string>();
  for (const image of going) {
    const { image: file, id } = image;
    // A prompt file that cannot be used now may be repaired.
    const listing = index.entries?.filter(({ prompts }) => prompts.has(fileName(id))).length ?? 0;
    if (!isImagePath(file) || used.has(file) || taken.has(file)) continue;
    if (listing > conceptsOf(view, image).length) continue;
    taken.add(file);
    yield { taken: file };
  }
}
