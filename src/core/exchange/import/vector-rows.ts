import type { CollectedImage } from '../../collection/collection-view.ts';
import { isDirection, type EmbeddingRow } from '../../collection/embedding-rows.ts';
import { inSlices } from '../../collection/in-slices.ts';
import type { Pause } from '../../collection/index-entries.ts';
import type { ImportedNumbers } from './imported-table.ts';

export interface VectorRows {
  readonly rows: readonly EmbeddingRow[];
  /** Rows with numbers that are not finite, or all 0. */
  readonly unusable: number;
  /** Rows that had another length than 1, and have it now. */
  readonly normalised: number;
}

/** The vectors of images, each of length 1: those that are so keep their bits. */
export async function vectorRows(
  matches: readonly { readonly image: CollectedImage; readonly row: number }[],
  { numbers, dimension }: ImportedNumbers,
  pause: Pause,
): Promise<VectorRows> {
  const rows: EmbeddingRow[] = [];
  let [unusable, normalised] = [0, 0];
  await inSlices(matches, pause, ({ image: { id, sha256 }, row }) => {
    const given = numbers.subarray(row * dimension, (row + 1) * dimension);
    const vector = isDirection(given) ? given : directionOf(given);
    if (vector === undefined) unusable++;
    else {
      if (vector !== given) normalised++;
      rows.push({ id, sha256, vector });
    }
  });
  return { rows, unusable, normalised };
}

/** Undefined where there is none: for zeros, and for what is not finite. */
function directionOf(vector: Float32Array): Float32Array | undefined {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return Number.isFinite(length) && length > 0 ? vector.map((value) => value / length) : undefined;
}
