import * as l10n from '@vscode/l10n';
import { BEST_RATING } from '../../src/core/collection/schema.ts';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { ratedGroup } from '../../src/core/explore/user-columns.ts';
import { localNumber } from '../../src/core/language.ts';

/** How some images of a map are rated, in a sentence: `Rated 4 stars.` Images that are gone do not count. */
export function ratingText({ images }: ExplorerMap, ids: readonly string[]): string {
  const wanted = new Set(ids);
  const column = images.fields.find(({ field }) => field === 'rating');
  const ratings = new Set<string>();
  let count = 0;
  for (const [row, id] of images.ids.entries()) {
    if (!wanted.has(id)) continue;
    count++;
    const value = column?.values[row] ?? NaN;
    ratings.add(value < BEST_RATING ? ratedGroup(value) : '');
  }
  const [rating = '', ...others] = ratings;
  const counted = localNumber(count);
  if (others.length > 0) return l10n.t('Ratings of {0} images differ.', counted);
  if (rating === '') return count === 1 ? l10n.t('No rating.') : l10n.t('No rating of {0} images.', counted);
  return count === 1 ? l10n.t('Rating: {0}.', rating) : l10n.t('Rating of {0} images: {1}.', counted, rating);
}
