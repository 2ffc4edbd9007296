import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { Embeddings } from '../../../src/core/collection/embedding-rows.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const origin = {
  model: { id: 'm', label: 'M', sha256: 'aa', standIn: false },
  device: { provider: 'cpu', reason: '' },
  preprocessing: 'p',
  dimension: 2,
};
/** A vector of length 1 that points to an angle. */
const row = (id: string, degrees: number): { id: string; sha256: string; vector: Float32Array } => ({
  id,
  sha256: `of-${id}`,
  vector: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)),
});
const table = (...rows: ReturnType<typeof row>[]): Embeddings => ({
  ...origin,
  rows: new Map(rows.map((one) => [one.id, one])),
});
/** Ids and angles. */
const plain = (embeddings: Embeddings | undefined): unknown =>
  [...(embeddings?.rows.values() ?? [])].map(({ id, vector: [x = NaN, y = NaN] }) => [
    id,
    Math.round((Math.atan2(y, x) * 180) / Math.PI),
  ]);

let store: MemoryStore;
let told: Failure[];
let embeddings: EmbeddingFiles;

beforeEach(() => {
  store = new MemoryStore();
  told = [];
  embeddings = new EmbeddingFiles(new Collection(store, (failure) => told.push(failure)), sha256, 'm');
});

const journals = (): string[] => [...store.files.keys()].filter((path) => path.includes('journal'));
const aside = (): string[] => [...store.files.keys()].filter((path) => path.includes('set-aside'));

describe('EmbeddingFiles', () => {
  it('reads back what was written, as a version 1 .npy of float32 rows', async () => {
    await embeddings.write(table(row('a', 0), row('b', 45)));
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0],
      ['b', 45],
    ]);
    const bytes = store.files.get('cache/embeddings/m.npy') ?? new Uint8Array();
    // NumPy's format document asks for data that start at a multiple of 64.
    expect((bytes.length - 4 * 4) % 64).toBe(0);
    expect([...bytes.subarray(0, 7)]).toEqual([0x93, ...new TextEncoder().encode('NUMPY'), 1]);
    const header = new TextDecoder().decode(bytes.subarray(10, 128)).replaceAll(' ', '');
    expect(header).toContain("'<f4'");
    expect(header).toContain('(2,2)');
  });

  it('drops the rows of another model file', async () => {
    await embeddings.write(table(row('a', 0)));
    const other = { ...origin, model: { ...origin.model, sha256: 'bb' } };
    await (await embeddings.startJournal('r', other)).append([row('b', 90)]);
    expect(plain(await embeddings.read())).toEqual([['b', 90]]);
  });

  it('takes no matrix for another description, and says so', async () => {
    await embeddings.write(table(row('a', 0)));
    const matrix = store.files.get('cache/embeddings/m.npy');
    await embeddings.write(table(row('a', 90)));
    if (matrix !== undefined) store.files.set('cache/embeddings/m.npy', matrix);
    expect(await embeddings.read()).toBeUndefined();
    expect(told).toMatchObject([{ kind: 'damaged-cache', path: 'cache/embeddings/m.npy' }]);
  });

  it('still knows its rows where a writer has added others to the matrix, and not yet said so', async () => {
    await embeddings.write(table(row('a', 0)));
    const description = store.files.get('cache/embeddings/m.json');
    await embeddings.write(table(row('a', 0), row('b', 90)));
    if (description !== undefined) store.files.set('cache/embeddings/m.json', description);
    expect(plain(await embeddings.read())).toEqual([['a', 0]]);
    expect(told).toEqual([]);
  });

  it.each([
    ['no bytes', new Uint8Array()],
    ['a text', new TextEncoder().encode('<<<<<<< ours')],
    ['a header without numbers', undefined],
  ])('counts a matrix of %s as not there, and says so', async (_what, bytes) => {
    await embeddings.write(table(row('a', 0)));
    const whole = store.files.get('cache/embeddings/m.npy') ?? new Uint8Array();
    store.files.set('cache/embeddings/m.npy', bytes ?? whole.slice(0, 64));
    expect(await embeddings.read()).toBeUndefined();
    expect(told).toMatchObject([{ kind: 'damaged-cache' }]);
  });

  it('refuses a dimension that no memory holds', async () => {
    await embeddings.write(table(row('a', 0)));
    const text = (await store.readText('cache/embeddings/m.json')) ?? '';
    await store.write('cache/embeddings/m.json', text.replace('"dimension": 2', '"dimension": 1000000000'));
    expect(await embeddings.read()).toBeUndefined();
    expect(told).toMatchObject([{ kind: 'damaged-cache', path: 'cache/embeddings/m.json' }]);
  });

  it('leaves out a row that is no direction', async () => {
    await embeddings.write(table(row('a', 0), { ...row('b', 0), vector: Float32Array.of(NaN, 1) }));
    expect(plain(await embeddings.read())).toEqual([['a', 0]]);
  });
});

describe('the journal of a run', () => {
  it('counts while it stands, without being merged by who only reads', async () => {
    await embeddings.write(table(row('a', 0)));
    await (await embeddings.startJournal('r', origin)).append([row('b', 45)]);
    const before = [...store.files.keys()];
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0],
      ['b', 45],
    ]);
    expect([...store.files.keys()]).toEqual(before);
    expect(await embeddings.describe()).toBeUndefined();
  });

  it('is merged without what a crash cut off, and removed', async () => {
    await embeddings.write(table(row('a', 0)));
    await (await embeddings.startJournal('r', origin)).append([row('b', 45)]);
    await store.append('cache/embeddings/m.journal-r.f32', new Uint8Array(5));
    await store.append('cache/embeddings/m.journal-r.jsonl', '{"id":"c","sha');
    await embeddings.merge();
    expect(journals()).toEqual([]);
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0],
      ['b', 45],
    ]);
  });

  it('of two runs are both merged', async () => {
    await (await embeddings.startJournal('r', origin)).append([row('a', 10)]);
    await (await embeddings.startJournal('s', origin)).append([row('b', 20)]);
    await embeddings.merge();
    expect(plain(await embeddings.read())).toEqual([
      ['a', 10],
      ['b', 20],
    ]);
  });

  it('gives no row whose numbers are not those that it vouches for', async () => {
    const journal = await embeddings.startJournal('r', origin);
    await journal.append([row('a', 10), row('b', 20)]);
    const numbers = store.files.get('cache/embeddings/m.journal-r.f32') ?? new Uint8Array();
    // The two rows changed places.
    const swapped = Uint8Array.from([...numbers.slice(8), ...numbers.slice(0, 8)]);
    store.files.set('cache/embeddings/m.journal-r.f32', swapped);
    expect(await embeddings.read()).toBeUndefined();
    // One of them only was changed.
    store.files.set('cache/embeddings/m.journal-r.f32', Uint8Array.from([...numbers.slice(0, 15), 1]));
    expect(plain(await embeddings.read())).toEqual([['a', 10]]);
  });

  it('gives no row under the name of another run or image', async () => {
    await (await embeddings.startJournal('r', origin)).append([row('a', 10)]);
    const lines = (await store.readText('cache/embeddings/m.journal-r.jsonl')) ?? '';
    await store.write('cache/embeddings/m.journal-r.jsonl', lines.replace('"id":"a"', '"id":"b"'));
    expect(await embeddings.read()).toBeUndefined();
  });

  it('of numbers alone, as a killed run leaves, is removed without a word', async () => {
    await embeddings.startJournal('r', origin);
    await store.remove('cache/embeddings/m.journal-r.jsonl');
    await embeddings.merge();
    expect([...store.files.keys()]).toEqual([]);
    expect(told).toEqual([]);
  });

  it.each([
    ['of a version before', 'cache/embeddings/m.journal.jsonl', `${JSON.stringify(origin)}\n{"id":"a"}\n`],
    ['that names no origin', 'cache/embeddings/m.journal-r.jsonl', '{"id":"a","sha256":"of-a"}\n'],
    ['that is not JSON', 'cache/embeddings/m.journal-r.jsonl', '<<<<<<< ours\n'],
  ])('%s is set aside, not merged', async (_what, path, text) => {
    await store.write(path, text);
    await store.write(path.replace('.jsonl', '.f32'), new Uint8Array(8));
    await embeddings.merge();
    expect(await embeddings.read()).toBeUndefined();
    expect(journals().filter((file) => !file.includes('set-aside'))).toEqual([]);
    expect(aside()).toHaveLength(2);
    expect(told).toMatchObject([{ kind: 'unknown-journal', path }]);
  });
});
