import * as l10n from '@vscode/l10n';
import { BEST_RATING } from '../../core/collection/schema.ts';
import { normalTag, tagProblem } from '../../core/collection/tags.ts';
import { countOfImages } from '../../core/counted.ts';
import type { Tagging } from '../../core/curate/tag-images.ts';
import { ratingTitle } from '../../core/explore/user-columns.ts';
import { localList } from '../../core/language.ts';
import { nameSentence } from '../../core/wording/quoting.ts';
import { askText, pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';
import { runChange } from './run-change.ts';
import { selectedImages, type SelectedImages } from './selected-images.ts';

/** Tags images: those that the page names, the rows of the tree, or the selection, and then asks for the tags. */
export async function tagImages(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const tagging = givenTagging(given[0]);
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  if (tagging !== undefined) {
    const { add = [], remove = [], rating } = tagging;
    await tag(selected, { add, remove, rating });
    return;
  }
  const answer = await askTags(selected);
  if (answer !== undefined) await tag(selected, answer);
}

/** Rates images; asks for the stars. */
export async function rateImages(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  const stars = Array.from({ length: BEST_RATING }, (_, at) => BEST_RATING - at);
  const items = [
    ...stars.map((rating) => ({
      label: ratingTitle(rating),
      icon: 'star-full',
      rating,
    })),
    { label: l10n.t('No rating'), icon: 'star-empty', rating: 0 },
  ];
  const title = l10n.t('LexiCLIP: Rate {0}', countOfImages(selected.ids.length));
  const picked = await pickOne(items, { title, placeholder: l10n.t('How many stars?') });
  if (picked !== undefined) await tag(selected, { rating: picked.rating });
}

function tag({ session, ids }: Pick<SelectedImages, 'session' | 'ids'>, tagging: Tagging): Promise<void> {
  const { length: images } = ids;
  return runChange(session, (curate, task) => curate.tag(ids, tagging, task), {
    images,
    isNotified: images > 1,
  });
}

async function askTags({ images }: SelectedImages): Promise<Tagging | undefined> {
  const [first, ...others] = images.map(({ fields }) => fields.tags ?? []);
  const common = (first ?? []).filter((one) => others.every((tags) => tags.includes(one)));
  const typed = await askText({
    title: l10n.t('LexiCLIP: Tag {0}', countOfImages(images.length)),
    placeholder: 'keep, -blurry',
    prompt: [
      l10n.t('Tags with commas between them; one with “-” before it is removed.'),
      common.length === 0
        ? l10n.t('No tag is common to all.')
        : l10n.t('Common to all: {0}.', localList(common)),
    ].join(' '),
    problem: (text) =>
      parts(text)
        .map(problemOf)
        .find((problem) => problem !== undefined),
  });
  const tags = parts(typed ?? '');
  if (tags.length === 0) return undefined;
  return {
    add: tags.filter((part) => !part.startsWith('-')),
    remove: tags.flatMap((part) => (part.startsWith('-') ? [part.slice(1)] : [])),
  };
}

function parts(text: string): readonly string[] {
  return text.split(',').flatMap((part) => normalTag(part) || []);
}

function problemOf(part: string): string | undefined {
  const name = part.replace(/^-/, '');
  return nameSentence(name, tagProblem(name));
}

/** What the page says is to become of tags and ratings. */
function givenTagging(given: unknown): Tagging | undefined {
  return (given as { tagging?: Tagging } | null | undefined)?.tagging;
}
