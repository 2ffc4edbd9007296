import { parse as parseCsv } from 'csv-parse/sync';
import * as z from 'zod';
import { parseJson } from '../../../core/collection/json.ts';
import { LONGEST_NAME } from '../../../core/collection/schema.ts';
import { knownColumns } from '../../../core/exchange/import/known-columns.ts';

const name = z.union([z.string().max(LONGEST_NAME), z.number()]).transform(String);
const list = z.array(name);
const items = z.array(z.looseObject({ id: name })).transform((all) => all.map(({ id }) => id));
/** Ours, beside a matrix: `rows` with ids. */
const description = z.looseObject({ rows: items }).transform(({ rows }) => rows);
const idsSchema = z.union([
  list,
  items,
  description,
  z.looseObject({ ids: list }).transform(({ ids }) => ids),
]);

/**
 * Ids, in order, from any common form: JSON (a list of ids, of objects with `id`, or one with `ids` or `rows`), CSV with a
 * column of them, or a line for each. Undefined for what is none.
 */
export function parseIds(text: string): readonly string[] | undefined {
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (/^[[{]/.test(whole)) return idsSchema.safeParse(parseJson(whole)).data;
  const [first = ''] = whole.split(/\r?\n/, 1);
  const { id } = knownColumns(first.split(',').map((cell) => cell.trim().replace(/^"|"$/g, '')));
  if (id === undefined) return whole === '' ? [] : whole.split(/\r?\n/).map((line) => line.trim());
  try {
    const rows = parseCsv(whole, { columns: true, relax_column_count: true, skip_empty_lines: true });
    return z
      .array(z.record(z.string(), z.string()))
      .parse(rows)
      .map((row) => row[id] ?? '');
  } catch {
    return undefined;
  }
}
