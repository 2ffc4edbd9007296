import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { picture } from '../fakes/image-texts.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, standIn, type Report } from './cli.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let images: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  images = path.join(workspace.path, 'pictures');
  await mkdir(path.join(images, 'cats'), { recursive: true });
  for (const seed of [1, 2, 3, 4, 5, 6])
    await writeFile(path.join(images, `cats/${seed}.png`), await picture(seed).png().toBuffer());
});
afterEach(async () => {
  await workspace.remove();
});

async function explore(): Promise<Report> {
  const how = ['--model', standIn, '--device', 'cpu', '--method', 'umap', '--new-images', 'place', '--json'];
  const where = ['--source', 'folder', '--folder', images, '--workspace', workspace.path];
  const result = await lexiclip(['explore', ...where, ...how]);
  expect(result.status, result.stderr).toBe(0);
  return report(result);
}

interface Prompt {
  readonly id: string;
  readonly lexiclip: Record<string, unknown>;
}

async function promptFileOf(id: string): Promise<string> {
  for (const file of await collectionFiles(workspace.path)) {
    if (!/^concepts\/.*\/(?!concept\.json)/.test(file)) continue;
    if ((await readJson<Prompt>(workspace.path, file)).id === id) return file;
  }
  throw new Error(`no prompt file of ${id}`);
}

async function places(): Promise<Map<string, readonly [number, number]>> {
  const { points } = await readJson<{ points: { id: string; x: number; y: number }[] }>(
    workspace.path,
    'projections/umap.json',
  );
  return new Map(points.map(({ id, x, y }) => [id, [x, y]]));
}

it('images that are moved or renamed keep their vectors, their places and what was written about them', async () => {
  expect((await explore()).embedded).toBe(6);
  const before = await places();
  const file = path.join(workspace.path, '.lexiclip', await promptFileOf('cats/3.png'));
  const prompt = JSON.parse(await readFile(file, 'utf8')) as Prompt;
  const tagged = { ...prompt, stars: 5, lexiclip: { ...prompt.lexiclip, tags: ['best'] } };
  await writeFile(file, JSON.stringify(tagged));

  // What a user wrote stays where nothing is moved, too.
  await explore();
  await mkdir(path.join(images, 'dogs'));
  await rename(path.join(images, 'cats/3.png'), path.join(images, 'dogs/rex.png'));
  await rename(path.join(images, 'cats/4.png'), path.join(images, 'cats/40.png'));
  const { embedded, concepts } = await explore();
  expect(embedded).toBe(0);
  expect(concepts).toMatchObject([
    { name: 'cats', fetched: 1, cached: 4 },
    { name: 'dogs', fetched: 1 },
  ]);
  const after = await places();
  expect([...after.keys()].sort()).toEqual(
    ['1', '2', '40', '5', '6'].map((name) => `cats/${name}.png`).concat('dogs/rex.png'),
  );
  expect(after.get('dogs/rex.png')).toEqual(before.get('cats/3.png'));
  expect(after.get('cats/40.png')).toEqual(before.get('cats/4.png'));
  expect(after.get('cats/1.png')).toEqual(before.get('cats/1.png'));
  expect(await readJson(workspace.path, await promptFileOf('dogs/rex.png'))).toMatchObject({
    file: 'dogs/rex.png',
    stars: 5,
    lexiclip: { tags: ['best'], concept: 'dogs' },
  });
});
