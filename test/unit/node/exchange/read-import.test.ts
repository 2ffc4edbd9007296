import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dump } from 'npyjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LongTask } from '../../../../src/core/signal.ts';
import { parseIds } from '../../../../src/node/exchange/import/parse-ids.ts';
import { filesToImport, readImport } from '../../../../src/node/exchange/import/read-import.ts';

const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(
  name: string,
  content: string | Uint8Array,
  beside: Readonly<Record<string, string>> = {},
): ReturnType<typeof readImport> {
  await writeFile(path.join(folder, name), content);
  for (const [other, text] of Object.entries(beside)) await writeFile(path.join(folder, other), text);
  try {
    return await readImport(path.join(folder, name), { parquetEntry: '' }, task);
  } finally {
    for (const other of Object.keys(beside)) await rm(path.join(folder, other));
  }
}

const refused = (detail: RegExp): object => ({
  failure: { kind: 'bad-import', detail: expect.stringMatching(detail) as string },
});

/** A `.npy` file of version 1, as NumPy writes it. */
function npy(
  numbers: Float32Array | Float64Array | Uint16Array,
  { descr = '<f4', order = 'False', shape = '(3, 2)' } = {},
): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const start = Buffer.from(
    `\u0093NUMPY\u0001\u0000${String.fromCharCode(header.length)}\u0000${header}`,
    'latin1',
  );
  return Buffer.concat([start, Buffer.from(numbers.buffer)]);
}

describe('a matrix', () => {
  const numbers = Float32Array.from([1, 2, 3, 4, 5, 6]);
  const matrix = npy(numbers);
  const ids = '["a","b","c"]';

  it('is read with the ids beside it, in float32, float64 and float16', async () => {
    const expected = { ids: ['a', 'b', 'c'], vectors: { numbers, dimension: 2 } };
    expect(await read('m.npy', matrix, { 'm.json': ids })).toEqual(expected);
    const doubles = npy(Float64Array.from(numbers), { descr: '<f8' });
    expect(await read('m.npy', doubles, { 'm.ids.txt': 'a\nb\nc\n' })).toEqual(expected);
    const halves = Uint16Array.from([0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600]);
    expect(await read('m.npy', npy(halves, { descr: '<f2' }), { 'm.json': ids })).toEqual(expected);
    const odd = Uint16Array.from([0x0001, 0x8000, 0x7c00, 0xfe00, 0xbc01, 0x7bff]);
    const { vectors } = await read('m.npy', npy(odd, { descr: '<f2' }), { 'm.json': ids });
    expect(vectors?.numbers).toEqual(Float32Array.from([2 ** -24, -0, Infinity, NaN, -1.0009765625, 65504]));
  });

  it('is what npyjs writes, too', async () => {
    const written = new Uint8Array(dump(numbers, [3, 2]));
    expect((await read('m.npy', written, { 'm.json': ids })).vectors?.numbers).toEqual(numbers);
  });

  it.each<[string, string | Uint8Array, Readonly<Record<string, string>>, RegExp]>([
    ['no ids', matrix, {}, /no ids/],
    ['ids of others', matrix, { 'm.json': '["a"]' }, /3 rows, and there are 1 ids/],
    ['ids that are none', matrix, { 'm.json': '{"a":1}' }, /no list of ids/],
    ['an end that is cut off', matrix.slice(0, -1), { 'm.json': ids }, /cut off/],
    ['a header that is cut off', matrix.slice(0, 40), { 'm.json': ids }, /header/],
    ['another file', 'hello, this is no matrix', { 'm.json': ids }, /no \.npy file/],
    ['whole numbers', npy(numbers, { descr: '<i8' }), { 'm.json': ids }, /<i8/],
    ['columns first', npy(numbers, { order: 'True' }), { 'm.json': ids }, /column by column/],
    ['one row', npy(numbers, { shape: '(6,)' }), { 'm.json': ids }, /no matrix/],
    ['more than there is', npy(numbers, { shape: '(3, 99999)' }), { 'm.json': ids }, /99999 numbers/],
    ['far more', npy(numbers, { shape: '(3, 65536)' }), { 'm.json': ids }, /cut off/],
  ])('is refused with %s', async (_, content, beside, detail) => {
    await expect(read('m.npy', content, beside)).rejects.toMatchObject(refused(detail));
  });
});

describe('a map', () => {
  const layout = Float64Array.from([1, 2, 3, 4]);

  it.each([
    ['m.csv', 'id,x,y\na,1,2\n"b",3,4\n'],
    ['m.csv', '\uFEFFimage_id,UMAP_X,UMAP_Y,label\r\na,1,2,cat\r\nb,3,4,dog\r\n'],
    ['m.json', '[{"id":"a","x":1,"y":2},{"id":"b","x":3,"y":4}]'],
    ['m.json', '{"name":"umap","points":[{"id":"a","x":1,"y":2},{"id":"b","x":3,"y":4}]}'],
    [
      'm.jsonl',
      '{"id":"a","projection_x":1,"projection_y":2,"x":9,"y":9}\n{"id":"b","projection_x":3,"projection_y":4}\n',
    ],
  ])('is read from %s %j', async (name, text) => {
    expect(await read(name, text)).toEqual({ ids: ['a', 'b'], points: { layout, dimensions: 2 } });
  });

  it('may be in space, and have places that are none', async () => {
    const { points } = await read('m.csv', 'id,x,y,z\na,1,2,3\nb,,inf,5\n');
    expect(points).toEqual({ layout: Float64Array.from([1, 2, 3, NaN, NaN, 5]), dimensions: 3 });
  });

  it.each([
    ['m.csv', 'name,x,y\na,1,2\n', /no column of ids/],
    ['m.csv', 'id,umap_x,tsne_y\na,1,2\n', /no columns x and y/],
    ['m.csv', 'id,x,y\n"a,1,2\n', /no list of rows/],
    ['m.json', '{"a":1}', /no list of rows/],
    ['m.json', '[1,2]', /no list of rows/],
    ['m.txt', 'id,x,y', /ends in none of/],
  ])('is refused: %s %j', async (name, text, detail) => {
    await expect(read(name, text)).rejects.toMatchObject(refused(detail));
  });
});

it.each([
  ['["a", 1]', ['a', '1']],
  ['[{"id":"a"},{"id":"b"}]', ['a', 'b']],
  ['{"rows":[{"id":"a","sha256":""}]}', ['a']],
  ['{"ids":["a"]}', ['a']],
  ['id,prompt\na,"x,\ny"\nb,\n', ['a', 'b']],
  ['a b\nc,d\n', ['a b', 'c,d']],
  ['', []],
  ['{"a":1}', undefined],
  ['[[1]]', undefined],
])('takes ids from %j', (text, ids) => expect(parseIds(text)).toEqual(ids));

it('takes a folder’s matrices and Parquet files, and no folder or device as a file', async () => {
  const own = path.join(folder, 'some');
  await mkdir(path.join(own, 'm.npy.d'), { recursive: true });
  await expect(filesToImport(own)).rejects.toMatchObject(refused(/no \.npy and no \.parquet/));
  for (const name of ['b.npy', 'a.parquet', 'b.json', 'c.csv']) await writeFile(path.join(own, name), '');
  const names = (await filesToImport(own)).map((file) => path.basename(file));
  expect(names).toEqual(['a.parquet', 'b.npy']);
  expect(await filesToImport(path.join(own, 'c.csv'))).toEqual([path.join(own, 'c.csv')]);
  await expect(readImport('/dev/zero.csv', { parquetEntry: '' }, task)).rejects.toMatchObject(refused(/./));
});
