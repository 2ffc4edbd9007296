import type { LongTask } from '../signal.ts';

/*
 * Images as a table: what CSV, JSON, JSON Lines and Parquet are written of, with the same names in all of them
 * (docs/taking-away.md).
 */

/** The nearest images of a row among the rows of the table, nearest first. */
export interface RowNeighbours {
  /** Rows, from 0. */
  readonly ids: readonly number[];
  /** 1 - cosine. */
  readonly distances: readonly number[];
}

/** What each kind of column holds. */
interface ColumnValues {
  readonly text: string;
  readonly texts: readonly string[];
  readonly flag: boolean;
  /** A whole number that fits 32 bits. */
  readonly whole: number;
  /** A whole number that fits 64 bits. */
  readonly long: bigint;
  readonly real: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** [dimension], float32. */
  readonly vector: Float32Array;
  readonly neighbours: RowNeighbours;
}

export type ColumnKind = keyof ColumnValues;

export interface ExportColumn {
  /** Lower-case letters, digits and `_`, each once. */
  readonly name: string;
  readonly kind: ColumnKind;
}

export type ExportValue = ColumnValues[ColumnKind];
/** By column; what is not known of an image is absent. */
export type ExportRow = Readonly<Record<string, ExportValue | undefined>>;

/** A text of a row; empty where there is none. */
export function textIn(row: ExportRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

export interface ExportTable {
  readonly count: number;
  readonly columns: readonly ExportColumn[];
  /** The rows in order, some hundred at a time: what is in files is read for these only. */
  rows(task: LongTask): AsyncIterable<readonly ExportRow[]>;
}
