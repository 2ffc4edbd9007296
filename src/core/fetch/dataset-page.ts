import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { JsonObject } from '../collection/json-value.ts';
import { LexiclipError } from '../errors.ts';
import { localList } from '../language.ts';

/*
 * A page of rows, as `/search`, `/filter` and `/rows` of the dataset viewer answer alike (huggingface/dataset-viewer,
 * docs/source/search.md, rows.md, filter.md).
 */

export interface Row {
  /** Its number in the split, whichever rows were found. */
  readonly row_idx: number;
  readonly row: JsonObject;
  /** Columns whose values are not whole. */
  readonly truncated_cells: readonly string[];
}

export interface Page {
  readonly features: readonly { readonly name: string; readonly type: unknown }[];
  readonly rows: readonly Row[];
  /** How many there are in all, where it says so. */
  readonly total: number | undefined;
}

export interface Columns {
  readonly image: string;
  readonly text: string;
}

const pageSchema = z.looseObject({
  features: z.array(z.looseObject({ name: z.string(), type: z.unknown() })).catch([]),
  rows: z.array(z.unknown()),
  num_rows_total: z.number().int().nonnegative().optional().catch(undefined),
});

const rowSchema = z.looseObject({
  row_idx: z.number().int().nonnegative(),
  row: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  truncated_cells: z.array(z.string()).catch([]),
});

/** @throws LexiclipError `no-images-key` for JSON that is no page. Rows that are none are left out. */
export function readPage(body: unknown, url: string): Page {
  const page = pageSchema.safeParse(body);
  if (!page.success) {
    const setting = 'lexiclip.huggingFace.endpoint';
    throw new LexiclipError({ kind: 'no-images-key', url, key: 'rows', setting });
  }
  const { features, rows, num_rows_total: total } = page.data;
  return { features, rows: rows.flatMap((row) => rowSchema.safeParse(row).data ?? []), total };
}

/** Names of text columns, the likeliest first: what datasets of prompts and of captions call them. */
const TEXT_NAMES = ['prompt', 'caption', 'text', 'captions', 'description', 'title'];

/**
 * The columns of images and of texts: those that were named, else the first of their types.
 * @throws LexiclipError `dataset-refused` where there is none.
 */
export function columnsOf(
  { features }: Page,
  named: { readonly imageColumn?: string | undefined; readonly textColumn?: string | undefined },
  dataset: string,
): Columns {
  const names = features.map(({ name }) => name);
  const ofType = (fits: (type: Readonly<Record<string, unknown>>) => boolean): readonly string[] =>
    features.flatMap(({ name, type }) => (isObject(type) && fits(type) ? name : []));
  const choose = (kind: ColumnKind, given: string | undefined, found: readonly string[]): string => {
    const [first] = found;
    if (given !== undefined && (names.length === 0 || names.includes(given))) return given;
    if (given === undefined && first !== undefined) return first;
    const detail = describeMissingColumn(kind, given, localList(names));
    throw new LexiclipError({ kind: 'dataset-refused', dataset, detail });
  };
  const texts = ofType(isText);
  const likely = TEXT_NAMES.filter((name) => texts.includes(name));
  const images = ofType((type) => isImage(type) || (isObject(type['feature']) && isImage(type['feature'])));
  return {
    image: choose('images', named.imageColumn, images),
    text: choose('texts', named.textColumn, [...likely, ...texts]),
  };
}

type ColumnKind = 'images' | 'texts';

function describeMissingColumn(kind: ColumnKind, given: string | undefined, columns: string): string {
  if (given !== undefined)
    return l10n.t('it has no column {name}; its columns are {columns}', { name: given, columns });
  return kind === 'images'
    ? l10n.t('it has no column of images; its columns are {columns}', { columns })
    : l10n.t('it has no column of texts; its columns are {columns}', { columns });
}

function isImage(type: Readonly<Record<string, unknown>>): boolean {
  return type['_type'] === 'Image';
}

function isText(type: Readonly<Record<string, unknown>>): boolean {
  return type['_type'] === 'Value' && (type['dtype'] === 'string' || type['dtype'] === 'large_string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
