import type { z } from 'zod';
import type { Pause } from './index-entries.ts';
import { parseShallow } from './json.ts';

/** Characters that are parsed and checked within some milliseconds. */
const PIECE = 100_000;

/**
 * Takes the one long list of a file piece by piece, so that neither the thread nor the memory is held by all of it: for
 * files that are laid out as `encodeJson` lays them out, where the list's items are objects, two levels in.
 * @param key Of the list, at the top level of the file.
 * @param items Checks the items of a piece.
 * @returns The file with an empty list; undefined where it is laid out in another way or damaged, and has to be parsed as
 * a whole. Some items may have been taken then.
 */
export async function takeLongList<T>(
  text: string,
  key: string,
  items: z.ZodType<readonly T[]>,
  take: (some: readonly T[]) => void,
  pause: Pause,
): Promise<string | undefined> {
  // A line break is none of a string's: what stands at the start of a line is never a part of one.
  const opening = `\n  "${key}": [`;
  const start = text.indexOf(`${opening}\n    {\n`);
  const end = start < 0 ? -1 : text.indexOf('\n  ]', start);
  if (end < 0) return undefined;
  for (let at = start + opening.length; at < end;) {
    const cut = end - at <= PIECE ? -1 : text.lastIndexOf(ITEM_END, at + PIECE);
    const until = cut > at ? cut + ITEM_END.length - 1 : end;
    const some = items.safeParse(parseShallow(`[${text.slice(at, until)}]`)).data;
    if (some === undefined) return undefined;
    take(some);
    at = until + 1;
    await pause();
  }
  return `${text.slice(0, start + opening.length)}${text.slice(end)}`;
}

/** With the comma that stands between two items. */
const ITEM_END = '\n    },';
