import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, root, type CliResult } from './cli.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await workspace.remove();
});

function fetchList(list: string, ...more: string[]): Promise<CliResult> {
  const where = ['--workspace', workspace.path, '--count', '1000', '--json'];
  return lexiclip(['fetch', '--source', 'list', '--list', list, ...where, ...more]);
}

async function writeList(items: unknown): Promise<string> {
  const file = path.join(workspace.path, 'list.json');
  await writeFile(file, JSON.stringify(items));
  return file;
}

describe('a saved response of Lexica', () => {
  let server: LexicaServer;

  beforeAll(async () => {
    server = await startLexicaServer({ concepts: 1 });
  });
  afterAll(async () => {
    await server.close();
  });

  it('of fifty records is fetched whole, each record as it was saved', async () => {
    const saved = (await (await fetch(`${server.endpoint}?q=c0`)).json()) as { images: { id: string }[] };
    const list = await writeList(saved);
    const { concepts } = report(await fetchList(list, '--endpoint', server.endpoint));
    expect(concepts).toMatchObject([{ name: 'list', fetched: 50, failed: [] }]);
    for (const record of saved.images) {
      const file = path.join(workspace.path, '.lexiclip/concepts/list', `${record.id}.json`);
      const text = await readFile(file, 'utf8');
      // To the byte: the record's own text, with one key behind it.
      const own = JSON.stringify(record, undefined, 2).slice(0, -2);
      expect(text.startsWith(`${own},\n  "lexiclip": {`)).toBe(true);
    }
  });

  it('of a public service leads into no private network', async () => {
    const saved = (await (await fetch(`${server.endpoint}?q=c0`)).json()) as { images: unknown[] };
    const result = await fetchList(await writeList({ images: saved.images.slice(0, 2) }));
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('is in a private network');
    expect((await collectionFiles(workspace.path)).filter((file) => file.startsWith('images/'))).toEqual([]);
  });
});

describe('a list from a stranger', () => {
  it('reads nothing outside its folder, writes nothing outside the collection, and names what it refused', async () => {
    const folder = path.join(workspace.path, 'lists');
    const outside = path.join(workspace.path, 'secret.webp');
    await mkdir(folder);
    await cp(path.join(root, 'media/sample/cat/noto-cat.webp'), path.join(folder, 'fine.webp'));
    await cp(path.join(root, 'media/sample/cat/noto-cat.webp'), outside);
    await symlink(outside, path.join(folder, 'link.webp'));
    await writeFile(path.join(folder, 'empty.png'), '');
    await writeFile(path.join(folder, 'page.png'), '<script>alert(1)</script>');
    const hostile = [
      '../secret.webp',
      outside,
      'link.webp',
      'a\0b.webp',
      'missing.webp',
      'empty.png',
      'page.png',
      'file:///etc/passwd',
    ];
    const ids = ['../../escaped', '/absolute', 'CON', 'nul.txt', 'x'.repeat(10_000), 'a\0b', '..', 'concept'];
    const items = [
      ...hostile.map((file) => ({ file })),
      ...ids.map((id) => ({ id, file: 'fine.webp' })),
      { id: 'named', file: 'fine.webp', concept: '../../outside' },
    ];
    const list = path.join(folder, 'list.json');
    await writeFile(list, JSON.stringify(items));
    const result = await fetchList(list);
    expect(result.status).toBe(0);
    const [listed, named] = report(result).concepts;
    expect(listed?.failed.map(({ id }) => id)).toEqual(hostile);
    expect(listed?.fetched).toBe(ids.length);
    expect(named?.fetched).toBe(1);
    const files = await collectionFiles(workspace.path);
    expect(files.filter((file) => file.startsWith('images/'))).toHaveLength(ids.length + 1);
    for (const file of files) {
      expect(file).toMatch(/^[\w./-]+$/);
      expect(path.basename(file).length).toBeLessThanOrEqual(120);
      expect(file).not.toMatch(/(^|\/)(con|nul|aux)\./i);
    }
    expect(
      (await collectionFiles(path.dirname(workspace.path))).filter((file) => file.includes('escaped')),
    ).toEqual([]);
  });

  it.each([
    ['not JSON at all', 'line 1 cannot be read'],
    ['[]', 'no item has an image'],
  ])('that is none is refused by name: %s', async (text, sentence) => {
    const file = path.join(workspace.path, 'list.json');
    await writeFile(file, text);
    const result = await fetchList(file);
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining(sentence)]);
    expect(result.stderr).toContain(file);
  });
});

describe('a list that was written on Windows', () => {
  it('is read in its encoding, and its paths lead to the images beside it', async () => {
    const sample = path.join(root, 'media/sample/cat/noto-cat.webp');
    await mkdir(path.join(workspace.path, 'pictures/cats'), { recursive: true });
    for (const name of ['a', 'b', 'c'])
      await cp(sample, path.join(workspace.path, `pictures/cats/${name}.webp`));
    const items = [
      { file: 'pictures\\cats\\a.webp', caption: 'ein Bär', concept: 'a | b' },
      { file: '.\\pictures/cats\\b.webp', text: 'zwei', concept: 'A | b' },
      { file: 'D:\\data\\set\\pictures\\cats\\c.webp', prompt: 'drei', concept: 'cfg = 7' },
      { file: 'D:\\data\\gone.webp', concept: 'cfg = 7' },
      { file: '..\\lexiclip-secret.webp', concept: 'cfg = 7' },
    ];
    await cp(sample, path.join(workspace.path, '../lexiclip-secret.webp'));
    const list = path.join(workspace.path, 'list.json');
    await writeFile(list, Buffer.from(`\uFEFF${JSON.stringify(items)}`, 'utf16le'));
    const { concepts } = report(await fetchList(list));
    await rm(path.join(workspace.path, '../lexiclip-secret.webp'));
    expect(concepts).toMatchObject([
      { name: 'a | b', fetched: 1 },
      { name: 'A | b', fetched: 1 },
      {
        name: 'cfg = 7',
        fetched: 1,
        failed: [{ id: 'D:\\data\\gone.webp' }, { id: '..\\lexiclip-secret.webp' }],
      },
    ]);
    const files = (await collectionFiles(workspace.path)).filter((file) =>
      /^concepts\/.*\/(?!concept\.json)/.test(file),
    );
    const prompts = await Promise.all(
      files.map((file) => readJson<{ prompt: string }>(workspace.path, file).then(({ prompt }) => prompt)),
    );
    expect(prompts.sort()).toEqual(['drei', 'ein Bär', 'zwei']);
  });
});

describe('600 generated images', () => {
  const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';

  beforeEach(({ skip }) => {
    if (recorded === '') skip('LEXICLIP_TEST_DATA does not name a folder with recorded images');
  });

  it('become a collection with their prompts', async () => {
    const manifest = path.join(recorded, 'data/generated600/manifest.json');
    const { concepts } = report(await fetchList(manifest));
    expect(concepts.map(({ fetched }) => fetched).reduce((a, b) => a + b, 0)).toBe(600);
    const [first] = JSON.parse(await readFile(manifest, 'utf8')) as { prompt: string; concept: string }[];
    const prompts = (await collectionFiles(workspace.path)).filter((file) =>
      /^concepts\/.*\/(?!concept\.json)/.test(file),
    );
    expect(prompts).toHaveLength(600);
    // One after the other: a process may have as few as 256 open files.
    const texts: string[] = [];
    for (const file of prompts) texts.push((await readJson<{ prompt: string }>(workspace.path, file)).prompt);
    expect(texts).toContain(first?.prompt);
  });
});
