import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lexiclip, readJson, report, root } from './cli.ts';
import {
  commands,
  ExploredCollections,
  filesWith,
  fingerprint,
  foreignPicture,
  inCollection,
  MODEL,
  pageOf,
  run,
  type Run,
} from './explored.ts';

/* Texts of a collection, a list or a folder of images that name what is elsewhere. */

let collections: ExploredCollections;
/** A folder of images that its user gave to another collection. */
let granted: string;
const config = (): Record<string, string> => ({ LEXICLIP_CONFIG: path.join(granted, '..', 'config') });

beforeAll(async () => {
  collections = await ExploredCollections.explore();
  granted = path.join(await collections.empty(), 'photos');
  await mkdir(path.join(granted, 'cat'), { recursive: true });
  await cp(foreignPicture, path.join(granted, 'cat/mine.webp'));
  const fetch = [
    'fetch',
    '--source',
    'folder',
    '--folder',
    granted,
    '--workspace',
    await collections.empty(),
  ];
  expect((await lexiclip(fetch, { env: config() })).status).toBe(0);
});
afterAll(async () => {
  await collections.remove();
});

describe('a prompt file whose image is', () => {
  const PROMPT = 'concepts/cat/noto-cat.json';

  /** A collection whose vectors and thumbnails have to be computed again, of an image elsewhere. */
  async function naming(image: (workspace: string) => string): Promise<string> {
    const workspace = await collections.copy();
    const prompt = await readJson<{ lexiclip: object }>(workspace, PROMPT);
    const lexiclip = { ...prompt.lexiclip, image: image(workspace) };
    await writeFile(inCollection(workspace, PROMPT), JSON.stringify({ ...prompt, lexiclip }));
    await rm(inCollection(workspace, 'cache'), { recursive: true });
    return workspace;
  }

  async function embed(workspace: string): Promise<Run> {
    const result = await run(workspace, commands.embed, { env: config() });
    expect(result.status, result.output).toBe(0);
    expect(existsSync(inCollection(workspace, 'cache/thumbnails/noto-cat.webp'))).toBe(false);
    const { rows } = await readJson<{ rows: { id: string }[] }>(workspace, `cache/embeddings/${MODEL}.json`);
    expect(rows.map(({ id }) => id)).not.toContain('noto-cat');
    expect(rows).toHaveLength(7);
    return result;
  }

  it.for([
    ['a file of the system', () => '/etc/passwd'],
    ['above the collection', () => '../../../etc/passwd'],
    ['a device', () => '/dev/zero'],
    ['a folder', () => '../..'],
    ['nothing at all', () => ''],
    ['in a folder of another collection', () => path.join(granted, 'cat/mine.webp')],
    [
      'the same by a relative path',
      (workspace: string) =>
        path.relative(inCollection(workspace, 'x/..'), path.join(granted, 'cat/mine.webp')),
    ],
  ] as const)('%s is not opened', async ([, image]) => {
    const { output } = await embed(await naming(image));
    expect(output).toContain('is outside the collection, in a folder that you have not given to it');
  });

  it('in a folder that it was given is opened, but not through a link that leads out of it', async () => {
    const workspace = await naming(() => '../photos/out.webp');
    const photos = path.join(workspace, 'photos');
    await mkdir(path.join(photos, 'dog'), { recursive: true });
    await cp(foreignPicture, path.join(photos, 'dog/given.webp'));
    const out = path.join(photos, 'out.webp');
    await symlink(path.join(granted, 'cat/mine.webp'), out);
    await symlink(path.join(granted, 'cat'), path.join(photos, 'folder'));
    const give = ['fetch', '--source', 'folder', '--folder', photos];
    const { status, output } = await run(workspace, give, { env: config() });
    expect(status, output).toBe(0);
    // What may not be opened is not taken for gone.
    expect(existsSync(inCollection(workspace, PROMPT))).toBe(true);
    expect((await run(workspace, commands.embed, { env: config() })).output).toContain(
      '../photos/out.webp is outside the collection',
    );
    const { images } = await readJson<{ images: string[] }>(workspace, 'concepts/dog/concept.json');
    expect(images).toContain('dog/given.webp');
    await rm(out);
    await run(workspace, give, { env: config() });
    expect(existsSync(inCollection(workspace, PROMPT))).toBe(false);
  });
});

describe('foreign names', () => {
  const foreign = [
    '../../../../tmp/escaped',
    '/tmp/escaped',
    'C:\\escaped',
    '..',
    'a/../../b',
    '[click](command:workbench.action.terminal.new)',
    '$(trash) $(rm -rf ~)',
    '\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007\u001b[2J',
    '\u202egpj.exe\u2066',
    'two\nlines\r\n',
    'nul',
    'con.json',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(5000),
    '\ud800',
    'concept',
    '.lexiclip',
    '',
  ];

  it('of images and concepts stay in the collection, and each has its files', async () => {
    const home = await collections.empty();
    const workspace = path.join(home, 'inner/workspace');
    await mkdir(workspace, { recursive: true });
    const list = path.join(home, 'list.json');
    const around = async (): Promise<string[]> =>
      Object.keys(await fingerprint(home)).filter((name) => !name.includes('.lexiclip'));
    await cp(foreignPicture, path.join(home, 'a.webp'));
    await writeFile(
      list,
      JSON.stringify(foreign.map((name) => ({ id: name, concept: name, file: 'a.webp', prompt: name }))),
    );
    const before = await around();
    const fetched = await run(workspace, ['fetch', '--source', 'list', '--list', list, '--json']);
    expect(fetched.status, fetched.output).toBe(0);
    const known = foreign.filter((name) => name !== '');
    expect(report(fetched).concepts.flatMap(({ failed }) => failed)).toEqual([]);
    const files = Object.keys(await fingerprint(path.join(workspace, '.lexiclip')));
    expect(files.filter((file) => /^images\/.+/.test(file)).length).toBeGreaterThanOrEqual(known.length);
    // No name that a system could read as anything but a name.
    expect(
      files.filter((file) => !/^(\.|\.gitignore|[a-z0-9_-]+(\/[a-z0-9_-]+)*(\.[a-z]+)?)$/.test(file)),
    ).toEqual([]);
    for (const command of [['embed'], ['project', '--method', 'pca'], ['outliers'], ['export']] as const) {
      const { status, output } = await run(workspace, command);
      expect(status, output).toBe(0);
    }
    expect(await around()).toEqual([...before, 'inner/workspace.html'].sort());
    const page = await readFile(pageOf(workspace), 'utf8');
    expect(page).not.toContain('</script><script>alert');
  });

  it('of maps stay among the maps', async () => {
    const workspace = await collections.copy();
    const before = await filesOf(workspace);
    for (const name of ['../../escaped', '/tmp/escaped', 'nul', '__proto__', '[x](command:y)', 'a\nb']) {
      const { status, output } = await run(workspace, [...commands.project, '--name', name]);
      expect(status, output).toBe(0);
    }
    const made = (await filesOf(workspace)).filter((file) => !before.includes(file));
    expect(made.filter((file) => !/^\.lexiclip\/projections\/[a-z0-9_-]+\.json$/.test(file))).toEqual([]);
    expect(made).toHaveLength(6);
  });

  it.for(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '“%s” is a concept that the sample does not have',
    async (concept) => {
      const { status, output } = await run(await collections.empty(), [
        'fetch',
        concept,
        '--source',
        'sample',
      ]);
      expect(status).toBe(1);
      expect(output).toContain(`The built-in sample has no “${concept}”`);
    },
  );

  const filesOf = async (workspace: string): Promise<string[]> =>
    Object.keys(await fingerprint(workspace)).filter((name) => !name.includes('cache/'));
});

describe('the page that is exported', () => {
  it('replaces a link of its name, and what the link leads to stays', async () => {
    const workspace = await collections.copy();
    const mine = path.join(workspace, 'mine');
    await writeFile(mine, 'mine');
    await symlink(mine, pageOf(workspace));
    expect((await run(workspace, commands.export)).status).toBe(0);
    expect(await readFile(mine, 'utf8')).toBe('mine');
    expect(await readlink(pageOf(workspace)).catch(() => 'a file')).toBe('a file');
    expect(await readFile(pageOf(workspace), 'utf8')).toContain('<!DOCTYPE html>');
  });

  it('takes the place of no device, and of no folder', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such files');
    const workspace = await collections.copy();
    const link = path.join(workspace, 'null');
    await symlink('/dev/null', link);
    for (const output of [link, workspace, path.join(workspace, 'none/page.html')]) {
      const failed = await run(workspace, [...commands.export, '--output', output]);
      expect(failed.status).toBe(1);
      expect(failed.output).toContain(`${output} could not be written (`);
    }
    expect(await readlink(link)).toBe('/dev/null');
  });
});

describe('images outside', () => {
  const SECRET = 'Top secret text';

  it('in a folder are no links, nor is what stands beside them', async ({ skip }) => {
    if (process.platform === 'win32') skip('links take a right on Windows that few have');
    const workspace = await collections.empty();
    const images = path.join(workspace, 'images');
    await mkdir(path.join(images, 'cat'), { recursive: true });
    await writeFile(path.join(workspace, 'secret.txt'), SECRET);
    await writeFile(path.join(workspace, 'secret.json'), JSON.stringify({ prompt: SECRET }));
    for (const [index, target] of ['secret.txt', 'secret.json', '/dev/zero', 'cat'].entries()) {
      const stem = path.join(images, 'cat', `image-${index}`);
      await cp(foreignPicture, `${stem}.webp`);
      await symlink(path.resolve(workspace, target), `${stem}${path.extname(target) || '.txt'}`);
    }
    for (const target of [foreignPicture, '/dev/zero', '/dev/ptmx', 'nowhere', path.join(images, 'cat')])
      await symlink(target, path.join(images, 'cat', `${path.basename(target)}-link.png`));
    await symlink(path.join(root, 'media/sample'), path.join(images, 'more'));
    for (const copy of [[], ['--copy']]) {
      const result = await run(workspace, [
        'fetch',
        '--source',
        'folder',
        '--folder',
        images,
        ...copy,
        '--json',
      ]);
      expect(result.status, result.output).toBe(0);
      expect(report(result).concepts).toMatchObject([{ name: 'cat', failed: [] }]);
      const { images: ids } = await readJson<{ images: string[] }>(workspace, 'concepts/cat/concept.json');
      expect(ids).toHaveLength(4);
      expect(await filesWith(path.join(workspace, '.lexiclip'), SECRET)).toEqual([]);
    }
  });

  it('in a list are files below the folder of the list', async ({ skip }) => {
    if (process.platform === 'win32') skip('links take a right on Windows that few have');
    const workspace = await collections.empty();
    const lists = path.join(workspace, 'lists');
    await mkdir(lists);
    await cp(foreignPicture, path.join(lists, 'inside.webp'));
    await cp(foreignPicture, path.join(workspace, 'outside.webp'));
    await symlink('../outside.webp', path.join(lists, 'link.webp'));
    await symlink('/dev/zero', path.join(lists, 'zero.webp'));
    await symlink('circle.webp', path.join(lists, 'circle.webp'));
    const named = [
      'inside.webp',
      'link.webp',
      'zero.webp',
      'circle.webp',
      '../outside.webp',
      '/etc/passwd',
      'file:///etc/passwd',
      '.',
    ];
    const list = path.join(lists, 'list.jsonl');
    await writeFile(
      list,
      `\uFEFF${named.map((file) => JSON.stringify({ file, concept: 'cat' })).join('\n')}`,
    );
    const result = await run(workspace, ['fetch', '--source', 'list', '--list', list, '--json']);
    expect(result.status, result.output).toBe(0);
    const [{ fetched, failed } = { fetched: NaN, failed: [] }] = report(result).concepts;
    expect([fetched, failed.map(({ id }) => id)]).toEqual([1, named.slice(1)]);
  });

  it.for(['/dev/zero', '/dev/ptmx', '.', 'none.json'])('cannot be listed by %s', async (list, { skip }) => {
    skip(list.startsWith('/dev') && !existsSync(list), 'there is no such device here');
    const workspace = await collections.empty();
    await symlink(list, path.join(workspace, 'link'));
    for (const file of [path.resolve(workspace, list), path.join(workspace, 'link')]) {
      const { status, output } = await run(workspace, ['fetch', '--source', 'list', '--list', file]);
      expect(status).toBe(1);
      expect(output).toMatch(/is not a list of images|LexiCLIP does not follow or open it/);
    }
  });
});
