import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dump } from 'npyjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { seededRandom } from '../../src/core/random.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, standIn } from './cli.ts';
import { endStarted, start } from './started.ts';
import { readVectors } from './vectors.ts';

/*
 * An import is killed at moments that a seed chooses, while it replaces another of the same name: what was there stands,
 * or what came; and the next import completes. `LEXICLIP_KILLS` and `LEXICLIP_SEED` as in killed.test.ts.
 */

const KILLS = Number(process.env['LEXICLIP_KILLS'] ?? 6);
const SEED = Number(process.env['LEXICLIP_SEED'] ?? 1);
const MODEL = 'resnet50-imagenet';
const DIMENSION = 8;

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
let original: Workspace;
let workspace: Workspace;
let ids: string[];
const random = seededRandom(SEED);

const importing = (name: string, folder: string): string[] => [
  ...[
    'import',
    path.join(original.path, name),
    '--name',
    'theirs',
    '--model',
    standIn,
    '--workspace',
    folder,
  ],
];

/** Vectors by which version of them they are: their first number is positive or negative. */
async function writeMatrix(name: string, sign: 1 | -1): Promise<void> {
  const numbers = Float32Array.from({ length: ids.length * DIMENSION }, (_, at) =>
    at % DIMENSION === 0 ? sign : random() / 10,
  );
  await writeFile(
    path.join(original.path, `${name}.npy`),
    new Uint8Array(dump(numbers, [ids.length, DIMENSION])),
  );
  await writeFile(path.join(original.path, `${name}.json`), JSON.stringify(ids));
}

beforeAll(async () => {
  original = await makeWorkspace();
  const { status, stderr } = await lexiclip(
    [
      'explore',
      'cat',
      'dog',
      '--source',
      'sample',
      '--method',
      'pca',
      '--model',
      standIn,
      '--device',
      'cpu',
    ].concat(['--workspace', original.path]),
  );
  expect(status, stderr).toBe(0);
  ids = [...(await readVectors(original.path, MODEL)).keys()];
  await writeMatrix('first', 1);
  await writeMatrix('second', -1);
  const imported = await lexiclip(importing('first.npy', original.path));
  expect(imported.status, imported.stderr).toBe(0);
}, 240_000);
afterAll(() => original.remove());
afterEach(async () => {
  await endStarted();
  await workspace.remove();
});

/** The sign of the vectors that the map of that name is of, of which each image has one. */
async function standing(): Promise<number> {
  const map = await readJson<ProjectionFile>(workspace.path, 'projections/theirs.json');
  expect(map.points).toHaveLength(ids.length);
  const vectors = await readVectors(workspace.path, map.model.id);
  expect([...vectors.keys()].sort()).toEqual([...ids].sort());
  const signs = new Set([...vectors.values()].map(([first = NaN]) => Math.sign(first)));
  expect(signs.size).toBe(1);
  return [...signs][0] ?? NaN;
}

describe('an import is killed', { timeout: 240_000 + KILLS * 60_000 }, () => {
  it('leaves what was there or what came, and the next completes', async () => {
    const alone = performance.now();
    workspace = await makeWorkspace();
    await cp(original.path, workspace.path, { recursive: true });
    expect((await lexiclip(importing('second.npy', workspace.path))).status).toBe(0);
    const milliseconds = performance.now() - alone;
    expect(await standing()).toBe(-1);
    const whole = await collectionFiles(workspace.path);
    let kills = 0;
    for (let tries = 0; kills < KILLS && tries < 6 * KILLS; tries++) {
      await rm(path.join(workspace.path, '.lexiclip'), { recursive: true });
      await cp(path.join(original.path, '.lexiclip'), path.join(workspace.path, '.lexiclip'), {
        recursive: true,
      });
      const run = start(importing('second.npy', workspace.path));
      await new Promise((resolve) => setTimeout(resolve, milliseconds * random()));
      run.signalGroup('SIGKILL');
      const { status } = await run.ended;
      if (status !== null) continue;
      kills++;
      const what = `seed ${SEED}, try ${tries}`;
      expect(Math.abs(await standing()), what).toBe(1);
      const looked = await lexiclip([
        'export',
        '--format',
        'csv',
        '--output',
        path.join(workspace.path, 'x.csv'),
        '--workspace',
        workspace.path,
      ]);
      expect([looked.status, looked.stderr], what).toEqual([0, expect.not.stringContaining('warning:')]);
      const next = await lexiclip(importing('second.npy', workspace.path));
      expect([next.status, next.stderr], what).toEqual([0, expect.not.stringContaining('warning:')]);
      expect(await standing(), what).toBe(-1);
      expect(await collectionFiles(workspace.path), what).toEqual(whole);
    }
    expect(kills).toBe(KILLS);
    expect(await readFile(path.join(workspace.path, '.lexiclip/collection.json'), 'utf8')).toContain('cat');
  });
});
