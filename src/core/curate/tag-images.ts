import * as l10n from '@vscode/l10n';
import { promptPath } from '../collection/paths.ts';
import { BEST_RATING, MOST_TAGS, type PromptMetadata } from '../collection/schema.ts';
import { normalTag, sortedTags, tagProblem } from '../collection/tags.ts';
import { countOfImages } from '../counted.ts';
import { LexiclipError } from '../errors.ts';
import { localList, localQuoted } from '../language.ts';
import type { LongTask } from '../signal.ts';
import { makeChange } from './change.ts';
import { withMetadata } from './edit-files.ts';
import type { ChangeReport, CurateDependencies, FileEdit } from './edits.ts';
import { conceptsOf, imagesOf } from './images.ts';

/** What becomes of tags and rating. */
export interface Tagging {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** 1 to 5, or 0 for no rating; undefined leaves it. */
  readonly rating?: number | undefined;
}

/**
 * Tags and rates images, in each prompt file that they have. What is so already stays untouched.
 * @throws LexiclipError `bad-argument` for what cannot be a tag or a rating, or too many tags; `no-such-images`.
 */
export async function tagImages(
  ids: readonly string[],
  tagging: Tagging,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const { add = [], remove = [], rating } = tagging;
  for (const tag of add) refuseTag(tag);
  if (rating !== undefined && (!Number.isInteger(rating) || rating < 0 || rating > BEST_RATING))
    throw badArgument(
      String(rating),
      l10n.t('is no rating: it goes from 1 to {0}, 0 removes it', BEST_RATING),
    );
  if (add.length === 0 && remove.length === 0 && rating === undefined)
    throw badArgument('tag', l10n.t('needs a tag to add or remove, or a rating'));
  const view = await dependencies.collection.view();
  const images = imagesOf(view, ids);
  for (const { id, fields } of images)
    if (changedTags(fields.tags ?? [], tagging).length > MOST_TAGS)
      throw badArgument(id, l10n.t('would have more than {0} tags', MOST_TAGS));
  const edits = function* (): Generator<FileEdit> {
    for (const image of images)
      for (const { slug } of conceptsOf(view, image)) {
        const path = promptPath(slug, image.id);
        yield {
          path,
          edit: (content) => content && withMetadata(content, path, (metadata) => tagged(metadata, tagging)),
        };
      }
  };
  return makeChange(
    { title: titleOf(tagging, images.length), images: images.length, edits: edits() },
    dependencies,
    task,
  );
}

function tagged({ tags, rating, ...metadata }: PromptMetadata, tagging: Tagging): PromptMetadata {
  const { concept, source, image, sha256, fetchedAt, ...own } = metadata;
  const isTagged = (tagging.add ?? []).length + (tagging.remove ?? []).length > 0;
  const changed = isTagged ? changedTags(tags ?? [], tagging) : tags;
  const stars = tagging.rating ?? rating ?? 0;
  return {
    ...{ concept, source, image, sha256, fetchedAt },
    ...(changed === undefined || changed.length === 0 ? {} : { tags: [...changed] }),
    ...(stars === 0 ? {} : { rating: stars }),
    ...own,
  };
}

function changedTags(tags: readonly string[], { add = [], remove = [] }: Tagging): readonly string[] {
  const removed = new Set(sortedTags(remove));
  return sortedTags([...tags.filter((tag) => !removed.has(normalTag(tag))), ...add]);
}

function titleOf({ add = [], remove = [], rating }: Tagging, count: number): string {
  const images = countOfImages(count);
  const parts: string[] = [];
  if (add.length > 0) parts.push(l10n.t('Tagged {images} {tags}', { images, tags: quoted(add) }));
  if (remove.length > 0) parts.push(l10n.t('Removed {tags} from {images}', { images, tags: quoted(remove) }));
  if (rating === 0) parts.push(l10n.t('Removed the rating of {0}', images));
  else if (rating !== undefined)
    parts.push(l10n.t('Rated {images} {rating} of {best}', { images, rating, best: BEST_RATING }));
  return parts.join('; ');
}

/** Tags that a title names. */
const NAMED = 3;

function quoted(tags: readonly string[]): string {
  const sorted = sortedTags(tags);
  const named = sorted.slice(0, NAMED).map(localQuoted);
  const more = sorted.length > NAMED ? [l10n.t('{0} more', sorted.length - NAMED)] : [];
  return localList([...named, ...more]);
}

function refuseTag(tag: string): void {
  const problem = tagProblem(tag);
  if (problem !== undefined) throw badArgument(localQuoted(tag.slice(0, 40)), problem);
}

function badArgument(argument: string, problem: string): LexiclipError {
  return new LexiclipError({ kind: 'bad-argument', argument, problem });
}
