import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { inSlices } from '../collection/in-slices.ts';
import { readSheets, SHEET_CELLS } from '../collection/sheets.ts';

/** In which sheet's cell each image of a map is. */
export interface PictureColumns {
  /** Names of the sheets' files, without extension. */
  readonly sheets: readonly string[];
  /** For each image: its sheet's index · SHEET_CELLS + its cell; NO_CELL where it is in none. */
  readonly cells: Uint32Array;
  /** [width, height] of each image's picture in its cell, in pixels. */
  readonly sizes: Uint8Array;
}

export const NO_CELL = 0xffffffff;

/** Undefined where none of the images is in a sheet. What is in a sheet of other bytes than the image's now is in none. */
export async function pictureColumns(
  images: readonly CollectedImage[],
  collection: Collection,
): Promise<PictureColumns | undefined> {
  const sheets = await readSheets(collection);
  if (sheets.length === 0) return undefined;
  const rows = new Map<string, number>();
  await inSlices(images, collection.pause, ({ id }, row) => {
    rows.set(id, row);
  });
  const cells = new Uint32Array(images.length).fill(NO_CELL);
  const sizes = new Uint8Array(images.length * 2);
  for (const [at, sheet] of sheets.entries()) {
    for (const [cell, { id, sha256, width, height }] of sheet.cells.entries()) {
      const row = rows.get(id);
      if (row === undefined || width === 0 || images[row]?.sha256 !== sha256) continue;
      cells[row] = at * SHEET_CELLS + cell;
      sizes.set([width, height], row * 2);
    }
    await collection.pause();
  }
  return { sheets: sheets.map(({ name }) => name), cells, sizes };
}
