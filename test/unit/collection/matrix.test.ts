import { beforeEach, describe, expect, it } from 'vitest';
import {
  encodeMatrix,
  FLOAT32,
  INT32,
  readMatrix,
  type MatrixShape,
  type ReadMatrix,
  type RowPlaces,
} from '../../../src/core/collection/matrix.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const PATH = 'matrix.npy';
/** Rows of twelve bytes: a part ends within one. */
const SHAPE: MatrixShape = { rows: 50_000, columns: 3 };
const numbers = Float32Array.from({ length: 150_000 }, (_, at) => at);
let store: MemoryStore;

beforeEach(async () => {
  store = new MemoryStore();
  await store.write(PATH, encodeMatrix(numbers, SHAPE.rows, SHAPE.columns));
});

async function read(
  shape: MatrixShape = SHAPE,
  places?: RowPlaces,
): Promise<ReadMatrix<Float32Array> | 'no-matrix' | undefined> {
  return readMatrix(store, PATH, FLOAT32, shape, sha256, places);
}

/** The same of one that can be read. */
async function found(...args: Parameters<typeof read>): Promise<ReadMatrix<Float32Array>> {
  const matrix = await read(...args);
  if (matrix === undefined || matrix === 'no-matrix') throw new Error('there is no matrix');
  return matrix;
}

describe('a matrix that is read part by part', () => {
  it('is what was written, in memory that threads share, with the digest of its rows', async () => {
    const matrix = await found();
    expect(matrix.numbers).toEqual(numbers);
    expect(matrix.numbers.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(matrix.sha256).toBe(await sha256(new Uint8Array(numbers.buffer)));
  });

  it('may have more rows than are wanted', async () => {
    const matrix = await found({ rows: 2, columns: 3 });
    expect([...matrix.numbers]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(matrix.sha256).toBe(await sha256(new Uint8Array(numbers.buffer, 0, 24)));
  });

  it('has its rows where they are wanted, and no others', async () => {
    const last = SHAPE.rows - 1;
    const places = new Map([
      [last, 0],
      [7, 2],
    ]);
    const matrix = await found(SHAPE, { count: 3, of: (row) => places.get(row) ?? -1 });
    expect([...matrix.numbers]).toEqual([3 * last, 3 * last + 1, 3 * last + 2, 0, 0, 0, 21, 22, 23]);
    // It vouches for the file, not for what was taken of it.
    expect(matrix.sha256).toBe((await found()).sha256);
  });

  it('of whole numbers is none of others', async () => {
    await store.write(PATH, encodeMatrix(Int32Array.of(1, -2), 2, 1));
    const whole = await readMatrix(store, PATH, INT32, { rows: 2, columns: 1 }, sha256);
    expect(whole).toMatchObject({ numbers: Int32Array.of(1, -2) });
    expect(await read({ rows: 2, columns: 1 })).toBe('no-matrix');
  });

  it.each([
    ['more rows', { rows: SHAPE.rows + 1, columns: 3 }],
    ['more rows than any memory holds', { rows: 2 ** 40, columns: 3 }],
    ['other columns', { rows: SHAPE.rows, columns: 2 }],
  ])('is none with %s', async (_, shape) => {
    expect(await read(shape)).toBe('no-matrix');
  });

  it.each([
    ['empty', (): Uint8Array => new Uint8Array()],
    ['no matrix', (): Uint8Array => new Uint8Array(600_100)],
    ['cut off', (bytes: Uint8Array): Uint8Array => bytes.subarray(0, -1)],
    ['of columns first', (bytes: Uint8Array): Uint8Array => replaced(bytes, 'False', 'True ')],
    ['of bytes in the other order', (bytes: Uint8Array): Uint8Array => replaced(bytes, '<f4', '>f4')],
  ])('is none where the file is %s', async (_, damage) => {
    await store.write(PATH, damage(store.files.get(PATH) ?? new Uint8Array()));
    expect(await read()).toBe('no-matrix');
  });

  it('is missing where there is no file', async () => {
    await store.remove(PATH);
    expect(await read()).toBeUndefined();
  });
});

function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const changed = Buffer.from(bytes);
  changed.write(to, changed.indexOf(from));
  return changed;
}
