import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { parse as parseCsv } from 'csv-parse/sync';
import * as z from 'zod';
import { parseJson } from '../../../core/collection/json.ts';
import { LONGEST_NAME } from '../../../core/collection/schema.ts';
import type { ImportedTable } from '../../../core/exchange/import/imported-table.ts';
import { knownColumns } from '../../../core/exchange/import/known-columns.ts';
import { checkPlainFile, refuseFile } from './plain-file.ts';

const MOST_BYTES = 256 * 2 ** 20;

const cell = z.union([z.string().max(LONGEST_NAME), z.number()]);
const rowsSchema = z.array(z.record(z.string(), z.unknown()));
/** A map's file of ours, too. */
const jsonSchema = z.union([
  rowsSchema,
  z.looseObject({ points: rowsSchema }).transform(({ points }) => points),
]);

/**
 * Reads a map from CSV, JSON or JSON Lines: a row for each image, with its id and its place.
 * @throws LexiclipError `bad-import`
 */
export async function readPointsFile(file: string): Promise<ImportedTable> {
  await checkPlainFile(file, MOST_BYTES);
  const rows = rowsIn(await readFile(file, 'utf8'), /\.csv$/i.test(file));
  if (rows === undefined) refuseFile(file, l10n.t('it is no list of rows'));
  const { id, x, y, z: depth } = knownColumns(Object.keys(rows[0] ?? {}));
  if (id === undefined) refuseFile(file, l10n.t('it has no column of ids'));
  if (x === undefined || y === undefined) refuseFile(file, l10n.t('it has no columns x and y'));
  const axes = depth === undefined ? [x, y] : [x, y, depth];
  const layout = new Float64Array(rows.length * axes.length);
  const ids = rows.map((row, at) => {
    axes.forEach((axis, offset) => (layout[at * axes.length + offset] = numberOf(row[axis])));
    return String(cell.safeParse(row[id]).data ?? '');
  });
  return { ids, points: { layout, dimensions: axes.length === 3 ? 3 : 2 } };
}

function rowsIn(text: string, isCsv: boolean): z.infer<typeof rowsSchema> | undefined {
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (isCsv) {
    try {
      return rowsSchema.safeParse(parseCsv(whole, { columns: true, skip_empty_lines: true })).data;
    } catch {
      return undefined;
    }
  }
  const lines = whole.split(/\r?\n/);
  const isLines = whole.startsWith('{') && lines.length > 1 && parseJson(lines[0] ?? '') !== undefined;
  return isLines
    ? rowsSchema.safeParse(lines.map(parseJson)).data
    : jsonSchema.safeParse(parseJson(whole)).data;
}

/** An empty cell is no 0. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}
