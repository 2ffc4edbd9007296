import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { THUMBNAIL } from '../../../src/core/explore/map.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import { existingGraph } from '../../../src/core/neighbours/collection-graph.ts';
import { findDuplicates } from '../../../src/core/neighbours/findings-stage.ts';
import { findOutliers } from '../../../src/core/neighbours/outliers-stage.ts';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { generateCollection } from '../../bench/collection/generate.ts';
import { VECTORS_NAME } from '../../bench/collection/shape.ts';

const N = 50;
const task = { signal: new AbortController().signal, onProgress: () => undefined };

describe('the generated collection', () => {
  let scratch = '';
  let collection: Collection;
  const warnings: string[] = [];

  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'lexiclip-generated-'));
    for (const name of ['one', 'another']) await generateCollection(path.join(scratch, name), N, 3);
    const logger = { info: () => undefined, warn: (message: string) => warnings.push(message) };
    const workspace = path.join(scratch, 'one');
    ({ collection } = new CollectionFolder(workspace, path.join(scratch, 'grants'), logger));
  });

  afterAll(async () => {
    await rm(scratch, { recursive: true, force: true });
  });

  it('has the wanted images, in twelve concepts of which the last is large', async () => {
    const { images } = await collection.view();
    expect(images).toHaveLength(N);
    expect((await collection.read())?.concepts).toHaveLength(12);
    expect(images.filter(({ concepts }) => concepts[0] === 11).length).toBeGreaterThan(N / 3);
    for (const { id, prompt } of images) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(prompt.length).toBeGreaterThanOrEqual(100);
      expect(prompt.length).toBeLessThanOrEqual(300);
    }
  });

  it('has two maps of all images, with thumbnails', async () => {
    const visible = { nsfw: true, grids: true };
    const map = await explorerMap(collection, await collection.view(), {
      title: 'bench',
      visible,
      thumbnails: '',
      sheets: '',
    });
    expect(map?.projections.map(({ name }) => name)).toEqual(['umap', 'tsne']);
    expect(map?.images.ids).toHaveLength(N);
    expect(map?.images.flags.every((flag) => (flag & THUMBNAIL) > 0)).toBe(true);
    for (const { xy, distortion } of map?.projections ?? []) {
      expect(xy).not.toContain(NaN);
      expect(distortion).not.toContain(NaN);
    }
  });

  it('has vectors of all images', async () => {
    const embeddings = await new EmbeddingFiles(collection, sha256, VECTORS_NAME).read();
    expect([...(embeddings?.rows.keys() ?? [])]).toEqual(
      (await collection.view()).images.map(({ id }) => id),
    );
  });

  it('has a neighbour graph of the images as they are, so that nothing is compared', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('vectors were compared'));
    const comparer = { nearest: refuse, quality: refuse, agreement: refuse };
    const dependencies = { collection, vectors: VECTORS_NAME, sha256, comparer };
    const { k, count, indices } = (await existingGraph(dependencies))?.graph ?? {};
    expect({ k, count }).toEqual({ k: N - 1, count: N });
    for (let row = 0; row < N; row++)
      expect(new Set(indices?.subarray(row * (N - 1), (row + 1) * (N - 1))).add(row).size).toBe(N);
    const outliers = await findOutliers({ limit: 10 }, dependencies, task);
    expect(outliers.alone).toHaveLength(10);
    const { sets } = await findDuplicates({ leastSimilarity: 0.95 }, dependencies, task);
    expect(sets.map(({ images }) => images.length)).toEqual([2]);
  });

  it('is the same for the same seed', async () => {
    const [{ path: prompt } = { path: '' }] = (await collection.view()).images;
    const embeddings = `cache/embeddings/${VECTORS_NAME}.npy`;
    for (const file of ['collection.json', prompt, 'projections/tsne.json', embeddings]) {
      const read = (name: string): Promise<Buffer> => readFile(path.join(scratch, name, '.lexiclip', file));
      expect(await read('one')).toEqual(await read('another'));
    }
  });

  it('has been read without any problem', () => {
    expect(warnings).toEqual([]);
    expect(collection.problems.all()).toEqual([]);
  });
});
