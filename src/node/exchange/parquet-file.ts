import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { ExportColumn, ExportRow, ExportTable, ExportValue } from '../../core/exchange/table.ts';
import type { LongTask } from '../../core/signal.ts';
import { parquetSchema } from './parquet-schema.ts';

/** Collects bytes until they are taken; places in the file are counted on. */
class Pieces extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

/** A table as a Parquet file, a row group after the other: no more than one is in memory. */
export async function* parquetFile(table: ExportTable, task: LongTask): AsyncGenerator<Uint8Array> {
  const { columns } = table;
  const writer = new Pieces();
  const file = new ParquetWriter({
    writer,
    schema: parquetSchema(columns),
    createdBy: 'LexiCLIP',
  });
  for await (const rows of table.rows(task)) {
    await file.write({
      columnData: columns.map((column) => columnSource(column, rows)),
      rowGroupSize: rows.length,
    });
    yield writer.take();
  }
  await file.finish();
  yield writer.take();
}

function columnSource({ name, kind }: ExportColumn, rows: readonly ExportRow[]): ColumnSource {
  const data = rows.map((row) => parquetValue(row[name]));
  if (kind === 'time')
    data.forEach((value, at) => (data[at] = value === null ? null : new Date(Number(value))));
  // Nothing is alike in numbers of vectors: neither a dictionary nor compression makes them smaller.
  return kind === 'vector'
    ? { name, data, encoding: 'PLAIN', codec: 'UNCOMPRESSED', statistics: false, offsetIndex: false }
    : { name, data, offsetIndex: false };
}

function parquetValue(value: ExportValue | undefined): unknown {
  if (value === undefined) return null;
  return value instanceof Float32Array ? Array.from(value) : value;
}
