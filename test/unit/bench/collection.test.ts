import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { generateCollection } from '../../bench/collection/generate.ts';
import { collectionRows } from '../../bench/collection/rows.ts';

const logger = { info: (): void => undefined, warn: (): void => undefined };
let workspace: string;

beforeAll(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'lexiclip-bench-collection-'));
  await generateCollection(workspace, 50);
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

it('is a collection without any fault', async () => {
  const { collection } = new CollectionFolder(workspace, path.join(workspace, 'folders'), logger);
  const { images, concepts } = await collection.view();
  expect([images.length, concepts.length]).toEqual([50, 12]);
  expect((await collection.projections()).map(({ name, points }) => [name, points.length])).toEqual([
    ['tsne', 50],
    ['umap', 50],
  ]);
  expect(collection.problems.all()).toEqual([]);
});

it.each([
  ['open-cold', { images: 50 }],
  ['open-warm', { images: 50 }],
  ['check', { images: 50 }],
  ['tree', { rows: 50 }],
  ['one-file-changed', { seen: 1 }],
  ['search', { hits: 48 }],
  ['outliers', { found: 50 }],
  ['duplicates', { found: 0 }],
])('is what the row %s needs', async (row, measures) => {
  const work = await collectionRows[row]?.(workspace);
  expect(await work?.()).toEqual(measures);
});
