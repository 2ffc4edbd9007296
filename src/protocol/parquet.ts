import type { ImportedTable } from '../core/exchange/import/imported-table.ts';

/** What the thread answers that reads a Parquet file. */
export interface ParquetMethods {
  /** What a file says of images; the reason, in words, where it cannot be used. @param file Absolute. */
  read: {
    params: { readonly file: string };
    result: ImportedTable | { readonly refused: string };
    event: { readonly done: number; readonly total: number };
  };
}
