import { existsSync, lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionFiles } from './cli.ts';
import {
  BUSY_MS,
  commands,
  ExploredCollections,
  filesWith,
  fingerprint,
  inCollection,
  JOURNAL,
  MODEL,
  pageOf,
  run,
  someAtOnce,
  type CommandName,
  type Run,
} from './explored.ts';
import { makeOutside, plants, SECRET } from './hostile.ts';

/* A collection that somebody made to reach what is outside of it. */

let collections: ExploredCollections;
let outside: string;
let untouched: Record<string, string>;

beforeAll(async () => {
  collections = await ExploredCollections.explore();
  outside = await collections.empty();
  await makeOutside(collections.base, outside);
  untouched = await fingerprint(outside);
});
afterAll(async () => {
  await collections.remove();
});

/** Runs a command, and looks whether it changed what is outside, or brought some of it in or out. */
async function attack(workspace: string, command: CommandName): Promise<Run> {
  const result = await run(workspace, commands[command]);
  expect(await fingerprint(outside)).toEqual(untouched);
  expect(result.output).not.toContain(SECRET);
  expect(await filesWith(workspace, SECRET)).toEqual([]);
  if (existsSync(pageOf(workspace))) expect(await readFile(pageOf(workspace), 'utf8')).not.toContain(SECRET);
  return result;
}

interface Place {
  /** Relative to `.lexiclip`. */
  readonly place: string;
  /** One that looks there. */
  readonly command: CommandName;
  readonly status: 0 | 1;
  /** What its output names; left out where what stands there is of no use to it, and goes. */
  readonly named?: string;
}

const neighbours = `cache/neighbours/${MODEL}-k7`;
const embeddings = `cache/embeddings/${MODEL}`;
const says = (place: string, command: CommandName, status: 0 | 1 = 0, named = place): Place => ({
  place,
  command,
  status,
  named,
});
const isSilent = (place: string, command: CommandName): Place => ({ place, command, status: 0 });

const folders = [
  says('', 'export', 1, '.lexiclip'),
  says('concepts', 'export', 1),
  says('concepts/cat', 'export'),
  says('images', 'fetch', 1),
  says('projections', 'export', 1),
  says('clusters', 'clusters'),
  says('cache', 'fetch', 1),
  says('cache/embeddings', 'search', 1),
  says('cache/neighbours', 'duplicates'),
  says('cache/thumbnails', 'export'),
  says('cache/sheets', 'export'),
  isSilent('cache/tmp', 'fetch'),
  isSilent('cache/set-aside', 'fetch'),
];
const files = [
  isSilent('.gitignore', 'fetch'),
  says('collection.json', 'export'),
  says('concepts/cat/concept.json', 'export'),
  says('concepts/cat/noto-cat.json', 'export'),
  isSilent('images/noto-cat.webp', 'fetch'),
  says('projections/pca.json', 'export'),
  says(`clusters/${MODEL}.json`, 'clusters'),
  says('cache/index.jsonl', 'export'),
  says(`${embeddings}.json`, 'search'),
  says(`${embeddings}.npy`, 'search'),
  says(JOURNAL, 'search'),
  says(JOURNAL.replace('jsonl', 'f32'), 'search'),
  says(`${embeddings}.journal.jsonl`, 'fetch'),
  // Vectors alone are what a killed run leaves before it has told whose they are.
  isSilent(`${embeddings}.journal.f32`, 'fetch'),
  says(`${neighbours}.json`, 'duplicates'),
  says(`${neighbours}.indices.npy`, 'duplicates'),
  says(`${neighbours}.distances.npy`, 'duplicates'),
  isSilent('cache/thumbnails/noto-cat.webp', 'export'),
  isSilent('cache/lock.json', 'fetch'),
];

const HARD_LINK = 'a second name of its like';
const able = Object.entries(plants).filter(
  ([kind, { unable }]) => kind !== HARD_LINK && unable === undefined,
);

describe.concurrent('in the place of', { timeout: BUSY_MS }, () => {
  it.for([...folders, ...files])(
    '“$place”, $command',
    async ({ place, command, status, named }, { expect }) => {
      const isFolder = folders.some((folder) => folder.place === place);
      const kinds = able.filter(([kind]) => !isFolder || kind !== 'a folder');
      const runs = kinds.map(([kind, { plant }]) =>
        someAtOnce(async () => {
          const workspace = await collections.copy();
          await plant({ workspace, place, outside });
          const before = await collectionFiles(workspace);
          const result = await attack(workspace, command);
          const lost = before.filter(
            (file) => !existsSync(inCollection(workspace, file)) && !file.includes('journal'),
          );
          const isTold = named === undefined || result.output.includes(`${named} `);
          return { kind, status: result.status, isTold, lost, output: result.output };
        }),
      );
      for (const { output, ...result } of await Promise.all(runs))
        expect(result, output).toEqual({ kind: result.kind, status, isTold: true, lost: [] });
    },
  );
});

it.for(Object.entries(plants))('%s can be planted here', ([, { unable }], { skip }) =>
  skip(unable !== undefined, unable),
);

describe('links in the places of many files at once', () => {
  // Those of which others can be made again; a prompt file is left to its user.
  const many = files.filter(
    ({ place }) => place !== 'concepts/cat/concept.json' && place !== 'cache/lock.json',
  );

  it('are left alone by everything that reads, and what writes puts files there', async () => {
    const workspace = await collections.copy();
    const link = plants['an absolute link to its like'];
    for (const { place } of many) await link?.plant({ workspace, place, outside });
    expect((await attack(workspace, 'export')).status).toBe(0);
    // No vectors are left that could be read.
    for (const command of ['search', 'duplicates', 'outliers', 'project'] as const)
      expect((await attack(workspace, command)).status).toBe(1);
    const { status, output } = await attack(workspace, 'explore');
    expect(status, output).toBe(0);
    expect(output).toContain('concepts/cat/noto-cat.json is a link.');
    for (const command of ['fetch', 'embed', 'project', 'duplicates', 'outliers'] as const)
      expect((await attack(workspace, command)).status).toBe(0);
    const linked = many.filter(({ place }) => isLink(inCollection(workspace, place)));
    // Nothing is made for an image whose prompt file cannot be read; clusters may have names that people gave.
    expect(linked.map(({ place }) => place)).toEqual([
      '.gitignore',
      'concepts/cat/noto-cat.json',
      'images/noto-cat.webp',
      `clusters/${MODEL}.json`,
      'cache/thumbnails/noto-cat.webp',
    ]);
  });

  it('are replaced where they are hard ones, and never written through', async () => {
    const workspace = await collections.copy();
    const vectors = [`${embeddings}.json`, `${embeddings}.npy`];
    const places = files
      .map(({ place }) => place)
      .filter((place) => existsSync(inCollection(outside, place)));
    // Their numbers are not those that they name: everything is computed and written again.
    for (const place of places.filter((file) => !vectors.includes(file)))
      await plants[HARD_LINK]?.plant({ workspace, place, outside });
    for (const place of vectors) await plants['a link to nothing']?.plant({ workspace, place, outside });
    for (const command of ['explore', 'fetch', 'embed', 'project', 'duplicates', 'export'] as const) {
      const { status, output } = await run(workspace, [
        ...commands[command],
        ...(command === 'project' ? ['--again'] : []),
      ]);
      expect(status, output).toBe(0);
      expect(await fingerprint(outside)).toEqual(untouched);
    }
  });
});

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
