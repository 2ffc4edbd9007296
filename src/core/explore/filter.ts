import { categoriesOf, groupings, type Grouping } from './categories.ts';
import type { ColourBy } from './colouring.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';

/** What the user does not want to look at: groups, by their keys. */
export type Hidden = Readonly<Partial<Record<Grouping, readonly string[]>>>;

/**
 * 1 for each hidden image, in the order of the map's rows; undefined where none is. An image is hidden where its group is, in
 * any grouping; of several groups (tags), all of them.
 */
export function hiddenRows(
  map: ExplorerMap,
  projection: Pick<ProjectionView, 'vectors'>,
  hidden: Hidden,
): Uint8Array | undefined {
  const rows = new Uint8Array(map.images.ids.length);
  for (const by of groupings) {
    const keys = new Set(hidden[by]);
    const categories = keys.size === 0 ? undefined : categoriesOf(map, projection, by);
    if (categories === undefined) continue;
    const isHidden = categories.keys.map((key) => keys.has(key));
    const { groupOf, groupsOf } = categories;
    for (let row = 0; row < rows.length; row++) {
      const groups = groupsOf?.(row) ?? [groupOf(row)];
      if (groups.every((group) => isHidden[group] === true)) rows[row] = 1;
    }
  }
  return rows.includes(1) ? rows : undefined;
}

/** 1 for each image that is hidden, or that was not found while some were looked for; undefined where none is. */
export function greyedRows(
  hidden: Uint8Array | undefined,
  found: Uint8Array | undefined,
): Uint8Array | undefined {
  return found === undefined ? hidden : found.map((is, row) => (is === 1 && hidden?.[row] !== 1 ? 0 : 1));
}

/** The hidden entries of a legend. */
export function hiddenIn(hidden: Hidden, by: ColourBy): readonly string[] {
  return hidden[by as Grouping] ?? [];
}

/** With an entry hidden that was not, or shown that was hidden. */
export function toggled(hidden: Hidden, by: ColourBy, key: string): Hidden {
  const before = hiddenIn(hidden, by);
  const without = before.filter((other) => other !== key);
  return { ...hidden, [by]: without.length < before.length ? without : [...before, key] };
}

/** With all entries of a legend hidden but one; all shown where that is so already. */
export function isolated(hidden: Hidden, by: ColourBy, key: string, keys: readonly string[]): Hidden {
  const others = keys.filter((other) => other !== key);
  const before = hiddenIn(hidden, by);
  const isAlone = !before.includes(key) && others.every((other) => before.includes(other));
  return { ...hidden, [by]: isAlone ? [] : others };
}
