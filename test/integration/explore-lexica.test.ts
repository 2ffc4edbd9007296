import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../fakes/lexica-faults.ts';
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

describe('one image that fails', () => {
  it.each<[FaultKind, string]>([
    ['gone', 'is gone (404)'],
    ['html-for-image', 'not an image'],
    ['server-error', 'is in trouble (status 500)'],
    ['reset', 'cannot be reached'],
    ['broken-off', 'cannot be reached'],
  ])('%s: the rest is kept, it is named, and it comes with the next run', async (kind, reason) => {
    const [id = ''] = server.idsOf('cat');
    server.setFaults([{ kind, on: 'image', match: id }]);
    const result = await fetch('cat');
    expect(result.status).toBe(0);
    const [cat] = report(result).concepts;
    expect(cat).toMatchObject({
      fetched: 4,
      failed: [{ id, reason: expect.stringContaining(reason) as string }],
    });
    expect(result.stderr).toContain(id);
    expect(await readJson(workspace.path, 'concepts/cat/concept.json')).toMatchObject({ missing: [{ id }] });

    server.setFaults([]);
    const start = server.requests.length;
    expect(report(await fetch('cat')).concepts).toMatchObject([{ fetched: 1, cached: 4, failed: [] }]);
    expect(requestsSince(start)).toHaveLength(1);
  });

  it('falls back to the small size', async () => {
    const [id = ''] = server.idsOf('cat');
    server.setFaults([{ kind: 'gone', on: 'image', match: `/md2/${id}` }]);
    expect(report(await fetch('cat')).concepts).toMatchObject([{ fetched: 5, failed: [] }]);
  });
});

describe('a search that fails', () => {
  it.each<[FaultKind, string]>([
    ['challenge-page', 'asked for a human check'],
    ['no-images-key', 'sent JSON without “images”'],
    ['gone', 'is gone (404)'],
  ])('%s: one clear sentence, the other concepts go on', async (kind, sentence) => {
    server.setFaults([{ kind, on: 'search', match: 'q=cat' }]);
    const result = await fetch('cat', 'dog');
    expect(result.status).toBe(0);
    expect(report(result).concepts).toMatchObject([
      { name: 'cat', failed: [{ reason: expect.stringContaining(sentence) as string }] },
      { name: 'dog', fetched: 5 },
    ]);
  });

  it.each<FaultKind>(['gateway-timeout', 'rate-limited', 'not-json', 'reset'])(
    '%s: is asked again and then answered',
    async (kind) => {
      server.setFaults([{ kind, on: 'search', times: 1 }]);
      const start = server.requests.length;
      expect(report(await fetch('cat')).concepts).toMatchObject([{ fetched: 5 }]);
      expect(requestsSince(start).filter(({ kind: asked }) => asked === 'search')).toHaveLength(2);
    },
  );
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
    [['explore', 'cat', '--method', 'pca'], 'Known methods'],
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
