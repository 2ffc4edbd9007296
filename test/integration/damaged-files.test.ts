import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLexicaServer } from '../fakes/lexica-server.ts';
import { readJson } from './cli.ts';
import { ANY, copyOf, JSON_DAMAGES, setting, settingNumber, withMark, type Damage } from './damages.ts';
import {
  BUSY_MS,
  commands,
  ExploredCollections,
  fingerprint,
  inCollection,
  JOURNAL,
  MODEL,
  run,
  someAtOnce,
  type CommandName,
} from './explored.ts';

/* A file that is damaged costs what is in it, and everybody who meets it is told. */

let collections: ExploredCollections;

beforeAll(async () => {
  collections = await ExploredCollections.explore();
});
afterAll(async () => {
  await collections.remove();
});

/** What to run a command under so that permissions hold for it: root has none to heed, but in a namespace of its own. */
const withoutRights = process.getuid?.() === 0 ? namespace() : process.platform === 'win32' ? undefined : [];

function namespace(): readonly string[] | undefined {
  try {
    execFileSync('unshare', ['--user', 'true'], { stdio: 'ignore' });
    return ['unshare', '--user'];
  } catch {
    return undefined;
  }
}

const embeddings = `cache/embeddings/${MODEL}`;
const neighbours = `cache/neighbours/${MODEL}-k7`;
const clusters = `clusters/${MODEL}.json`;

interface Case {
  readonly file: string;
  readonly command: CommandName;
  readonly damages: Readonly<Record<string, Damage>>;
  /** The file that is named, where it is another. */
  readonly names?: string;
}

const damaged: readonly Case[] = [
  { file: 'collection.json', command: 'export', damages: JSON_DAMAGES },
  { file: 'concepts/cat/concept.json', command: 'export', damages: JSON_DAMAGES },
  { file: 'concepts/cat/noto-cat.json', command: 'export', damages: JSON_DAMAGES },
  { file: 'projections/pca.json', command: 'export', damages: JSON_DAMAGES },
  { file: clusters, command: 'clusters', damages: JSON_DAMAGES },
  { file: `${embeddings}.json`, command: 'search', damages: JSON_DAMAGES },
  { file: `${neighbours}.json`, command: 'duplicates', damages: JSON_DAMAGES },
  { file: 'cache/index.jsonl', command: 'export', damages: ANY },
  { file: `${embeddings}.npy`, command: 'search', damages: ANY },
  { file: `${neighbours}.indices.npy`, command: 'duplicates', damages: ANY, names: `${neighbours}.json` },
  { file: `${neighbours}.distances.npy`, command: 'duplicates', damages: ANY, names: `${neighbours}.json` },
];

const huge = 'x'.repeat(1_100_000);
/** Values that no such file has. */
const wrong: readonly Case[] = [
  {
    file: 'collection.json',
    command: 'export',
    damages: {
      'concepts is a text': setting('concepts', 'cat'),
      'a concept is a number': setting('concepts.0', 1),
      'formatVersion is a text': setting('formatVersion', '1'),
      'formatVersion is 0': setting('formatVersion', 0),
      'is another file': copyOf('projections/pca.json'),
    },
  },
  {
    file: 'concepts/cat/concept.json',
    command: 'export',
    damages: {
      'images is an object': setting('images', {}),
      'an image is null': setting('images.0', null),
      'requested is negative': setting('requested', -1),
      'requested is beyond numbers': settingNumber('requested', '1e999'),
      'query is huge': setting('query', huge),
      'missing has no reasons': setting('missing', [{}]),
      'is another file': copyOf('noto-cat.json'),
    },
  },
  {
    file: 'concepts/cat/noto-cat.json',
    command: 'export',
    damages: {
      'lexiclip is a text': setting('lexiclip', 'x'),
      'image is a number': setting('lexiclip.image', 5),
      'image is huge': setting('lexiclip.image', huge),
      'sha256 is null': setting('lexiclip.sha256', null),
      'is another file': copyOf('concept.json'),
    },
  },
  {
    file: 'projections/pca.json',
    command: 'export',
    damages: {
      'a coordinate is far away': settingNumber('points.0.x', '1e308'),
      'a coordinate is beyond numbers': settingNumber('points.0.y', '-1e999'),
      'a coordinate is null': setting('points.0.x', null),
      'points is an object': setting('points', {}),
      'method is unknown': setting('method', 'nope'),
      'seed is negative': setting('seed', -1),
      'quality is no share': setting('quality.trustworthiness', 7),
      'k is negative': setting('quality.k', -1),
      'a parameter is an object': setting('parameters', { dimensions: {} }),
      'is another map': copyOf('umap.json'),
    },
  },
  {
    file: clusters,
    command: 'clusters',
    damages: {
      'levels is a text': setting('levels', 'x'),
      'there are too many levels': setting('levels', new Array(9).fill({})),
      'a level has another name': setting('levels.0.name', 'x'),
      'a size is negative': setting('levels.0.clusters.0.size', -1),
      'a size is beyond numbers': settingNumber('levels.0.clusters.0.size', '1e999'),
      'a name is a number': setting('levels.0.clusters.0.name', 7),
      'a name is huge': setting('levels.0.clusters.0.name', huge),
      'an image is null': setting('images.0', null),
      'images is a text': setting('images', 'x'),
      'formatVersion is a text': setting('formatVersion', '1'),
      'is another file': copyOf('../projections/pca.json'),
    },
  },
  {
    file: `${embeddings}.json`,
    command: 'search',
    damages: {
      'dimension is huge': setting('dimension', 1e9),
      'dimension is 0': setting('dimension', 0),
      'rows is an object': setting('rows', {}),
      'an id is null': setting('rows.0.id', null),
      'standIn is a text': setting('model.standIn', 'yes'),
      'is another file': copyOf(`../neighbours/${MODEL}-k7.json`),
    },
  },
  {
    file: `${embeddings}.json`,
    command: 'search',
    names: `${embeddings}.npy`,
    damages: {
      'dimension is another': setting('dimension', 3),
      'the digest is another': setting('vectorsSha256', 'x'),
      'rows are missing': setting('rows', []),
    },
  },
  {
    file: `${neighbours}.json`,
    command: 'duplicates',
    damages: {
      'k is huge': setting('k', 1e9),
      'k is negative': setting('k', -1),
      'k is another': setting('k', 3),
      'the digest is another': setting('indicesSha256', 'x'),
      'is another file': copyOf(`../embeddings/${MODEL}.json`),
    },
  },
];

describe.concurrent('what can be read goes on, and the file is named:', { timeout: BUSY_MS }, () => {
  it.for([...damaged, ...wrong])(
    '$file, $command',
    async ({ file, command, damages, names = file }, { expect }) => {
      const results = Object.entries(damages).map(([damage, apply]) =>
        someAtOnce(async () => {
          const workspace = await collections.copy();
          await apply(inCollection(workspace, file));
          const { status, output } = await run(workspace, commands[command]);
          return { damage, status, isNamed: output.includes(names), output };
        }),
      );
      for (const { output, ...result } of await Promise.all(results))
        expect(result, output).toEqual({ damage: result.damage, status: 0, isNamed: true });
    },
  );
});

describe.concurrent('what can be made again is made again:', { timeout: BUSY_MS }, () => {
  /** Files of which nothing that people write is in. */
  const caches = [
    ...[`${embeddings}.json`, `${embeddings}.npy`, `${neighbours}.json`, `${neighbours}.indices.npy`],
    ...[
      'cache/index.jsonl',
      'cache/thumbnails/noto-cat.webp',
      'images/noto-cat.webp',
      JOURNAL,
      JOURNAL.replace('jsonl', 'f32'),
    ],
  ];
  const written = ['collection.json', 'concepts/cat/concept.json', 'projections/pca.json'];
  const some = ['is empty', 'is binary', 'is a folder', 'has conflict markers'].map(
    (damage): [string, Damage | undefined] => [damage, JSON_DAMAGES[damage]],
  );

  it.for([...written, ...caches])('%s', async (file, { expect }) => {
    const possible = some.filter(([damage]) => written.includes(file) || damage !== 'has conflict markers');
    const runs = possible.map(([damage, apply]) =>
      someAtOnce(async () => {
        const workspace = await collections.copy();
        await apply?.(inCollection(workspace, file));
        const before = damage === 'is a folder' ? '' : await readFile(inCollection(workspace, file), 'utf8');
        const explored = await run(workspace, [...commands.explore, '--method', 'pca,umap']);
        expect(explored.status, explored.output).toBe(0);
        if (written.includes(file) && damage !== 'is empty')
          expect(await setAside(workspace), explored.output).toContainEqual(before);
        // A graph that no map needs is computed by what needs it.
        await run(workspace, commands.duplicates);
        for (const command of ['duplicates', 'search', 'export'] as const) {
          const { status, output } = await run(workspace, commands[command]);
          expect(status, output).toBe(0);
          expect(output, `${file} ${damage}`).not.toContain('warning');
          if (command === 'search') expect(output).toContain('7 of 7 images');
        }
        expect(existsSync(inCollection(workspace, 'cache/thumbnails/noto-cat.webp'))).toBe(true);
        const names = ['collection.json', 'concepts/cat/concept.json', 'images/noto-cat.webp'];
        expect(await contents(workspace, names, /"fetchedAt".*/g)).toEqual(
          await contents(collections.base, names, /"fetchedAt".*/g),
        );
      }),
    );
    await Promise.all(runs);
  });

  async function contents(workspace: string, names: readonly string[], without: RegExp): Promise<string[]> {
    const read = names.map((name) => readFile(inCollection(workspace, name), 'latin1'));
    return (await Promise.all(read)).map((content) => content.replace(without, ''));
  }

  async function setAside(workspace: string): Promise<string[]> {
    const folder = inCollection(workspace, 'cache/set-aside');
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const read = entries.map(async (entry) =>
      entry.isFile() ? readFile(path.join(folder, entry.name), 'utf8') : Promise.resolve(''),
    );
    return Promise.all(read);
  }
});

describe('a damaged prompt file', () => {
  it('is not written over, and the others go on', async () => {
    const workspace = await collections.copy();
    const file = inCollection(workspace, 'concepts/cat/noto-cat.json');
    await JSON_DAMAGES['has conflict markers']?.(file);
    const mine = await readFile(file, 'utf8');
    const { status, output } = await run(workspace, commands.explore);
    expect(status, output).toBe(0);
    expect(output).toMatch(
      /concepts\/cat\/noto-cat\.json is damaged \(line \d+ has a conflict marker of git: decide for one side\)\. Repair it/,
    );
    expect(await readFile(file, 'utf8')).toBe(mine);
  });

  it('with a byte order mark, or with keys of its own that look like ours, is none', async () => {
    const workspace = await collections.copy();
    for (const file of [
      'collection.json',
      'concepts/cat/concept.json',
      'projections/pca.json',
      `${embeddings}.json`,
    ])
      await withMark(inCollection(workspace, file));
    await setting('formatVersion', 999)(inCollection(workspace, 'concepts/cat/noto-cat.json'));
    for (const command of ['export', 'search', 'explore'] as const) {
      const { status, output } = await run(workspace, commands[command]);
      expect(status, output).toBe(0);
      expect(output).not.toContain('warning');
    }
  });
});

describe('damaged clusters', () => {
  it('stay, as there may be names of somebody in them, until they are deleted', async () => {
    const workspace = await collections.copy();
    const file = inCollection(workspace, clusters);
    await JSON_DAMAGES['has conflict markers']?.(file);
    const mine = await readFile(file, 'utf8');
    for (const command of ['explore', 'clusters'] as const) {
      const { status, output } = await run(workspace, commands[command]);
      expect(status, output).toBe(0);
      expect(output).toMatch(/clusters\/[\w-]+\.json is damaged \(line \d+ has a conflict marker/);
      expect(await readFile(file, 'utf8')).toBe(mine);
    }
    await rm(file);
    expect((await run(workspace, commands.explore)).output).not.toContain('warning');
    expect(existsSync(file)).toBe(true);
  });
});

describe('a concept that names millions of images', () => {
  it('is read as fast as those that are there', async () => {
    const workspace = await collections.copy();
    const file = 'concepts/cat/concept.json';
    const { images } = await readJson<{ images: string[] }>(workspace, file);
    const named = Array.from({ length: 2_000_000 }, (_, at) => `i${at}`);
    await setting('images', [...images, ...named])(inCollection(workspace, file));
    const { status, output } = await run(workspace, commands.search);
    expect(status, output).toBe(0);
    expect(output).toContain('7 of 7 images');
  });
});

describe('a newer version', () => {
  it('of the collection stops everything, and nothing is changed', async () => {
    const workspace = await collections.copy();
    await setting('formatVersion', 999)(inCollection(workspace, 'collection.json'));
    const before = await fingerprint(inCollection(workspace, ''));
    for (const command of Object.keys(commands) as CommandName[]) {
      const { status, output } = await run(workspace, commands[command]);
      expect(status, output).toBe(1);
      expect(output).toContain('collection.json was written by a newer LexiCLIP (format 999');
      expect(await fingerprint(inCollection(workspace, ''))).toEqual(before);
    }
  });

  it('of what is computed is left to that version', async () => {
    const workspace = await collections.copy();
    const file = inCollection(workspace, `${neighbours}.json`);
    await setting('formatVersion', 999)(file);
    const before = await readFile(file, 'utf8');
    for (const command of ['duplicates', 'outliers', 'project'] as const) {
      const again = command === 'project' ? ['--again'] : [];
      const { status, output } = await run(workspace, [...commands[command], ...again]);
      expect(status, output).toBe(0);
      expect(output).toContain(`${neighbours}.json was written by a newer LexiCLIP`);
    }
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

describe('an image', () => {
  it('whose bytes are others by now says which file to delete, and is fetched again then', async () => {
    const workspace = await collections.copy();
    const image = inCollection(workspace, 'images/noto-cat.webp');
    await truncate(image, 300);
    await rm(inCollection(workspace, 'cache'), { recursive: true });
    const explored = await run(workspace, commands.explore);
    expect(explored.status, explored.output).toBe(0);
    expect(explored.output).toContain('Delete images/noto-cat.webp to fetch it again.');
    await rm(image);
    const again = await run(workspace, commands.explore);
    expect(again.output).not.toContain('warning');
    expect(again.output).toContain('1 images fetched');
  });
});

describe('an answer that was kept', () => {
  it('is asked for again where it is damaged', async () => {
    const lexica = await startLexicaServer();
    try {
      const workspace = await collections.empty();
      const fetch = ['fetch', 'cat', '--count', '2', '--endpoint', lexica.endpoint];
      expect((await run(workspace, fetch)).status).toBe(0);
      for (const [damage, apply] of Object.entries(JSON_DAMAGES)) {
        await apply(inCollection(workspace, 'cache/searches/lexica/cat.json'));
        const { status, output } = await run(workspace, fetch);
        expect(status, output).toBe(0);
        expect(output, damage).toContain('cache/searches/lexica/cat.json ');
      }
      expect((await run(workspace, fetch)).output).not.toContain('warning');
    } finally {
      await lexica.close();
    }
  });
});

describe('everything at once', { timeout: BUSY_MS }, () => {
  it.for(['is empty', 'is a folder', 'has conflict markers', 'is nested without end'])(
    '%s, and every command ends with a sentence',
    async (damage) => {
      const runs = (Object.keys(commands) as CommandName[]).map((command) =>
        someAtOnce(async () => {
          const workspace = await collections.copy();
          const files = Object.keys(await fingerprint(inCollection(workspace, '')));
          for (const file of files.filter((name) => name.endsWith('.json')))
            await JSON_DAMAGES[damage]?.(inCollection(workspace, file));
          return (await run(workspace, commands[command])).output;
        }),
      );
      for (const output of await Promise.all(runs))
        expect(output).toMatch(/is damaged|is a folder where a file should be/);
    },
  );

  it('and repaired, nothing is missing', async () => {
    const workspace = await collections.copy();
    const folder = inCollection(workspace, 'concepts/cat');
    const prompts = (await readdir(folder)).filter((name) => name !== 'concept.json');
    for (const name of [...prompts, 'concept.json'])
      await JSON_DAMAGES['is empty']?.(path.join(folder, name));
    expect((await run(workspace, [...commands.fetch, '--count', '1'])).status).toBe(0);
    for (const name of prompts)
      await copyOf(path.join(inCollection(collections.base, 'concepts/cat'), name))(path.join(folder, name));
    const { output } = await run(workspace, commands.search);
    expect(output).toContain('7 of 7 images');
    expect(output).not.toContain('warning');
  });

  it.for(damaged)('$file cannot be read for want of permission', async (each, { skip }) => {
    skip(withoutRights === undefined, 'this user may read everything, and Linux has no namespaces for it');
    const { file, command, names = file } = each;
    const workspace = await collections.copy();
    await chmod(inCollection(workspace, file), 0);
    const { status, output } = await run(workspace, commands[command], { under: withoutRights ?? [] });
    expect(status, output).toBe(0);
    expect(output).toContain(names);
    expect(output).toContain('no permission');
  });
});
