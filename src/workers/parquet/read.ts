import { open, type FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer } from 'hyparquet';
import type { ImportedTable } from '../../core/exchange/import/imported-table.ts';
import { knownColumns } from '../../core/exchange/import/known-columns.ts';
import type { OnStep } from '../../core/signal.ts';
import { ImportedColumns } from './columns.ts';
import { boundedCompressors } from './decompress.ts';

/** The footer has some hundred bytes for each column of a row group. */
const MOST_FOOTER_BYTES = 64 * 2 ** 20;
const MOST_ROWS = 10_000_000;
/** More are in memory at once, each number as a value of JavaScript's. */
const MOST_GROUP_BYTES = 1024 * 2 ** 20;

/** Reads what a Parquet file says of images, a row group after the other. A reason, in words, where it cannot be used. */
export async function readParquet(
  path: string,
  onStep: OnStep,
): Promise<ImportedTable | { readonly refused: string }> {
  const handle = await open(path, 'r');
  try {
    return await readTable(await bufferOf(handle), onStep);
  } catch (error) {
    // What the library throws says what it met; it may be anything.
    return { refused: error instanceof Error ? error.message : String(error) };
  } finally {
    await handle.close();
  }
}

async function readTable(file: AsyncBuffer, onStep: OnStep): Promise<ImportedTable> {
  const end = new DataView(await file.slice(Math.max(0, file.byteLength - 8)));
  if (end.byteLength < 8 || end.getUint32(4, true) !== MAGIC) throw new Error('it is no Parquet file');
  if (end.getUint32(0, true) > MOST_FOOTER_BYTES) throw new Error('its description is too large');
  const metadata = await parquetMetadataAsync(file);
  const rows = Number(metadata.num_rows);
  if (!(rows >= 0 && rows <= MOST_ROWS)) throw new Error(`it says that it has ${metadata.num_rows} rows`);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const known = knownColumns(names);
  if (known.id === undefined) throw new Error('it has no column of ids');
  const columns = new ImportedColumns({ ...known, id: known.id }, rows);
  let from = 0;
  for (const group of metadata.row_groups) {
    const bytes = group.columns
      .filter(({ meta_data: data }) => columns.wanted.includes(data?.path_in_schema[0] ?? ''))
      .reduce((sum, { meta_data: data }) => sum + Number(data?.total_uncompressed_size ?? 0), 0);
    if (!(bytes >= 0 && bytes <= MOST_GROUP_BYTES))
      throw new Error(
        'one of its row groups is larger than 1 GB; write it with smaller ones (row_group_size)',
      );
    const to = from + Number(group.num_rows);
    if (!(to >= from && to <= rows)) throw new Error('its row groups have other rows than it says');
    const read = await parquetReadObjects({
      file,
      metadata,
      columns: [...columns.wanted],
      rowStart: from,
      rowEnd: to,
      compressors: boundedCompressors,
    });
    if (read.length !== to - from) throw new Error('one of its row groups is cut off');
    for (const row of read) columns.add(row);
    from = to;
    onStep(from, rows);
  }
  if (from !== rows) throw new Error('its row groups have other rows than it says');
  return columns.table();
}

/** `PAR1` */
const MAGIC = 0x31524150;

async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const length = Math.min(size, end) - start;
      if (!(start >= 0 && length >= 0)) throw new Error('it names bytes that it does not have');
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, start);
      if (bytesRead < length) throw new Error('it is cut off');
      return bytes.buffer;
    },
  };
}
