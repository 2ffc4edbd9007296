import path from 'node:path';
import { textIn, type ExportTable } from '../../core/exchange/table.ts';
import { encodeCsv, encodeJsonLines, encodeJsonTable } from '../../core/exchange/text-formats.ts';
import type { LongTask } from '../../core/signal.ts';
import { withFileErrors } from '../file-errors.ts';
import { refuseDevice, replaceFile } from '../replace-file.ts';
import { parquetFile } from './parquet-file.ts';

export const tableFormats = ['json', 'csv', 'jsonl', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

/**
 * Writes a table whole or not at all.
 * @param file Absolute.
 * @param imageFolder From which the paths of images are; absolute.
 * @throws LexiclipError `disk-full`, `not-writable`.
 */
export async function writeTable(
  table: ExportTable,
  format: TableFormat,
  file: string,
  imageFolder: string,
  task: LongTask,
): Promise<void> {
  await refuseDevice(file);
  await withFileErrors(file, () => replaceFile(file, content(table, format, file, imageFolder, task)));
}

function content(
  table: ExportTable,
  format: TableFormat,
  file: string,
  imageFolder: string,
  task: LongTask,
): AsyncIterable<string | Uint8Array> {
  switch (format) {
    case 'json':
      return encodeJsonTable(table, task);
    case 'csv':
      return encodeCsv(table, task);
    case 'jsonl':
      return encodeJsonLines(table, task, (row) =>
        path
          .relative(path.dirname(file), path.resolve(imageFolder, textIn(row, 'image')))
          .split(path.sep)
          .join('/'),
      );
    case 'parquet':
      return parquetFile(table, task);
  }
}
