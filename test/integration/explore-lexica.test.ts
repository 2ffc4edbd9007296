import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, type CliResult } from './cli.ts';

let server: LexicaServer;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  server = await startLexicaServer();
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  workspace = await makeWorkspace();
  server.setFaults([]);
});
afterEach(async () => {
  await workspace.remove();
});

const fetch = (...words: string[]): Promise<CliResult> =>
  lexiclip([
    'fetch',
    ...words,
    '--endpoint',
    server.endpoint,
    '--workspace',
    workspace.path,
    '--count',
    '5',
    '--json',
  ]);
const requestsSince = (start: number): readonly { kind: string; url: string }[] =>
  server.requests.slice(start);

describe('fetching from Lexica', () => {
  it('keeps each record as it was served, and adds one key', async () => {
    const result = await fetch('cat');
    expect(result.status).toBe(0);
    const [id = ''] = server.idsOf('cat');
    const answer = (await (await globalThis.fetch(`${server.endpoint}?q=cat`)).json()) as {
      images: object[];
    };
    const { lexiclip: mark, ...record } = await readJson<Record<string, unknown>>(
      workspace.path,
      `concepts/cat/${id}.json`,
    );
    expect(Object.entries(record)).toEqual(Object.entries(answer.images[0] ?? {}));
    expect(mark).toMatchObject({ concept: 'cat', source: 'lexica', image: `images/${id}.webp` });
    const image = await readFile(path.join(workspace.path, '.lexiclip/images', `${id}.webp`));
    expect(image.subarray(8, 12).toString()).toBe('WEBP');
  });

  it('asks for nothing again, and only for what is missing', async () => {
    await fetch('cat');
    let start = server.requests.length;
    expect(report(await fetch('cat')).concepts).toMatchObject([{ fetched: 0, cached: 5, failed: [] }]);
    expect(requestsSince(start)).toEqual([]);
    const [id = ''] = server.idsOf('cat');
    await rm(path.join(workspace.path, '.lexiclip/images', `${id}.webp`));
    start = server.requests.length;
    expect(report(await fetch('cat')).concepts).toMatchObject([{ fetched: 1, cached: 4 }]);
    expect(requestsSince(start)).toEqual([{ kind: 'image', url: `/md2/${id}` }]);
  });

  it('stores an image that two concepts found once, with a prompt file in each', async () => {
    const start = server.requests.length;
    const { concepts } = report(await fetch('cat', 'a cat', 'CAT '));
    expect(concepts).toMatchObject([
      { name: 'cat', fetched: 5 },
      { name: 'a cat', fetched: 0, cached: 5 },
    ]);
    expect(requestsSince(start).filter(({ kind }) => kind === 'image')).toHaveLength(5);
    const files = await collectionFiles(workspace.path);
    expect(files.filter((file) => file.startsWith('images/'))).toHaveLength(5);
    expect(files.filter((file) => /^concepts\/(cat|a-cat)\/[\w-]{36}\.json$/.test(file))).toHaveLength(10);
  });
});

describe('more images than one phrase finds', () => {
  it('come with other words for the same concept, each image once', async () => {
    const dogs = server.idsOf('dog').length;
    const cats = server.idsOf('cat').length;
    const fetchAll = (concept: string): Promise<CliResult> =>
      lexiclip([
        ...['fetch', concept, '--endpoint', server.endpoint, '--workspace', workspace.path],
        ...['--count', '200', '--json'],
      ]);
    const one = await fetchAll('cat');
    expect(report(one).concepts).toMatchObject([{ name: 'cat', available: cats, fetched: cats }]);
    expect(one.stderr).toContain(`Only ${cats} images of “cat” could be found. Other words find more: cat |`);
    const start = server.requests.length;
    const both = report(await fetchAll('cat | dog | a cat'));
    expect(both.concepts).toMatchObject([
      { name: 'cat', available: cats + dogs, fetched: dogs, cached: cats },
    ]);
    expect(requestsSince(start).filter(({ kind }) => kind === 'search')).toHaveLength(2);
  });

  it('are not searched for where the first phrase finds enough', async () => {
    const start = server.requests.length;
    await fetch('pets = cat | dog');
    expect(requestsSince(start).filter(({ kind }) => kind === 'search')).toHaveLength(1);
    expect(await readJson(workspace.path, 'concepts/pets/concept.json')).toMatchObject({
      query: 'pets = cat | dog',
    });
  });
});

describe('bad input', () => {
  it('says that nothing was found, and leaves no collection behind', async () => {
    const result = await fetch('zzz');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('Nothing was found for “zzz”');
    expect(await collectionFiles(workspace.path)).toEqual([]);
  });

  it('says that there is no network', async () => {
    const args = [
      'fetch',
      'cat',
      '--workspace',
      workspace.path,
      '--endpoint',
      'http://127.0.0.1:9/api/v1/search',
    ];
    const result = await lexiclip(args);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('127.0.0.1:9 cannot be reached');
  });

  it.each([
    [['explore', ' , '], 'No concept was given'],
    [['explore'], 'No concept was given'],
    [['explore', 'cat', '--count', '0'], 'whole number from 1'],
    [['explore', 'cat', '--source', 'nowhere'], 'Allowed choices'],
    [['explore', 'cat', '--endpoint', 'file:///etc/passwd'], 'http or https'],
    [['explore', 'cat', '--model', 'gpt'], 'There is no model “gpt”'],
    [['explore', 'cat', '--method', 'isomap'], 'Known methods'],
    [['explore', 'cat', '--source', 'folder'], '--folder'],
    [['nonsense'], 'unknown command'],
  ])('refuses %j with status 2', async (args, sentence) => {
    const result = await lexiclip([
      ...args,
      ...(args[0] === 'nonsense' ? [] : ['--workspace', workspace.path]),
    ]);
    expect(result.stderr).toContain(sentence);
    expect(result.status).toBe(2);
    expect(await collectionFiles(workspace.path)).toEqual([]);
  });

  it('refuses a collection of a newer version and changes nothing', async () => {
    await fetch('cat');
    const file = path.join(workspace.path, '.lexiclip/collection.json');
    await writeFile(file, '{"formatVersion":2,"concepts":["cat"]}');
    const before = await collectionFiles(workspace.path);
    const result = await fetch('dog');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('was written by a newer LexiCLIP');
    expect(await collectionFiles(workspace.path)).toEqual(before);
    expect(await readFile(file, 'utf8')).toBe('{"formatVersion":2,"concepts":["cat"]}');
  });
});
