import { countOfImages } from '../../src/core/counted.ts';
import type { ExplorerMap } from '../../src/core/explore/map.ts';

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
    ratings.add((column !== undefined && 'labels' in column ? column.labels[value] : undefined) ?? '');
  }
  const [rating = '', ...others] = ratings;
  const of = count === 1 ? '' : ` of ${countOfImages(count)}`;
  if (others.length > 0) return `Ratings${of} differ.`;
  return rating === '' ? `No rating${of}.` : `Rating${of}: ${rating}.`;
}
