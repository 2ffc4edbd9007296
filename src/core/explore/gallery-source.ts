import type { FoundRows } from './gallery-sort.ts';
import type { Hits } from './hits.ts';

/** What a gallery can show: the selected images, those that were found, or those in the window over the map. */
export const gallerySources = ['selection', 'hits', 'view'] as const;
export type GallerySource = (typeof gallerySources)[number];

export interface GalleryChoice {
  readonly source: GallerySource;
  /** Whether the user chose it, so that a selection does not change it. */
  readonly isChosen: boolean;
}

/** What there is to show. */
export interface Shown {
  readonly hits: Hits | undefined;
  readonly selected: ReadonlySet<string>;
}

export const firstChoice: GalleryChoice = { source: 'view', isChosen: false };

/**
 * What the gallery shows after something was found or selected: that, unless the user chose otherwise. What was found is
 * the answer to a question, so that it is always shown.
 * @param byGallery Whether the selection was made in the gallery itself, which does not lead away from what it shows.
 */
export function galleryFollows(
  choice: GalleryChoice,
  before: Shown,
  now: Shown,
  byGallery: boolean,
): GalleryChoice {
  const { source, isChosen } = choice;
  const isOther = now.hits !== before.hits;
  if (isOther && now.hits !== undefined) return { source: 'hits', isChosen: false };
  const hasSelected = now.selected.size > 0;
  const isGone =
    (source === 'hits' && isOther) || (source === 'selection' && !hasSelected && before.selected.size > 0);
  if (isGone) return { source: rest(source, now), isChosen: false };
  const isSelected = now.selected !== before.selected && hasSelected;
  if (isSelected && !byGallery && !isChosen) return { source: 'selection', isChosen: false };
  return choice;
}

/** What is left to show without one of them. */
function rest(without: GallerySource, { hits, selected }: Shown): GallerySource {
  if (without !== 'hits' && hits !== undefined) return 'hits';
  return without !== 'selection' && selected.size > 0 ? 'selection' : 'view';
}

/** The rows that are marked. @param marks 1 for each, by row. */
export function markedRows(marks: Uint8Array | undefined): Uint32Array {
  const rows: number[] = [];
  marks?.forEach((mark, row) => {
    if (mark === 1) rows.push(row);
  });
  return Uint32Array.from(rows);
}

/** What was found, by rows; what is on no map is left out. @param rows By id. */
export function foundRows({ ids, scores }: Hits, rows: ReadonlyMap<string, number>): FoundRows {
  const found: number[] = [];
  const scoreOf = new Map<number, number>();
  for (const [at, id] of ids.entries()) {
    const row = rows.get(id);
    if (row === undefined) continue;
    found.push(row);
    const score = scores?.[at];
    if (score !== undefined) scoreOf.set(row, score);
  }
  return { rows: Uint32Array.from(found), scores: scores === undefined ? undefined : scoreOf };
}
