import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ImportedTable } from '../../../core/exchange/import/imported-table.ts';
import { localList } from '../../../core/language.ts';
import type { LongTask } from '../../../core/signal.ts';
import { refuseFile } from './plain-file.ts';
import { readNpyFile } from './read-npy.ts';
import { readParquetFile } from './read-parquet.ts';
import { readPointsFile } from './read-points.ts';

/** What can be imported, by the endings of files. */
export const importEndings = ['npy', 'parquet', 'csv', 'json', 'jsonl'] as const;

export interface ImportPlaces {
  /** Absolute path of the built `workers/parquet.js`. */
  readonly parquetEntry: string;
  /** The ids of a matrix's rows, where they are not beside it. Absolute. */
  readonly ids?: string | undefined;
}

/** @throws LexiclipError `bad-import` */
export function readImport(
  file: string,
  { parquetEntry, ids }: ImportPlaces,
  task: LongTask,
): Promise<ImportedTable> {
  switch (path.extname(file).toLowerCase()) {
    case '.npy':
      return readNpyFile(file, ids, task);
    case '.parquet':
      return readParquetFile(file, parquetEntry, task);
    case '.csv':
    case '.json':
    case '.jsonl':
      return readPointsFile(file);
    default:
      return refuseFile(file, l10n.t('its name ends in none of {0}', localList(importEndings)));
  }
}

/**
 * The files to import: a file itself; of a folder, its matrices and Parquet files, by name.
 * @throws LexiclipError `bad-import`
 */
export async function filesToImport(named: string): Promise<readonly string[]> {
  const found = await stat(named).catch(() => undefined);
  if (found?.isDirectory() !== true) return [named];
  const names = (await readdir(named)).filter((name) => /\.(npy|parquet)$/i.test(name)).sort();
  if (names.length === 0) refuseFile(named, l10n.t('there is no .npy and no .parquet file in it'));
  return names.map((name) => path.join(named, name));
}
