import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportColumn, ExportRow, ExportTable } from '../../../../src/core/exchange/table.ts';
import { seededRandom } from '../../../../src/core/random.ts';
import type { LongTask } from '../../../../src/core/signal.ts';
import { parquetFile } from '../../../../src/node/exchange/parquet-file.ts';
import { readParquet } from '../../../../src/workers/parquet/read.ts';

const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
const DIMENSION = 16;
const GROUPS = 3;
const ROWS = 50;

const columns: readonly ExportColumn[] = [
  { name: 'id', kind: 'text' },
  { name: 'tags', kind: 'texts' },
  { name: 'nsfw', kind: 'flag' },
  { name: 'rating', kind: 'whole' },
  { name: 'seed', kind: 'long' },
  { name: 'date', kind: 'time' },
  { name: 'projection_x', kind: 'real' },
  { name: 'projection_y', kind: 'real' },
  { name: 'neighbors', kind: 'neighbours' },
  { name: 'vector', kind: 'vector' },
];

/** Any bits that are a number: also the smallest, and those that float64 rounds. */
function numbers(): Float32Array {
  const random = seededRandom(3);
  const values = Float32Array.from(
    { length: GROUPS * ROWS * DIMENSION },
    () => (random() - 0.5) * 10 ** (random() * 60 - 30),
  );
  values.set([0, -0, 1e-45, 3.4028234663852886e38, 0.1]);
  return values;
}

const vectors = numbers();

function rowAt(row: number): ExportRow {
  const isBare = row % 7 === 3;
  return {
    id: `ü "${row}"\n`,
    tags: row % 2 === 0 ? [] : ['keep', `tag ${row}`],
    nsfw: row % 3 === 0,
    rating: isBare ? undefined : row % 5,
    seed: isBare ? undefined : 2n ** 62n + BigInt(row),
    date: isBare ? undefined : 1_700_000_000_000 + row,
    projection_x: isBare ? undefined : row / 3,
    projection_y: isBare ? undefined : -row / 7,
    neighbors: isBare ? undefined : { ids: [row + 1, row + 2], distances: [0.25, 0.5] },
    vector: isBare ? undefined : vectors.subarray(row * DIMENSION, (row + 1) * DIMENSION),
  };
}

const table: ExportTable = {
  count: GROUPS * ROWS,
  columns,
  async *rows() {
    for (let group = 0; group < GROUPS; group++)
      yield await Promise.resolve(Array.from({ length: ROWS }, (_, at) => rowAt(group * ROWS + at)));
  },
};

describe('a Parquet file', () => {
  let folder = '';
  let file = '';
  let bytes = new Uint8Array();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-parquet-'));
    file = path.join(folder, 'images.parquet');
    const pieces: Uint8Array[] = [];
    for await (const piece of parquetFile(table, task)) pieces.push(piece);
    expect(pieces.length).toBe(GROUPS + 1);
    bytes = new Uint8Array(Buffer.concat(pieces));
    await writeFile(file, bytes);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read by hyparquet as it was written, vectors to the bit', async () => {
    expect(parquetMetadata(bytes.buffer).row_groups).toHaveLength(GROUPS);
    const read = await parquetReadObjects({ file: bytes.buffer, compressors });
    read.forEach((row, at) => {
      const { vector, seed, date, neighbors, ...others } = rowAt(at);
      expect(row).toMatchObject(
        Object.fromEntries(Object.entries(others).map(([key, value]) => [key, value ?? null])),
      );
      expect([row['seed'], row['neighbors'] ?? null]).toEqual([seed ?? null, neighbors ?? null]);
      expect(row['date']).toEqual(date === undefined ? null : new Date(Number(date)));
      expectBits(row['vector'], vector);
    });
    expect(read).toHaveLength(table.count);
  });

  it('is read by DuckDB as it was written, vectors to the bit', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const types = await connection.runAndReadAll(`describe select * from '${file}'`);
    expect(Object.fromEntries(types.getRows().map(([name, type]) => [name, type]))).toMatchObject({
      id: 'VARCHAR',
      tags: 'VARCHAR[]',
      seed: 'BIGINT',
      date: 'TIMESTAMP',
      projection_x: 'DOUBLE',
      neighbors: 'STRUCT(ids INTEGER[], distances FLOAT[])',
      vector: 'FLOAT[]',
    });
    const read = (await connection.runAndReadAll(`select * from '${file}'`)).getRowObjectsJS();
    expect(read).toHaveLength(table.count);
    read.forEach((row, at) => {
      const { id, tags, seed, vector, neighbors } = rowAt(at);
      expect([row['id'], row['tags'], row['seed'], row['neighbors']]).toEqual([
        id,
        tags,
        seed ?? null,
        neighbors ?? null,
      ]);
      expectBits(row['vector'], vector);
    });
    const near = await connection.runAndReadAll(
      `select count(*) from '${file}' where array_length(neighbors.ids) = 2 and seed > 4611686018427387904`,
    );
    expect(Number(near.getRows()[0]?.[0])).toBeGreaterThan(100);
    connection.closeSync();
  });

  it('comes back in: ids, places and vectors to the bit', async () => {
    const back = await readParquet(file, () => undefined);
    if ('refused' in back) throw new Error(back.refused);
    expect(back.ids).toEqual(Array.from({ length: table.count }, (_, row) => rowAt(row)['id']));
    expect(back.points?.layout.slice(0, 4)).toEqual(Float64Array.from([0, -0, 1 / 3, -1 / 7]));
    const { numbers: read = new Float32Array() } = back.vectors ?? {};
    for (let row = 0; row < table.count; row++) {
      const { vector } = rowAt(row);
      expectBits(
        read.subarray(row * DIMENSION, (row + 1) * DIMENSION),
        vector ?? new Float32Array(DIMENSION),
      );
    }
  });

  it('is refused in words where it is damaged, whatever is damaged', async () => {
    const random = seededRandom(11);
    const damaged = path.join(folder, 'damaged.parquet');
    for (let round = 0; round < 150; round++) {
      const copy = bytes.slice(0, round % 3 === 0 ? Math.floor(random() * bytes.length) : bytes.length);
      // The description is at the end; what is forged there says how much is read.
      const from = round % 2 === 0 ? Math.max(0, copy.length - 4000) : 0;
      for (let change = 0; change < 4; change++)
        copy[from + Math.floor(random() * (copy.length - from))] = Math.floor(random() * 256);
      await writeFile(damaged, copy);
      const read = await readParquet(damaged, () => undefined);
      if ('refused' in read) expect(read.refused).not.toBe('');
      else expect(read.ids.length).toBeLessThanOrEqual(table.count);
    }
  });

  it.each([
    ['text', 'it is no Parquet file'],
    ['PAR1', 'it is no Parquet file'],
    [`PAR1${'x'.repeat(20)}\u00ff\u00ff\u00ff\u007fPAR1`, 'its description is too large'],
  ])('%j is refused', async (text, refused) => {
    await writeFile(path.join(folder, 'text.parquet'), text, 'latin1');
    expect(await readParquet(path.join(folder, 'text.parquet'), () => undefined)).toEqual({ refused });
  });
});

function expectBits(read: unknown, written: unknown): void {
  if (written === undefined) {
    expect(read ?? null).toBeNull();
    return;
  }
  const bits = (values: ArrayLike<number>): number[] => [
    ...new Uint32Array(Float32Array.from(values).buffer),
  ];
  expect(bits(read as ArrayLike<number>)).toEqual(bits(written as Float32Array));
}
