import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { EMBEDDINGS_FOLDER } from '../../../src/core/collection/paths.ts';
import { describeImport } from '../../../src/core/exchange/import/describe.ts';
import type { ImportedTable } from '../../../src/core/exchange/import/imported-table.ts';
import { knownColumns } from '../../../src/core/exchange/import/known-columns.ts';
import { importNameProblem, offeredName } from '../../../src/core/exchange/import/names.ts';
import { importTable, type ImportReport } from '../../../src/core/exchange/import/stage.ts';
import type { ProjectDependencies } from '../../../src/core/project/stage.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, embed, model, projection } from '../../fakes/collections.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { plainGraph } from '../../fakes/projection.ts';

const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
const images = ['a', 'b', 'c', 'd'];
let store: MemoryStore;
let collection: Collection;
let dependencies: ProjectDependencies;

beforeEach(async () => {
  store = new MemoryStore();
  collection = new Collection(store);
  await addImages(collection, 'cat', images);
  dependencies = {
    collection,
    vectors: model.id,
    sha256,
    clock: new FixedClock(),
    projector: {
      project: (_, { vectors, dimension }) =>
        Promise.resolve({
          layout: new Float64Array((vectors.length / dimension) * 2).map((_, at) => at),
          dimensions: 2,
          steps: 1,
          stopped: false,
        }),
    },
    comparer: {
      nearest: ({ vectors, dimension, k }) => Promise.resolve(plainGraph(vectors, dimension, k)),
      quality: ({ graph }) =>
        Promise.resolve({
          mark: { k: 2, trustworthiness: 0.9, continuity: 0.8, neighboursKept: 0.5 },
          distortion: new Float32Array(graph.count).fill(0.25),
        }),
      agreement: () => Promise.resolve(1),
    },
  };
});

const bring = (table: ImportedTable, name = 'other', kind?: 'vectors' | 'map'): Promise<ImportReport> =>
  importTable({ name, file: 'other.parquet', kind }, table, dependencies, task);

function vectorsOf(rows: readonly (readonly number[])[]): NonNullable<ImportedTable['vectors']> {
  return { numbers: Float32Array.from(rows.flat()), dimension: rows[0]?.length ?? 0 };
}

const unit = [
  [1, 0],
  [0, 1],
  [0.6, 0.8],
  [0.8, 0.6],
];

const embedUnit = (): Promise<void> =>
  embed(
    collection,
    images.map((id, at) => [id, unit[at] ?? []]),
  );

describe('vectors from elsewhere', () => {
  it('are those of a model of their own, with the bits that they had, and a map shows them', async () => {
    const report = await bring({ ids: images, vectors: vectorsOf(unit) });
    expect(report).toMatchObject({
      images: 4,
      missing: 0,
      vectors: { dimension: 2, normalised: 0 },
      map: 'other',
    });
    const name = report.vectors?.model ?? '';
    expect(name).toMatch(/^other-[0-9a-f]{8}$/);
    const read = await new EmbeddingFiles(collection, sha256, name).read();
    expect([...(read?.rows.values() ?? [])].map(({ vector }) => vector)).toEqual(
      unit.map((one) => Float32Array.from(one)),
    );
    const map = await collection.readProjection('other');
    expect(map).toMatchObject({ method: 'umap', model: { id: name, label: 'other' } });
  });

  it('are counted and told where they do not fit', async () => {
    const nan = [NaN, 1];
    const table = {
      ids: ['images/a.webp', 'b', 'b', 'nobody', 'c', 'd'],
      vectors: vectorsOf([[3, 4], ...unit.slice(0, 2), [1, 0], nan, [0, 0]]),
    };
    const report = await bring(table);
    expect(report).toMatchObject({ images: 2, unknown: 1, duplicates: 1, unusable: 2, missing: 0 });
    expect(report.vectors?.normalised).toBe(1);
    const read = await new EmbeddingFiles(collection, sha256, report.vectors?.model ?? '').read();
    expect(read?.rows.get('a')?.vector).toEqual(Float32Array.from([0.6, 0.8]));
    expect(describeImport(report)).toBe(
      'Vectors of 2 numbers and the map “other” came in from other.parquet: 2 images. Vectors normalised, because they had another length than 1: 1. Rows left out, of images that the collection does not have: 1. Rows left out, of an image that had come before: 1. Rows left out, with numbers that cannot be used: 2.',
    );
  });

  it.each([
    [{ ids: ['x'], vectors: vectorsOf([[1, 0]]) }, /none of its ids/],
    [{ ids: ['a'], vectors: vectorsOf([[0, 0]]) }, /no.* direction/],
    [{ ids: ['a'] }, /no vectors and no map/],
  ])('change nothing where none of them can be used', async (table, detail) => {
    const before = [...store.files.keys()];
    await expect(bring(table)).rejects.toMatchObject({
      failure: { kind: 'bad-import', detail: expect.stringMatching(detail) as string },
    });
    expect([...store.files.keys()]).toEqual(before);
  });

  it('take the place of those that came in by the same name, last of all', async () => {
    const first = await bring({ ids: images, vectors: vectorsOf(unit) });
    const again = await bring({ ids: images, vectors: vectorsOf(unit) });
    expect(again.vectors?.model).toBe(first.vectors?.model);
    const second = await bring({ ids: images, vectors: vectorsOf(unit.toReversed()) });
    const other = await bring({ ids: images, vectors: vectorsOf(unit) }, 'third');
    expect(await store.list(EMBEDDINGS_FOLDER)).toEqual(
      [second, other].flatMap(({ vectors }) =>
        ['json', 'npy'].map((end) => `${vectors?.model ?? ''}.${end}`),
      ),
    );
    expect((await collection.readProjection('other'))?.model.id).toBe(second.vectors?.model);
  });

  it('leave nothing of the earlier ones, wherever their removal ends, once they came in again', async () => {
    const brought = async (): Promise<readonly string[]> => {
      await bring({ ids: images, vectors: vectorsOf(unit.toReversed()) });
      return [...store.files.keys()].filter((file) => file.startsWith('cache/')).sort();
    };
    const whole = await brought();
    const remove = store.remove.bind(store);
    let removals = 0;
    for (let left = 0; ; left++) {
      await bring({ ids: images, vectors: vectorsOf(unit) });
      removals = 0;
      store.remove = async (file) => {
        if (removals === left) throw new Error('killed');
        removals++;
        await remove(file);
      };
      const ended = await brought().catch(() => undefined);
      store.remove = remove;
      expect(await brought(), `killed after ${left} removals`).toEqual(whole);
      if (ended !== undefined) break;
    }
    expect(removals).toBeGreaterThan(4);
  });

  it.each([
    ['matrix', /\.npy$/],
    ['description', /embeddings\/.*\.json$/],
    ['map', /^projections\//],
  ])('leave what there was where the %s cannot be written', async (_, path) => {
    const first = await bring({ ids: images, vectors: vectorsOf(unit) });
    const map = store.files.get('projections/other.json');
    store.failWrites = (file) => (path.test(file) ? new Error('full') : undefined);
    await expect(bring({ ids: images, vectors: vectorsOf(unit.toReversed()) })).rejects.toThrow('full');
    store.failWrites = () => undefined;
    expect(store.files.get('projections/other.json')).toBe(map);
    const read = await new EmbeddingFiles(collection, sha256, first.vectors?.model ?? '').read();
    expect(read?.rows.get('a')?.vector).toEqual(Float32Array.from([1, 0]));
    expect(collection.problems.all()).toEqual([]);
  });
});

describe('a map from elsewhere', () => {
  const points = { layout: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]), dimensions: 2 } as const;

  it('stands beside ours, measured by the vectors that there are', async () => {
    await embedUnit();
    await bring({ ids: images, points });
    expect(await collection.readProjection('other')).toMatchObject({
      method: 'imported',
      parameters: { file: 'other.parquet' },
      model: { id: model.id },
      quality: { trustworthiness: 0.9 },
      ids: images,
      layout: points.layout,
    });
  });

  it('is not measured where it lacks images, or where there are no vectors', async () => {
    expect((await bring({ ids: images, points })).images).toBe(4);
    expect(await collection.readProjection('other')).toMatchObject({ model: { id: 'unknown' } });
    await embedUnit();
    const part = await bring({
      ids: ['a', 'b', 'x', 'd'],
      points: { ...points, layout: points.layout.with(7, NaN) },
    });
    expect(part).toMatchObject({ images: 2, unknown: 1, unusable: 1, missing: 1 });
    expect((await collection.readProjection('other'))?.quality).toBeUndefined();
  });

  it('comes with vectors as theirs, or alone where only that is wanted', async () => {
    const table = { ids: images, vectors: vectorsOf(unit), points };
    const both = await bring(table);
    expect(await collection.readProjection('other')).toMatchObject({
      method: 'imported',
      model: { id: both.vectors?.model },
    });
    expect((await bring(table, 'alone', 'map')).vectors).toBeUndefined();
    expect((await bring(table, 'laid-out', 'vectors')).map).toBe('laid-out');
    expect((await collection.readProjection('laid-out'))?.method).toBe('umap');
  });

  it('never replaces one that was computed here', async () => {
    await collection.writeProjection(projection('umap', images));
    await expect(bring({ ids: images, points }, 'umap')).rejects.toMatchObject({
      failure: { kind: 'bad-argument' },
    });
    expect((await collection.readProjection('umap'))?.method).toBe('umap');
  });
});

it.each([
  ['maps/My Map (2).parquet', 'my-map-2'],
  ['C:\\maps\\Häuser.csv', 'hauser'],
  ['umap.csv', 'umap-imported'],
  ['preview.csv', 'preview-imported'],
  ['…', 'imported'],
])('offers for %j the name %j', (file, name) => {
  const maps = [{ name: 'umap', method: 'umap', model }] as const;
  expect(offeredName(file, maps)).toBe(name);
  expect(importNameProblem(name, maps)).toBeUndefined();
});

it('knows columns by their usual names, those of one map together', () => {
  expect(knownColumns(['ID', 'UMAP_X', 'UMAP_Y', 'Embedding'])).toEqual({
    id: 'ID',
    vector: 'Embedding',
    x: 'UMAP_X',
    y: 'UMAP_Y',
    z: undefined,
  });
  expect(knownColumns(['x', 'projection_x', 'projection_y', 'y'])).toMatchObject({
    x: 'projection_x',
    y: 'projection_y',
  });
});
