import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, standIn, type Report } from './cli.ts';
import { sameConceptShare } from './vectors.ts';

const explore = (workspace: string): Promise<Awaited<ReturnType<typeof lexiclip>>> =>
  lexiclip([
    'explore',
    ...EXAMPLE_CONCEPTS,
    '--source',
    'sample',
    '--model',
    standIn,
    '--workspace',
    workspace,
    '--json',
  ]);

describe('the twelve concepts of the article, ten images each, from the sample', () => {
  const workspaces: Awaited<ReturnType<typeof makeWorkspace>>[] = [];
  let workspace: string;
  let first: Report;

  beforeAll(async () => {
    workspaces.push(await makeWorkspace(), await makeWorkspace());
    workspace = workspaces[0]?.path ?? '';
    const result = await explore(workspace);
    expect(result.stderr).not.toContain('warning');
    expect(result.status).toBe(0);
    first = report(result);
  });

  afterAll(async () => {
    await Promise.all(workspaces.map(({ remove }) => remove()));
  });

  it('gives 120 prompt files, 120 vectors and two maps, and says so', async () => {
    expect(first).toMatchObject({ embedded: 120, model: 'resnet50-imagenet', device: 'cpu', workspace });
    expect([...first.projections].sort()).toEqual(['tsne', 'umap']);
    expect(first.concepts.map(({ name, fetched }) => [name, fetched])).toEqual(
      EXAMPLE_CONCEPTS.map((name) => [name, 10]),
    );
    const files = await collectionFiles(workspace);
    const count = (pattern: RegExp): number => files.filter((file) => pattern.test(file)).length;
    expect(count(/^concepts\/\w+\/(?!concept\.json)[\w-]+\.json$/)).toBe(120);
    expect(count(/^images\/[\w-]+\.webp$/)).toBe(120);
    expect(count(/^cache\/thumbnails\/[\w-]+\.webp$/)).toBe(120);
    expect(files.filter((file) => /journal|\.\d+$/.test(file))).toEqual([]);
    const { rows, dimension } = await readJson<{ rows: unknown[]; dimension: number }>(
      workspace,
      'cache/embeddings/resnet50-imagenet.json',
    );
    expect([rows.length, dimension]).toEqual([120, 2048]);
  });

  it('writes maps that say how they were made', async () => {
    for (const name of ['umap', 'tsne']) {
      const map = await readJson<ProjectionFile>(workspace, `projections/${name}.json`);
      expect(map).toMatchObject({
        name,
        method: name,
        seed: 42,
        model: { id: 'resnet50-imagenet', standIn: true },
      });
      expect(map.points).toHaveLength(120);
      expect(map.points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    }
  });

  it('names author and licence in every prompt file', async () => {
    const { images } = await readJson<{ images: string[] }>(workspace, 'concepts/pear/concept.json');
    for (const id of images) {
      const prompt = await readJson<{ author: { name: string }; licence: { spdx: string } }>(
        workspace,
        `concepts/pear/${id}.json`,
      );
      expect(prompt.author.name).not.toBe('');
      expect(prompt.licence.spdx).toMatch(/^(Apache-2\.0|MIT|CC-BY-[34]\.0|CC-BY-SA-4\.0)$/);
    }
  });

  it('puts the nearest neighbour of at least half of the drawings into their own concept', async () => {
    expect(await sameConceptShare(workspace, 'resnet50-imagenet')).toBeGreaterThanOrEqual(0.5);
  });

  it('fetches and embeds nothing when run again, and leaves the maps as they are', async () => {
    const map = path.join(workspace, '.lexiclip/projections/umap.json');
    const before = await readFile(map, 'utf8');
    const again = report(await explore(workspace));
    expect(again.embedded).toBe(0);
    expect(again.concepts.every(({ fetched, cached }) => fetched === 0 && cached === 10)).toBe(true);
    expect(await readFile(map, 'utf8')).toBe(before);
  });

  it('gives the same points, bit by bit, for the same seed in another folder', async () => {
    const other = workspaces[1]?.path ?? '';
    await explore(other);
    for (const name of ['umap', 'tsne']) {
      const points = async (from: string): Promise<unknown> =>
        (await readJson<ProjectionFile>(from, `projections/${name}.json`)).points;
      expect(await points(other)).toEqual(await points(workspace));
    }
  });
});
