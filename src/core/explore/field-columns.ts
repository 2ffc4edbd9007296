import type { CollectedImage } from '../collection/collection-view.ts';
import {
  categoryFields,
  numberFields,
  type CategoryField,
  type NumberField,
} from '../collection/image-fields.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { Pause } from '../collection/index-entries.ts';
import { MOST_LABELS, OTHER, UNKNOWN } from './labels.ts';
import { ratingColumn, tagColumn, type TagColumn } from './user-columns.ts';

/** Words: of each image, which of the labels it has. */
export interface CategoryColumn {
  readonly field: CategoryField | 'rating';
  /** The most frequent first, of ratings the best; there are no more than `MOST_LABELS`. */
  readonly labels: readonly string[];
  /** Indices into `labels`, or `OTHER`, or `UNKNOWN`. */
  readonly values: Uint8Array;
}

/** Numbers, NaN where an image has none. */
export interface NumberColumn {
  readonly field: NumberField;
  readonly values: Float32Array;
}

export type FieldColumn = CategoryColumn | NumberColumn | TagColumn;

/** What the images can be coloured and filtered by: the fields in which some of them differ. */
export async function fieldColumns(
  images: readonly CollectedImage[],
  pause: Pause,
): Promise<readonly FieldColumn[]> {
  const columns: FieldColumn[] = [];
  for (const field of categoryFields) {
    const column = await categoryColumn(field, images, pause);
    if (column !== undefined) columns.push(column);
  }
  for (const field of numberFields) {
    const values = new Float32Array(images.length).fill(NaN);
    await inSlices(images, pause, ({ fields }, row) => {
      values[row] = fields[field] ?? NaN;
    });
    if (differs(values)) columns.push({ field, values });
  }
  const user = [await ratingColumn(images, pause), await tagColumn(images, pause)];
  return [...columns, ...user.filter((column) => column !== undefined)];
}

/** Undefined where all images are alike. */
async function categoryColumn(
  field: CategoryField,
  images: readonly CollectedImage[],
  pause: Pause,
): Promise<CategoryColumn | undefined> {
  const counts = new Map<string, number>();
  let named = 0;
  await inSlices(images, pause, ({ fields }) => {
    const word = fields[field];
    if (word === undefined) return;
    named++;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  if (counts.size === 0 || (counts.size === 1 && named === images.length)) return undefined;
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const labels = byCount.slice(0, MOST_LABELS).map(([label]) => label);
  const indices = new Map(labels.map((label, index) => [label, index]));
  const values = new Uint8Array(images.length);
  await inSlices(images, pause, ({ fields }, row) => {
    const word = fields[field];
    values[row] = word === undefined ? UNKNOWN : (indices.get(word) ?? OTHER);
  });
  return { field, labels, values };
}

function differs(values: Float32Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return first !== undefined && values.some((value) => !Number.isNaN(value) && value !== first);
}
