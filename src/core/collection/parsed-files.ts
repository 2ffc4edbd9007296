import type { z } from 'zod';
import { decodeJson, decodeVersioned } from './json.ts';
import {
  embeddingsSchema,
  neighboursSchema,
  projectionSchema,
  type embeddingsHeaderSchema,
  type neighboursHeaderSchema,
} from './schema.ts';
import type { CollectionStore } from './store.ts';
import { storedMap, type StoredMap } from './stored-map.ts';

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

/**
 * Reads such a file and parses it, where it is large off the calling thread: a second of parsing would hold the editor.
 * Undefined where there is no such file.
 * @throws LexiclipError `corrupt-file`, `newer-format`, and what reading throws.
 */
export type ReadParsed = <K extends keyof ParsedFiles>(
  kind: K,
  path: string,
) => Promise<ParsedFiles[K] | undefined>;

type Parsers = { readonly [K in keyof ParsedFiles]: (text: string, path: string) => ParsedFiles[K] };

export const parsers: Parsers = {
  map: (text, path) => storedMap(decodeJson(text, projectionSchema, path)),
  embeddings: (text, path) => {
    const { rows, ...header } = decodeJson(text, embeddingsSchema, path);
    return { ...header, ...columnsOf(rows) };
  },
  neighbours: (text, path) => {
    const { rows, ...header } = decodeVersioned(text, neighboursSchema, path);
    return { ...header, ...columnsOf(rows) };
  },
};

/** Parses on the calling thread. */
export function parsingHere(store: Pick<CollectionStore, 'readText'>): ReadParsed {
  return async (kind, path) => {
    const text = await store.readText(path);
    return text === undefined ? undefined : parsers[kind](text, path);
  };
}

/** Of whatever has an id and a digest: rows of a file, or images. */
export function columnsOf(rows: readonly { readonly id: string; readonly sha256: string }[]): RowColumns {
  return { ids: rows.map(({ id }) => id), digests: rows.map(({ sha256 }) => sha256) };
}
