import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClusteredImage, ClustersHeader } from '../../src/core/collection/clusters-schema.ts';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { lexiclip, makeWorkspace, readJson, standIn, type CliResult } from './cli.ts';
import { inCollection, replaceText } from './explored.ts';

const MODEL = 'resnet50-imagenet';

const FILE = `clusters/${MODEL}.json`;

/** What the prompts of the sample call a concept; of all others they say its name. */
const ALSO: Readonly<Record<string, readonly string[]>> = { dinosaur: ['t rex', 'sauropod'] };

interface Listed {
  readonly levels: readonly {
    readonly name: string;
    readonly clusters: readonly {
      readonly name: string;
      readonly namedByHand: boolean;
      readonly size: number;
      readonly medoid: string;
    }[];
  }[];
}

describe('the clusters of the sample', () => {
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  let conceptOf: ReadonlyMap<string, string>;

  const run = (command: readonly string[]): Promise<CliResult> =>
    lexiclip([...command, '--model', standIn, '--device', 'cpu', '--workspace', workspace.path]);
  const list = async (...options: readonly string[]): Promise<Listed> => {
    const { status, stdout, stderr } = await run(['clusters', '--json', ...options]);
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout) as Listed;
  };
  const stored = (): Promise<ClustersHeader & { images: ClusteredImage[] }> => readJson(workspace.path, FILE);

  beforeAll(async () => {
    workspace = await makeWorkspace();
    const explored = await run(['explore', ...EXAMPLE_CONCEPTS, '--source', 'sample', '--method', 'pca']);
    expect(explored.status, explored.stderr).toBe(0);
    const lists = EXAMPLE_CONCEPTS.map(async (concept) => {
      const { images } = await readJson<{ images: string[] }>(
        workspace.path,
        `concepts/${concept}/concept.json`,
      );
      return images.map((id): [string, string] => [id, concept]);
    });
    conceptOf = new Map((await Promise.all(lists)).flat());
  });
  afterAll(() => workspace.remove());

  it('come with the exploration, at three levels within each other', async () => {
    const { levels } = await stored();
    expect(levels.map(({ name }) => name)).toEqual(['coarse', 'middle', 'fine']);
    const sizes = levels.map(({ clusters }) => clusters.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    for (const { clusters } of levels) {
      expect(clusters.reduce((sum, { size }) => sum + size, 0)).toBe(120);
      expect(new Set(clusters.map(({ name }) => name)).size).toBe(clusters.length);
    }
    const parents = levels[2]?.clusters.map(({ parent }) => parent);
    expect(new Set(parents)).toEqual(new Set(levels[1]?.clusters.map(({ id }) => id)));
  });

  it('name at least nine of the twelve concepts, from prompts alone', async () => {
    await list('--no-concepts');
    const { levels, images } = await stored();
    const [, middle, fine] = levels;
    expect(middle?.clusters.length).toBeGreaterThanOrEqual(9);
    expect(middle?.clusters.length).toBeLessThanOrEqual(15);
    const parentOf = new Map(fine?.clusters.map(({ id, parent }) => [id, parent]));
    const clusterOf = new Map(images.map(({ id, cluster }) => [id, parentOf.get(cluster)]));
    const named = EXAMPLE_CONCEPTS.filter((concept) => {
      const counts = new Map<string, number>();
      for (const [id, own] of conceptOf) {
        const cluster = clusterOf.get(id) ?? '';
        if (own === concept) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
      }
      const [most] = [...counts].sort(([, a], [, b]) => b - a);
      const name = middle?.clusters.find(({ id }) => id === most?.[0])?.name ?? '';
      // The cluster that most of its images are in is called so.
      return [concept, ...(ALSO[concept] ?? [])].some((word) =>
        name.split(', ').some((term) => isOf(term, word)),
      );
    });
    expect(named.length, named.join()).toBeGreaterThanOrEqual(9);
  });

  const isOf = (term: string, word: string): boolean => ` ${term} `.includes(` ${word} `);

  it('are listed by size, at one level or all', async () => {
    const { levels } = await list();
    expect(levels).toHaveLength(3);
    const [middle] = (await list('--level', 'middle')).levels;
    expect(middle).toEqual(levels[1]);
    const sizes = middle?.clusters.map(({ size }) => size) ?? [];
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const { stdout } = await run(['clusters', '--level', 'coarse']);
    expect(stdout.split('\n')[0]).toBe('coarse');
    expect(stdout).not.toContain('middle');
    expect((await run(['clusters', '--level', 'other'])).status).toBe(2);
  });

  it('are as they were when run again, by exploring too', async () => {
    const file = inCollection(workspace.path, FILE);
    const [before, { mtimeMs }] = [await readFile(file, 'utf8'), await stat(file)];
    await list();
    await run(['explore', ...EXAMPLE_CONCEPTS, '--source', 'sample', '--method', 'pca']);
    await run(['continue', '--method', 'pca']);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  });

  it('are renamed and made concepts by their ids', async () => {
    const [, middle] = (await stored()).levels;
    const one = middle?.clusters.find(({ name }) => name.includes('apple'));
    const { id = '', size, suggested } = one ?? {};
    expect((await run(['clusters', 'rename', id, 'Sweet things'])).status).toBe(0);
    expect((await stored()).levels[1]?.clusters.find((cluster) => cluster.id === id)?.name).toBe(
      'Sweet things',
    );
    const made = await run(['clusters', 'concept', id, '--json']);
    expect(JSON.parse(made.stdout)).toMatchObject({ concept: 'Sweet things', images: size });
    const { images } = await readJson<{ images: string[] }>(
      workspace.path,
      'concepts/sweet-things/concept.json',
    );
    expect(images).toHaveLength(size ?? 0);
    // Every image has its vector and its place on the map already.
    const again = await run(['continue', '--method', 'pca', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ embedded: 0 });
    const taken = await run(['clusters', 'concept', id, 'Apple']);
    expect([taken.status, taken.stderr]).toEqual([
      2,
      expect.stringContaining('“Apple” is a concept already'),
    ]);
    expect((await run(['clusters', 'rename', 'middle-99', 'x'])).status).toBe(1);
    expect((await run(['clusters', 'rename', id])).status).toBe(0);
    expect((await stored()).levels[1]?.clusters.find((cluster) => cluster.id === id)?.name).toBe(suggested);
  });

  it('keep a name that was given by hand when they are computed again', async () => {
    const [, middle] = (await stored()).levels;
    const { name = '' } = middle?.clusters.find((cluster) => cluster.name.includes('elephant')) ?? {};
    await replaceText(inCollection(workspace.path, FILE), `"name": "${name}"`, '"name": "Big and grey"');
    const again = await list('--level', 'middle', '--seed', '7');
    expect(again.levels[0]?.clusters.filter(({ namedByHand }) => namedByHand).map((one) => one.name)).toEqual(
      ['Big and grey'],
    );
  });
});
