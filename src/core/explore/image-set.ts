/**
 * Marks the images of a set in the columns of a map.
 * @param ids Of all images, in the order of rows.
 * @returns 1 for each image of the set; undefined where none is among them.
 */
export function rowsOf(set: ReadonlySet<string>, ids: readonly string[]): Uint8Array | undefined {
  if (set.size === 0) return undefined;
  const rows = new Uint8Array(ids.length);
  let found = false;
  for (let row = 0; row < ids.length; row++)
    if (set.has(ids[row] ?? '')) {
      rows[row] = 1;
      found = true;
    }
  return found ? rows : undefined;
}
