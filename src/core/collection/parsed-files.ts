import { z } from 'zod';
import type { Pause } from './index-entries.ts';
import { decodeJson, decodeVersioned } from './json.ts';
import { takeLongList } from './long-list.ts';
import {
  embeddingsSchema,
  neighboursSchema,
  pointSchema,
  projectionSchema,
  rowSchema,
  type embeddingsHeaderSchema,
  type neighboursHeaderSchema,
} from './schema.ts';
import { PointColumns, type StoredMap } from './stored-map.ts';

/** Which image each row of a matrix is of: its id, and the digest of its bytes. */
export interface RowColumns {
  readonly ids: readonly string[];
  readonly digests: readonly string[];
}

export type EmbeddingsDescription = z.infer<typeof embeddingsHeaderSchema> & RowColumns;
export type NeighboursDescription = z.infer<typeof neighboursHeaderSchema> & RowColumns;

/** The JSON files that grow with the collection, as they are used. */
export interface ParsedFiles {
  readonly map: StoredMap;
  readonly embeddings: EmbeddingsDescription;
  readonly neighbours: NeighboursDescription;
}

/** @throws LexiclipError `corrupt-file`, `newer-format`. */
export function parsedFile<K extends keyof ParsedFiles>(
  kind: K,
  text: string,
  path: string,
  pause: Pause,
): Promise<ParsedFiles[K]> {
  return parsers[kind](text, path, pause);
}

type Parser<T> = (text: string, path: string, pause: Pause) => Promise<T>;

const parsers: { readonly [K in keyof ParsedFiles]: Parser<ParsedFiles[K]> } = {
  map: async (text, path, pause) => {
    const columns = new PointColumns();
    const take = (some: readonly z.infer<typeof pointSchema>[]): void => {
      for (const point of some) columns.add(point);
    };
    const rest = await takeLongList(text, 'points', z.array(pointSchema), take, pause);
    const { points, ...header } = decodeJson(rest ?? text, projectionSchema, path);
    return (rest === undefined ? PointColumns.from(points) : columns).of(header);
  },
  embeddings: async (text, path, pause) => {
    const [rest, columns] = await takeRows(text, pause);
    const { rows, ...header } = decodeJson(rest ?? text, embeddingsSchema, path);
    return { ...header, ...(rest === undefined ? columnsOf(rows) : columns) };
  },
  neighbours: async (text, path, pause) => {
    const [rest, columns] = await takeRows(text, pause);
    const { rows, ...header } = decodeVersioned(rest ?? text, neighboursSchema, path);
    return { ...header, ...(rest === undefined ? columnsOf(rows) : columns) };
  },
};

/** The text without its rows, where they could be taken, and the rows. */
async function takeRows(text: string, pause: Pause): Promise<[string | undefined, RowColumns]> {
  const [ids, digests]: [string[], string[]] = [[], []];
  const take = (some: readonly z.infer<typeof rowSchema>[]): void => {
    for (const { id, sha256 } of some) {
      ids.push(id);
      digests.push(sha256);
    }
  };
  const header = await takeLongList(text, 'rows', z.array(rowSchema), take, pause);
  return [header, { ids, digests }];
}

/** Of whatever has an id and a digest: rows of a file, or images. */
export function columnsOf(rows: readonly { readonly id: string; readonly sha256: string }[]): RowColumns {
  return { ids: rows.map(({ id }) => id), digests: rows.map(({ sha256 }) => sha256) };
}
