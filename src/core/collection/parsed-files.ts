import type { z } from 'zod';
import { decodeJson, decodeVersioned } from './json.ts';
import {
  embeddingsSchema,
  neighboursSchema,
  projectionSchema,
  type embeddingsHeaderSchema,
  type neighboursHeaderSchema,
} from './schema.ts';
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
 * Parses such a file, where it is large off the calling thread: a second of parsing would hold the editor.
 * @throws LexiclipError `corrupt-file`, `newer-format`.
 */
export type ParseFile = <K extends keyof ParsedFiles>(
  kind: K,
  path: string,
  text: string,
) => Promise<ParsedFiles[K]>;

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

/** Parses at once, on the calling thread. */
export const parseHere: ParseFile = async (kind, path, text) => {
  await Promise.resolve();
  return parsers[kind](text, path);
};

/** Of whatever has an id and a digest: rows of a file, or images. */
export function columnsOf(rows: readonly { readonly id: string; readonly sha256: string }[]): RowColumns {
  return { ids: rows.map(({ id }) => id), digests: rows.map(({ sha256 }) => sha256) };
}
