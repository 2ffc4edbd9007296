import { SHEET_CELLS, type Sheet } from '../collection/sheets.ts';
import { shuffledRows } from '../shuffled.ts';

/** An image that has a thumbnail. */
export interface PicturedImage {
  readonly id: string;
  readonly sha256: string;
}

export interface SheetPlan {
  /** The images of each sheet to be made. */
  readonly make: readonly (readonly PicturedImage[])[];
  /** Names of the sheets that stay. */
  readonly keep: ReadonlySet<string>;
}

/**
 * Which sheets to make so that every image is in one. Full sheets stay as they are while at least half of their cells
 * are of use; of others there is at most one, which is what new images are added to. So adding images writes no more
 * than what they need and one sheet.
 *
 * Images are taken in the order in which maps prefer them (`shuffledRows`): a view of all of a large map needs the first
 * sheets only.
 */
export function planSheets(images: readonly PicturedImage[], sheets: readonly Sheet[]): SheetPlan {
  const digests = new Map(images.map(({ id, sha256 }) => [id, sha256]));
  const isCurrent = ({ id, sha256 }: PicturedImage): boolean => digests.get(id) === sha256;
  const placed = new Set<string>();
  const take = (sheet: Sheet): void => {
    for (const cell of sheet.cells) if (isCurrent(cell)) placed.add(cell.id);
  };
  const usable = sheets.filter(({ cells }) => {
    const current = cells.filter(isCurrent).length;
    return current > 0 && 2 * current >= cells.length;
  });
  const full = usable.filter(({ cells }) => cells.length >= SHEET_CELLS);
  full.forEach(take);
  const [open, ...others] = usable.filter(({ cells }) => cells.length < SHEET_CELLS);
  const isComplete = images.every(
    ({ id }) => placed.has(id) || open?.cells.some((cell) => cell.id === id && isCurrent(cell)) === true,
  );
  const isKept = open !== undefined && others.length === 0 && isComplete;
  if (isKept) take(open);
  const rest = images.filter(({ id }) => !placed.has(id));
  const order = Array.from(shuffledRows(rest.map(({ id }) => id)), (row) => rest[row]).filter(
    (image) => image !== undefined,
  );
  const make: PicturedImage[][] = [];
  for (let at = 0; at < order.length; at += SHEET_CELLS) make.push(order.slice(at, at + SHEET_CELLS));
  return { make, keep: new Set([...full, ...(isKept ? [open] : [])].map(({ name }) => name)) };
}
