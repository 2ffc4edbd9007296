import { describe, expect, it } from 'vitest';
import { EmbeddingFiles, type Embeddings } from '../../../src/core/collection/embeddings.ts';
import { sha256 } from '../../../src/node/files.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const origin = {
  model: { id: 'm', label: 'M', sha256: 'aa', standIn: false },
  device: { provider: 'cpu', reason: '' },
  preprocessing: 'p',
  dimension: 2,
};
const row = (id: string, x: number): { id: string; sha256: string; vector: Float32Array } => ({
  id,
  sha256: `of-${id}`,
  vector: Float32Array.of(x, 1 - x),
});
const table = (...rows: ReturnType<typeof row>[]): Embeddings => ({
  ...origin,
  rows: new Map(rows.map((one) => [one.id, one])),
});
const plain = (embeddings: Embeddings | undefined): unknown =>
  [...(embeddings?.rows.values() ?? [])].map(({ id, vector }) => [id, ...vector]);

function files(): { store: MemoryStore; embeddings: EmbeddingFiles } {
  const store = new MemoryStore();
  return { store, embeddings: new EmbeddingFiles(store, sha256, 'm') };
}

describe('EmbeddingFiles', () => {
  it('reads back what was written, as a version 1 .npy of float32 rows', async () => {
    const { store, embeddings } = files();
    await embeddings.write(table(row('a', 0), row('b', 0.5)));
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0, 1],
      ['b', 0.5, 0.5],
    ]);
    const bytes = store.files.get('cache/embeddings/m.npy') ?? new Uint8Array();
    // NumPy's format document asks for data that start at a multiple of 64.
    expect((bytes.length - 4 * 4) % 64).toBe(0);
    expect([...bytes.subarray(0, 7)]).toEqual([0x93, ...new TextEncoder().encode('NUMPY'), 1]);
    const header = new TextDecoder().decode(bytes.subarray(10, 128)).replaceAll(' ', '');
    expect(header).toContain("'<f4'");
    expect(header).toContain('(2,2)');
  });

  it('merges the journal of a killed run, without the line that was cut', async () => {
    const { store, embeddings } = files();
    await embeddings.write(table(row('a', 0)));
    await embeddings.startJournal(origin);
    await embeddings.appendToJournal([row('b', 0.25)]);
    await store.append('cache/embeddings/m.journal.f32', new Uint8Array(5));
    await store.append('cache/embeddings/m.journal.jsonl', '{"id":"c","sha');
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0, 1],
      ['b', 0.25, 0.75],
    ]);
    expect([...store.files.keys()].filter((path) => path.includes('journal'))).toEqual([]);
    expect(plain(await embeddings.read())).toEqual([
      ['a', 0, 1],
      ['b', 0.25, 0.75],
    ]);
  });

  it('counts no row whose numbers are missing', async () => {
    const { store, embeddings } = files();
    await embeddings.startJournal(origin);
    await embeddings.appendToJournal([row('b', 0.25)]);
    await store.append('cache/embeddings/m.journal.jsonl', '{"id":"c","sha256":"of-c"}\n');
    expect(plain(await embeddings.read())).toEqual([['b', 0.25, 0.75]]);
  });

  it('drops the rows of another model file', async () => {
    const { embeddings } = files();
    await embeddings.write(table(row('a', 0)));
    await embeddings.startJournal({ ...origin, model: { ...origin.model, sha256: 'bb' } });
    await embeddings.appendToJournal([row('b', 1)]);
    expect(plain(await embeddings.read())).toEqual([['b', 1, 0]]);
  });

  it('takes no matrix for another description', async () => {
    const { store, embeddings } = files();
    await embeddings.write(table(row('a', 0)));
    const matrix = store.files.get('cache/embeddings/m.npy');
    await embeddings.write(table(row('a', 1)));
    if (matrix !== undefined) store.files.set('cache/embeddings/m.npy', matrix);
    expect(await embeddings.read()).toBeUndefined();
  });
});
