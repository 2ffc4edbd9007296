import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { lexiclip, makeWorkspace, readJson, standIn, type CliResult } from './cli.ts';

/* What becomes of maps from a terminal: kept, added to, made with other parameters, measured. */

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

const run = (...args: string[]): Promise<CliResult> =>
  lexiclip([...args, '--model', standIn, '--device', 'cpu', '--workspace', workspace.path]);
const explore = (concepts: readonly string[], ...args: string[]): Promise<CliResult> =>
  run('explore', ...concepts, '--source', 'sample', ...args);
const map = (name: string): Promise<ProjectionFile> =>
  readJson<ProjectionFile>(workspace.path, `projections/${name}.json`);
const file = (name: string): Promise<Buffer> => readFile(path.join(workspace.path, '.lexiclip', name));

beforeAll(async () => {
  workspace = await makeWorkspace();
  expect((await explore(['cat', 'dog', 'tomato', 'banana'])).status).toBe(0);
});
afterAll(async () => {
  await workspace.remove();
});

describe('maps from a terminal', () => {
  it('say how far they can be trusted, image by image', async () => {
    for (const name of ['umap', 'tsne']) {
      const { quality, points, origin, loss } = await map(name);
      expect(origin).toBe('anew');
      expect(loss).toBeGreaterThan(0);
      expect(quality?.k).toBe(15);
      // Chance gives a half; of forty images, every third is among the nearest.
      expect(quality?.trustworthiness).toBeGreaterThan(0.65);
      expect(quality?.continuity).toBeGreaterThan(0.65);
      const lost = points.map(({ distortion }) => distortion ?? NaN);
      expect(1 - lost.reduce((sum, share) => sum + share, 0) / lost.length).toBeCloseTo(
        quality?.neighboursKept ?? NaN,
        3,
      );
    }
  });

  it('share one neighbour graph, which NumPy can open', async () => {
    const graph = await readJson<{ rows: unknown[]; k: number }>(
      workspace.path,
      'cache/neighbours/resnet50-imagenet-k39.json',
    );
    expect([graph.rows.length, graph.k]).toEqual([40, 39]);
    const indices = await file('cache/neighbours/resnet50-imagenet-k39.indices.npy');
    expect(indices.subarray(1, 6).toString()).toBe('NUMPY');
    expect(indices.toString('latin1', 0, 128)).toContain("'shape':(40,39)");
  });

  it('keep every old point where it is when new images are placed', async () => {
    const before = new Map((await map('umap')).points.map((point) => [point.id, point]));
    expect((await explore(['apple'], '--count', '4', '--new-images', 'place')).status).toBe(0);
    const { points, origin } = await map('umap');
    expect(origin).toBe('placed');
    expect(points).toHaveLength(44);
    const old = points.filter(({ id }) => before.has(id));
    expect(old).toHaveLength(40);
    for (const { id, x, y } of old) expect([x, y]).toEqual([before.get(id)?.x, before.get(id)?.y]);
  });

  it('are refitted from where they are otherwise, and left alone when nothing is new', async () => {
    const before = new Map((await map('tsne')).points.map((point) => [point.id, point]));
    await explore(['apple'], '--count', '8');
    const { points, origin } = await map('tsne');
    expect(origin).toBe('refitted');
    const extent = (of: (point: { x: number; y: number }) => number): number =>
      Math.max(...[...before.values()].map(of)) - Math.min(...[...before.values()].map(of));
    const diameter = Math.hypot(
      extent(({ x }) => x),
      extent(({ y }) => y),
    );
    const shifts = points
      .flatMap(({ id, x, y }) => {
        const at = before.get(id);
        return at === undefined ? [] : [Math.hypot(x - at.x, y - at.y)];
      })
      .sort((a, b) => a - b);
    expect(shifts[Math.floor(shifts.length / 2)]).toBeLessThan(0.02 * diameter);
    const written = await file('projections/tsne.json');
    await explore(['apple'], '--count', '8');
    expect(await file('projections/tsne.json')).toEqual(written);
  });

  it('are made by any method with any parameters, under a name of their own', async () => {
    const parameters = ['--parameter', 'dimensions=3', '--parameter', 'minDist=0.5'];
    const made = await run('project', '--method', 'umap', '--name', 'space', ...parameters, '--json');
    expect(JSON.parse(made.stdout)).toMatchObject({ projections: ['space'] });
    const { parameters: used, points } = await map('space');
    expect(used).toMatchObject({ dimensions: 3, minDist: 0.5, neighbors: 15 });
    expect(points.every(({ z = NaN }) => Number.isFinite(z))).toBe(true);
    expect((await run('project', '--method', 'pca,umap-js')).status).toBe(0);
    expect((await map('umap-js')).points).toHaveLength(48);
  });

  it('keep the parameters that they were given when images are added', async () => {
    await run('project', '--method', 'umap', '--parameter', 'neighbors=8');
    await explore(['pear'], '--count', '3');
    expect((await map('umap')).parameters['neighbors']).toBe(8);
  });

  it('refuse what is no parameter, with status 2', async () => {
    const unknown = await run('project', '--method', 'tsne', '--parameter', 'neighbors=8');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('neighbors is no parameter of t-SNE, which has perplexity');
    const unfit = await run('project', '--method', 'umap', '--parameter', 'minDist=7');
    expect(unfit.status).toBe(2);
    expect(unfit.stderr).toContain('minDist must be from 0 to 1');
    const together = await run('project', '--method', 'umap', '--parameter', 'spread=0.05');
    expect(together.status).toBe(2);
    const apart = await run(
      'project',
      '--method',
      'umap',
      '--parameter',
      'spread=0.1',
      '--parameter',
      'minDist=0.5',
    );
    expect(apart.status).toBe(2);
    expect(apart.stderr).toContain('minDist must not be larger than the spread');
  });

  it('are measured for their stability', async () => {
    const measured = await run('project', '--method', 'umap', '--stability', '--json');
    const { stability } = JSON.parse(measured.stdout) as { stability: { umap: number } };
    expect(stability.umap).toBeGreaterThan(0.4);
    expect(stability.umap).toBeLessThan(1);
    expect((await map('umap')).stability).toMatchObject({
      k: 15,
      seeds: [43, 44, 45],
      agreement: stability.umap,
    });
    const still = await run('project', '--method', 'pca', '--stability');
    expect(still.status).toBe(1);
    expect(still.stderr).toContain('PCA cannot be run from other starts');
  });
});

describe('what an exploration has left undone, from a terminal', () => {
  it('is done: vectors that are missing, maps that are, and maps that lack images', async () => {
    const other = await makeWorkspace();
    const there = (...args: string[]): Promise<CliResult> =>
      lexiclip([...args, '--model', standIn, '--device', 'cpu', '--workspace', other.path]);
    const umap = async (): Promise<ProjectionFile['points']> =>
      (await readJson<ProjectionFile>(other.path, 'projections/umap.json')).points;
    try {
      expect((await there('continue')).stderr).toContain('There are no images to work on.');
      expect((await there('fetch', 'cat', 'dog', '--source', 'sample')).status).toBe(0);
      const first = await there('continue', '--json');
      expect(JSON.parse(first.stdout)).toMatchObject({ embedded: 20, projections: ['tsne', 'umap'] });
      const before = await umap();
      expect((await there('fetch', 'pear', '--source', 'sample', '--count', '3')).status).toBe(0);
      const second = await there('continue', '--new-images', 'place', '--json');
      expect(JSON.parse(second.stdout)).toMatchObject({ embedded: 3, projections: ['tsne', 'umap'] });
      const after = new Map((await umap()).map(({ id, x, y }) => [id, { x, y }]));
      expect(after.size).toBe(23);
      for (const { id, x, y } of before) expect(after.get(id)).toEqual({ x, y });
    } finally {
      await other.remove();
    }
  });
});

describe('the neighbour graph from a terminal', () => {
  it('tells duplicates and outliers', async () => {
    const { stdout } = await run('duplicates', '--similarity', '0.9', '--json');
    const { sets, compared } = JSON.parse(stdout) as {
      compared: number;
      sets: { similarity: number; images: { id: string; score: number }[] }[];
    };
    expect(compared).toBe(51);
    expect(sets.length).toBeGreaterThan(0);
    for (const { images } of sets) {
      expect(images.length).toBeGreaterThan(1);
      for (const { score } of images) expect(score).toBeGreaterThanOrEqual(0.9);
    }
    const outliers = await run('outliers', '--kind', 'alone', '--limit', '2');
    expect(outliers.stdout.trim().split('\n')).toHaveLength(2);
    expect(outliers.stderr).toContain('2 of 51 images');
    expect((await run('duplicates', '--similarity', '2')).status).toBe(2);
  });
});
