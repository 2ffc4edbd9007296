import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, encodeMatrix } from '../../src/core/collection/matrix.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { readJson } from './cli.ts';
import { setting } from './damages.ts';
import {
  BUSY_MS,
  commands,
  ExploredCollections,
  inCollection,
  JOURNAL,
  MODEL,
  run,
  someAtOnce,
} from './explored.ts';

/* Files of the cache that somebody made up: they are whole, and what they say is none of ours. */

let collections: ExploredCollections;

beforeAll(async () => {
  collections = await ExploredCollections.explore();
});
afterAll(async () => {
  await collections.remove();
});

const embeddings = `cache/embeddings/${MODEL}`;
const neighbours = `cache/neighbours/${MODEL}-k7`;

describe.concurrent('numbers that vouch for each other, and are none of ours:', { timeout: BUSY_MS }, () => {
  const count = 8;
  const k = 7;
  const others = (row: number): number[] => [...Array(count).keys()].filter((other) => other !== row);
  const right = [...Array(count).keys()].flatMap(others);
  const flat = new Array<number>(count * k).fill(0.5);

  async function forgeGraph(
    workspace: string,
    indices: readonly number[],
    distances: readonly number[],
  ): Promise<void> {
    const [to, far] = [Int32Array.from(indices), Float32Array.from(distances)];
    await writeFile(inCollection(workspace, `${neighbours}.indices.npy`), encodeMatrix(to, count, k));
    await writeFile(inCollection(workspace, `${neighbours}.distances.npy`), encodeMatrix(far, count, k));
    const file = inCollection(workspace, `${neighbours}.json`);
    await setting('indicesSha256', await sha256(bytesOf(to)))(file);
    await setting('distancesSha256', await sha256(bytesOf(far)))(file);
  }

  it.for([
    ['neighbours out of range', right.map((other) => other + 5), flat],
    ['neighbours of -1', right.map(() => -1), flat],
    ['neighbours of the largest number', right.map(() => 2 ** 31 - 1), flat],
    ['each its own neighbour', right.map((_, at) => Math.floor(at / k)), flat],
    ['distances that are none', right, flat.map(() => NaN)],
    ['distances without end', right, flat.map(() => Infinity)],
    ['distances below nothing', right, flat.map(() => -1)],
  ] as const)('a graph with %s is computed again', async ([, indices, distances], { expect }) => {
    const workspace = await collections.copy();
    await forgeGraph(workspace, indices, distances);
    const { status, output } = await someAtOnce(() => run(workspace, [...commands.project, '--again']));
    expect(status, output).toBe(0);
    expect(output).toContain(`${neighbours}.json is damaged`);
    expect(output).toContain('is computed again');
  });

  it.for([
    ['distances of nothing', right, flat.map(() => 0)],
    ['one neighbour again and again', right.map((_, at) => (Math.floor(at / k) + 1) % count), flat],
    ['the farthest first', right, flat.map((_, at) => 2 - (at % k) / k)],
  ] as const)('a graph with %s comes to an end', async ([, indices, distances], { expect }) => {
    const workspace = await collections.copy();
    await forgeGraph(workspace, indices, distances);
    const maps = ['project', '--method', 'umap,tsne', '--again'];
    for (const command of [maps, commands.duplicates, commands.outliers]) {
      const { status, output } = await someAtOnce(() => run(workspace, command));
      expect(status, output).toBe(0);
    }
  });

  it.for([
    ['that are no numbers', NaN],
    ['without end', Infinity],
    ['of nothing', 0],
    ['of great length', 1e30],
  ] as const)('vectors %s are computed again', async ([, number], { expect }) => {
    const workspace = await collections.copy();
    const file = inCollection(workspace, `${embeddings}.json`);
    const { dimension, rows } = await readJson<{ dimension: number; rows: [] }>(
      workspace,
      `${embeddings}.json`,
    );
    const vectors = new Float32Array(rows.length * dimension).fill(number);
    await writeFile(
      inCollection(workspace, `${embeddings}.npy`),
      encodeMatrix(vectors, rows.length, dimension),
    );
    await setting('vectorsSha256', await sha256(bytesOf(vectors)))(file);
    await rm(inCollection(workspace, 'cache/neighbours'), { recursive: true });
    await forgeJournal(workspace, dimension, number);
    for (const command of ['duplicates', 'outliers', 'search', 'project'] as const) {
      const { status, output } = await someAtOnce(() => run(workspace, commands[command]));
      expect(status, output).toBe(1);
    }
    const { status, output } = await someAtOnce(() => run(workspace, commands.explore));
    expect(status, output).toBe(0);
    expect(output).toContain('8 embedded with');
  });

  /** Of the run that was left, with a row that vouches for itself. */
  async function forgeJournal(workspace: string, dimension: number, number: number): Promise<void> {
    const file = inCollection(workspace, JOURNAL);
    const [origin = ''] = (await readFile(file, 'utf8')).split('\n');
    const { rows } = await readJson<{ rows: { id: string; sha256: string }[] }>(
      workspace,
      `${embeddings}.json`,
    );
    const vector = new Float32Array(dimension).fill(number);
    const lines = rows.map(async ({ id, sha256: digest }) => {
      const check = await sha256(JSON.stringify(['left', id, digest, await sha256(bytesOf(vector))]));
      return JSON.stringify({ id, sha256: digest, check });
    });
    await writeFile(file, `${[origin, ...(await Promise.all(lines))].join('\n')}\n`);
    await writeFile(file.replace('jsonl', 'f32'), Buffer.concat(rows.map(() => bytesOf(vector))));
  }
});

describe('a journal', () => {
  it.for([
    ['of no known origin', '{}\n'],
    ['of rows of a huge dimension', '{"dimension":1000000000}\n{"id":"a","sha256":"b","check":"c"}\n'],
    ['that is no JSON', 'these are no vectors\n'],
  ] as const)('%s is kept elsewhere, and told once', async ([, content]) => {
    const workspace = await collections.copy();
    await writeFile(inCollection(workspace, JOURNAL), content);
    const { status, output } = await run(workspace, commands.fetch);
    expect(status, output).toBe(0);
    expect(output).toMatch(/journal-left\.jsonl does not say .* It is kept as cache\/set-aside\/\S+jsonl-/);
    const again = await run(workspace, commands.fetch);
    expect(again.output).not.toContain('warning');
  });
});

describe('a map', () => {
  it('without points is computed again', async () => {
    const workspace = await collections.copy();
    await setting('points', [])(inCollection(workspace, 'projections/pca.json'));
    expect((await run(workspace, commands.project)).status).toBe(0);
    const { points } = await readJson<{ points: unknown[] }>(workspace, 'projections/pca.json');
    expect(points).toHaveLength(8);
  });

  it('under names of graphs that cannot be is computed all the same', async () => {
    const workspace = await collections.copy();
    for (const k of ['99999999999999999999', '1e21', '007', '999999'])
      await writeFile(inCollection(workspace, `cache/neighbours/${MODEL}-k${k}.json`), '{}');
    for (const command of ['duplicates', 'outliers'] as const) {
      const { status, output } = await run(workspace, commands[command]);
      expect(status, output).toBe(0);
    }
    // What was computed is found again.
    expect((await run(workspace, commands.duplicates)).output).not.toContain('warning');
  });
});
