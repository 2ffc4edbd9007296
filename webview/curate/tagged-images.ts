import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { tagsOf, type TagColumn } from '../../src/core/explore/user-columns.ts';

/** Tags of some images, and how many of these have each. */
export interface TaggedImages {
  readonly count: number;
  readonly tags: readonly { readonly tag: string; readonly images: number }[];
}

/** The tags of some images of a map: those that all have first, then by the alphabet. */
export function taggedImages({ images }: ExplorerMap, ids: readonly string[]): TaggedImages {
  const column = columnOf(images.fields);
  const wanted = new Set(ids);
  const counts = new Map<number, number>();
  if (column !== undefined)
    for (const [row, id] of images.ids.entries())
      if (wanted.has(id)) for (const tag of tagsOf(column, row)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const tags = [...counts].map(([tag, count]) => ({ tag: column?.labels[tag] ?? '', images: count }));
  const isOfAll = (count: number): number => (count === wanted.size ? 0 : 1);
  tags.sort((a, b) => isOfAll(a.images) - isOfAll(b.images) || (a.tag < b.tag ? -1 : 1));
  return { count: wanted.size, tags };
}

/** All tags of a map, the most frequent first. */
export function allTags({ images }: ExplorerMap): readonly string[] {
  return columnOf(images.fields)?.labels ?? [];
}

function columnOf(fields: ExplorerMap['images']['fields']): TagColumn | undefined {
  return fields.find((one): one is TagColumn => one.field === 'tags');
}
