import * as l10n from '@vscode/l10n';
import type { CollectedImage } from '../collection/collection-view.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { Pause } from '../collection/index-entries.ts';
import { BEST_RATING } from '../collection/schema.ts';
import type { CategoryColumn } from './field-columns.ts';
import { UNKNOWN } from './labels.ts';

/* What the user says of images. */

/** Of each image its tags: those of a row are `values` from `starts[row]` up to, not including, `starts[row + 1]`. */
export interface TagColumn {
  readonly field: 'tags';
  /** The most frequent first; there are no more than `MOST_TAGS_LISTED`. */
  readonly labels: readonly string[];
  /** Indices into `labels`, of each image ascending. */
  readonly values: Uint32Array;
  /** One more than there are images. */
  readonly starts: Uint32Array;
}

/** Of a collection: more are nobody's, and the page holds them. */
const MOST_TAGS_LISTED = 5000;

/** The best first. They name groups in what the page keeps; `ratedGroup` says them to people. */
const ratingLabels: readonly string[] = Array.from({ length: BEST_RATING }, (_, at) =>
  at === BEST_RATING - 1 ? '1 star' : `${BEST_RATING - at} stars`,
);

/** A rating, in stars, for people. */
export function ratingTitle(stars: number): string {
  return stars === 1 ? l10n.t('1 star') : l10n.t('{0} stars', stars);
}

/** Undefined where no image is rated. */
export async function ratingColumn(
  images: readonly CollectedImage[],
  pause: Pause,
): Promise<CategoryColumn | undefined> {
  const values = new Uint8Array(images.length).fill(UNKNOWN);
  await inSlices(images, pause, ({ fields: { rating } }, row) => {
    if (rating !== undefined) values[row] = BEST_RATING - rating;
  });
  const isRated = values.some((value) => value !== UNKNOWN);
  return isRated ? { field: 'rating', labels: ratingLabels, values } : undefined;
}

/** What the value of a rating's column is called, for people. */
export function ratedGroup(value: number): string {
  return ratingTitle(BEST_RATING - value);
}

/** Undefined where no image has a tag. */
export async function tagColumn(
  images: readonly CollectedImage[],
  pause: Pause,
): Promise<TagColumn | undefined> {
  const counts = new Map<string, number>();
  await inSlices(images, pause, ({ fields }) => {
    for (const tag of fields.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  });
  if (counts.size === 0) return undefined;
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const labels = byCount.slice(0, MOST_TAGS_LISTED).map(([label]) => label);
  const indices = new Map(labels.map((label, index) => [label, index]));
  const starts = new Uint32Array(images.length + 1);
  const values: number[] = [];
  await inSlices(images, pause, ({ fields }, row) => {
    const own = (fields.tags ?? []).flatMap((tag) => indices.get(tag) ?? []);
    values.push(...own.sort((a, b) => a - b));
    starts[row + 1] = values.length;
  });
  return { field: 'tags', labels, values: Uint32Array.from(values), starts };
}

/** The indices of a row's tags. */
export function tagsOf({ values, starts }: TagColumn, row: number): Uint32Array {
  return values.subarray(starts[row], starts[row + 1]);
}
