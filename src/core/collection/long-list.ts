import type { z } from 'zod';
import { parseShallow } from './json.ts';
import { readLines } from './read-lines.ts';
import type { CollectionStore } from './store.ts';

/**
 * Takes the one long list of a file part by part, so that neither the thread nor the memory is held by all of it: for
 * files that are laid out as `encodeJson` lays them out, where the list's items are objects, two levels in.
 * @param key Of the list, at the top level of the file.
 * @param items Checks the items of a part.
 * @returns The file with an empty list; `as-a-whole` where it is laid out in another way or damaged, and has to be parsed
 * so: some items may have been taken then. Undefined where there is no file.
 */
export async function takeLongList<T>(
  store: Pick<CollectionStore, 'readParts'>,
  path: string,
  key: string,
  items: z.ZodType<readonly T[]>,
  take: (some: readonly T[]) => void,
): Promise<{ readonly text: string } | 'as-a-whole' | undefined> {
  const list = new LongList(key, (text) => {
    const some = items.safeParse(parseShallow(text)).data;
    if (some !== undefined) take(some);
    return some !== undefined;
  });
  const isThere = await readLines(store, path, (lines) => {
    list.add(lines);
  });
  if (!isThere) return undefined;
  return list.rest === undefined ? 'as-a-whole' : { text: list.rest };
}

/** With the comma that stands between two items. */
const ITEM_END = '\n    },';
/** Neither what stands before the list nor an item has so many characters. */
const LONGEST = 1_000_000;

/** A line break is none of a string's: what stands at the start of a line is never a part of one. */
class LongList {
  readonly #opening: string;
  readonly #take: (items: string) => boolean;
  #place: 'before' | 'within' | 'after' | 'elsewhere' = 'before';
  /** Of the file, what is not in the list. */
  #rest = '';
  #items = '';

  /** @param take Takes items as a JSON list; answers whether they are such. */
  constructor(key: string, take: (items: string) => boolean) {
    this.#opening = `\n  "${key}": [`;
    this.#take = take;
  }

  get rest(): string | undefined {
    return this.#place === 'after' ? this.#rest : undefined;
  }

  add(lines: string): void {
    if (this.#place === 'before') this.#begin(lines);
    else if (this.#place === 'within') this.#continue(lines);
    else if (this.#place === 'after') this.#rest += lines;
  }

  #begin(lines: string): void {
    this.#rest += lines;
    const start = this.#rest.indexOf(`${this.#opening}\n    {\n`);
    if (start < 0) {
      if (this.#rest.length > LONGEST) this.#place = 'elsewhere';
      return;
    }
    const end = start + this.#opening.length;
    const first = this.#rest.slice(end);
    this.#rest = this.#rest.slice(0, end);
    this.#place = 'within';
    this.#continue(first);
  }

  #continue(lines: string): void {
    const items = this.#items + lines;
    const end = items.indexOf('\n  ]');
    const cut = items.lastIndexOf(ITEM_END);
    const until = end >= 0 ? end : cut < 0 ? -1 : cut + ITEM_END.length - 1;
    this.#items = end < 0 ? items.slice(until + 1) : '';
    const isList = this.#items.length <= LONGEST && (until < 0 || this.#take(`[${items.slice(0, until)}]`));
    if (!isList) this.#place = 'elsewhere';
    else if (end >= 0) {
      this.#rest += items.slice(end);
      this.#place = 'after';
    }
  }
}
