import type { CollectedImage } from '../../collection/collection-view.ts';
import { inSlices } from '../../collection/in-slices.ts';
import type { Pause } from '../../collection/index-entries.ts';

/** Which images the rows of a file are of. */
export interface MatchedRows {
  /** In the collection's order: an image, and the first row that is of it. */
  readonly matches: readonly { readonly image: CollectedImage; readonly row: number }[];
  readonly unknown: number;
  readonly duplicates: number;
  readonly missing: number;
}

/**
 * Finds the images of rows by their ids, or by their paths as prompt files name them.
 */
export async function matchRows(
  ids: readonly string[],
  images: readonly CollectedImage[],
  pause: Pause,
): Promise<MatchedRows> {
  const byName = new Map<string, number>();
  await inSlices(images, pause, (image, at) => {
    if (!byName.has(image.image)) byName.set(image.image, at);
  });
  // An id counts before a path.
  await inSlices(images, pause, ({ id }, at) => {
    byName.set(id, at);
  });
  const rowOf = new Int32Array(images.length).fill(-1);
  let [unknown, duplicates] = [0, 0];
  await inSlices(ids, pause, (id, row) => {
    const at = byName.get(id) ?? byName.get(id.replaceAll('\\', '/'));
    if (at === undefined) unknown++;
    else if (rowOf[at] === -1) rowOf[at] = row;
    else duplicates++;
  });
  const matches = images.flatMap((image, at) => {
    const row = rowOf[at] ?? -1;
    return row < 0 ? [] : [{ image, row }];
  });
  return { matches, unknown, duplicates, missing: images.length - matches.length };
}
