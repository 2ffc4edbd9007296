import * as z from 'zod';
import { clusteredImageSchema, clustersSchema } from './clusters-schema.ts';
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
import type { CollectionStore } from './store.ts';
import { ClusterRows, type StoredClusters } from './stored-clusters.ts';
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
  readonly clusters: StoredClusters;
  readonly embeddings: EmbeddingsDescription;
  readonly neighbours: NeighboursDescription;
}

type Row = z.infer<typeof rowSchema>;

/** An image of that id, where one is in memory: a hundred thousand texts that are there already take 7 MB. */
export type KnownImage = (id: string) => Row | undefined;

/** What such a file is read from. */
export type FileReader = Pick<CollectionStore, 'readParts' | 'readText'>;

/** Undefined where there is no such file. @throws LexiclipError `corrupt-file`, `newer-format`. */
export function parsedFile<K extends keyof ParsedFiles>(
  kind: K,
  store: FileReader,
  path: string,
  known: KnownImage,
): Promise<ParsedFiles[K] | undefined> {
  return parsers[kind](store, path, known);
}

type Parser<T> = (store: FileReader, path: string, known: KnownImage) => Promise<T | undefined>;

const parsers: { readonly [K in keyof ParsedFiles]: Parser<ParsedFiles[K]> } = {
  map: async (store, path, known) => {
    const columns = new PointColumns();
    const taken = await takeLongList(store, path, 'points', z.array(pointSchema), (some) => {
      for (const point of some) columns.add(point, known(point.id)?.id);
    });
    const text = taken === 'as-a-whole' ? await store.readText(path) : taken?.text;
    if (text === undefined) return undefined;
    const { points, ...header } = decodeJson(text, projectionSchema, path);
    return (taken === 'as-a-whole' ? PointColumns.from(points) : columns).of(header);
  },
  clusters: async (store, path, known) => {
    const rows = new ClusterRows();
    const taken = await takeLongList(store, path, 'images', z.array(clusteredImageSchema), (some) => {
      for (const image of some) rows.add(image, known(image.id)?.id);
    });
    const text = taken === 'as-a-whole' ? await store.readText(path) : taken?.text;
    if (text === undefined) return undefined;
    const { images, ...header } = decodeVersioned(text, clustersSchema, path);
    return (taken === 'as-a-whole' ? ClusterRows.from(images) : rows).of(header);
  },
  embeddings: async (store, path, known) => {
    const found = await takeRows(store, path, known);
    if (found === undefined) return undefined;
    const { rows, ...header } = decodeJson(found.text, embeddingsSchema, path);
    return { ...header, ...(found.columns ?? columnsOf(rows)) };
  },
  neighbours: async (store, path, known) => {
    const found = await takeRows(store, path, known);
    if (found === undefined) return undefined;
    const { rows, ...header } = decodeVersioned(found.text, neighboursSchema, path);
    return { ...header, ...(found.columns ?? columnsOf(rows)) };
  },
};

/** The text without its rows, where they could be taken, and the rows; else the whole text. */
async function takeRows(
  store: FileReader,
  path: string,
  known: KnownImage,
): Promise<{ readonly text: string; readonly columns?: RowColumns } | undefined> {
  const [ids, digests]: [string[], string[]] = [[], []];
  const taken = await takeLongList(store, path, 'rows', z.array(rowSchema), (some) => {
    for (const { id, sha256 } of some) {
      const image = known(id);
      ids.push(image?.id ?? id);
      digests.push(image?.sha256 === sha256 ? image.sha256 : sha256);
    }
  });
  if (taken !== 'as-a-whole') return taken && { ...taken, columns: { ids, digests } };
  const text = await store.readText(path);
  return text === undefined ? undefined : { text };
}

/** Of whatever has an id and a digest: rows of a file, or images. */
export function columnsOf(rows: readonly { readonly id: string; readonly sha256: string }[]): RowColumns {
  return { ids: rows.map(({ id }) => id), digests: rows.map(({ sha256 }) => sha256) };
}
