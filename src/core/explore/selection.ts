/** What becomes of the selection by images that are picked: they alone, or more, fewer, or each the other way round. */
export type SelectMode = 'replace' | 'add' | 'remove' | 'toggle';

/**
 * The selection after images were picked.
 * @returns The same object where nothing is another; the order is that in which images were selected.
 */
export function selectedBy(
  before: ReadonlySet<string>,
  picked: Iterable<string>,
  mode: SelectMode,
): ReadonlySet<string> {
  const after = new Set(mode === 'replace' ? [] : before);
  for (const id of picked) {
    if (mode === 'remove' || (mode === 'toggle' && before.has(id))) after.delete(id);
    else after.add(id);
  }
  return after.size === before.size && [...after].every((id) => before.has(id)) ? before : after;
}

/** Images, as rows of a map. */
interface Shown {
  readonly map: { readonly images: { readonly ids: readonly string[] } };
  readonly projection: { readonly xy: Float32Array };
  /** 1 for each image that is hidden. */
  readonly hidden: Uint8Array | undefined;
}

/** The ids of the images that can be seen on a map, of those for which `counts` holds: they have a place and are not hidden. */
export function shownIds(
  { map, projection, hidden }: Shown,
  counts: (row: number) => boolean = () => true,
): readonly string[] {
  return map.images.ids.filter(
    (_, row) => hidden?.[row] !== 1 && !Number.isNaN(projection.xy[2 * row] ?? NaN) && counts(row),
  );
}
