import type { LongTask } from '../signal.ts';
import type { ColumnKind, ExportColumn, ExportRow, ExportTable, ExportValue } from './table.ts';

/** Numbers by the hundred are nothing that a text is read for: Parquet has them. */
const LEFT_OUT: readonly ColumnKind[] = ['vector', 'neighbours'];

function textColumns({ columns }: ExportTable): readonly ExportColumn[] {
  return columns.filter(({ kind }) => !LEFT_OUT.includes(kind));
}

/**
 * RFC 4180: commas, CRLF, quotes where they are needed, and a line of names. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front (OWASP, "CSV Injection").
 */
export async function* encodeCsv(table: ExportTable, task: LongTask): AsyncGenerator<string> {
  const columns = textColumns(table);
  yield `${columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const rows of table.rows(task))
    yield rows
      .map((row) => `${columns.map(({ name, kind }) => csvCell(kind, row[name])).join(',')}\r\n`)
      .join('');
}

/** Between the texts of a list. */
const SEPARATOR = '; ';

function csvCell(kind: ColumnKind, value: ExportValue | undefined): string {
  if (value === undefined) return '';
  const isText = kind === 'text' || kind === 'texts';
  const text = plainValue(kind, value);
  const whole = Array.isArray(text) ? text.join(SEPARATOR) : String(text);
  const guarded = isText && /^[=+\-@\t\r]/.test(whole) ? `'${whole}` : whole;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * One object to a line, as Hugging Face's `imagefolder` reads it in a file `metadata.jsonl`: `file_name` first.
 * @param fileName The image's path from the file's folder, `/` between names; undefined for one that is left out.
 */
export async function* encodeJsonLines(
  table: ExportTable,
  task: LongTask,
  fileName: (row: ExportRow) => string | undefined,
): AsyncGenerator<string> {
  const columns = textColumns(table);
  for await (const rows of table.rows(task)) {
    let lines = '';
    for (const row of rows) {
      const file = fileName(row);
      if (file !== undefined) lines += `${JSON.stringify({ file_name: file, ...plainRow(columns, row) })}\n`;
    }
    yield lines;
  }
}

/** A list of objects, one to a line. */
export async function* encodeJsonTable(table: ExportTable, task: LongTask): AsyncGenerator<string> {
  const columns = textColumns(table);
  let separator = '[\n';
  for await (const rows of table.rows(task))
    for (const row of rows) {
      yield `${separator}${JSON.stringify(plainRow(columns, row))}`;
      separator = ',\n';
    }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function plainRow(columns: readonly ExportColumn[], row: ExportRow): Record<string, unknown> {
  return Object.fromEntries(
    columns.flatMap(({ name, kind }) => {
      const value = row[name];
      return value === undefined ? [] : [[name, plainValue(kind, value)]];
    }),
  );
}

/** As JSON can say it: dates in ISO 8601, and seeds that a number cannot hold as texts. */
function plainValue(kind: ColumnKind, value: ExportValue): string | number | boolean | readonly string[] {
  if (kind === 'time') return new Date(Number(value)).toISOString();
  if (typeof value !== 'bigint') return value as string | number | boolean | readonly string[];
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
