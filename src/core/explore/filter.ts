import type { CategoryField } from '../collection/image-fields.ts';
import { entryOf, isCategory, keysOf, type ColourBy } from './colouring.ts';
import type { ExplorerMap } from './map.ts';

/** What the user does not want to look at: concepts, and labels of fields, by the keys of their legends' entries. */
export type Hidden = Readonly<Partial<Record<'concept' | CategoryField, readonly string[]>>>;

/** 1 for each image that is hidden by any of its labels, in the order of the map's rows; undefined where none is. */
export function hiddenRows({ concepts, images }: ExplorerMap, hidden: Hidden): Uint8Array | undefined {
  const rows = new Uint8Array(images.ids.length);
  const hiddenConcepts = new Set(hidden.concept);
  const isHidden = concepts.map((concept) => hiddenConcepts.has(concept));
  if (hiddenConcepts.size > 0)
    images.concepts.forEach((concept, row) => {
      if (isHidden[concept] === true) rows[row] = 1;
    });
  for (const column of images.fields) {
    if (!isCategory(column)) continue;
    const keys = new Set(hidden[column.field]);
    if (keys.size === 0) continue;
    const entries = keysOf(column).map((key) => keys.has(key));
    column.values.forEach((_, row) => {
      if (entries[entryOf(column, row)] === true) rows[row] = 1;
    });
  }
  return rows.includes(1) ? rows : undefined;
}

/** The hidden entries of a legend. */
export function hiddenIn(hidden: Hidden, by: ColourBy): readonly string[] {
  return hidden[by as keyof Hidden] ?? [];
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
