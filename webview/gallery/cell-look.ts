import { imageName } from '../../src/core/image-name.ts';
import { localDecimal } from '../../src/core/language.ts';
import type { Scene } from '../scatter/scene.ts';
import type { CellLook } from './grid-cell.ts';
import type { Listing } from './listing.ts';

/** What the cell of an image shows, by its row. */
export function cellLook(
  { map, colouring, selected }: Scene,
  { keys, source, sort, found }: Listing,
  row: number,
  text?: string,
): CellLook {
  const id = map.images.ids[row] ?? '';
  // Where images are sorted by it, the caption says it.
  const score = source === 'hits' && sort.by !== 'score' ? found?.scores?.get(row) : undefined;
  return {
    id,
    name: imageName(id),
    caption: keys.textOf(row),
    score: score === undefined ? undefined : localDecimal(score, 2),
    colour: colouring.markOf(row).colour,
    isSelected: selected?.[row] === 1,
    text,
  };
}
