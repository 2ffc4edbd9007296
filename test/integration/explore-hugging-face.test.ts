import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { startDatasetViewer, type DatasetViewerServer } from '../fakes/dataset-viewer-server.ts';
import type { FaultKind } from '../fakes/lexica-faults.ts';
import {
  collectionFiles,
  lexiclip,
  makeWorkspace,
  readJson,
  report,
  standIn,
  type CliResult,
} from './cli.ts';

let server: DatasetViewerServer;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  server = await startDatasetViewer();
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  workspace = await makeWorkspace();
  server.setFaults([]);
  server.refuse(undefined);
});
afterEach(async () => {
  await workspace.remove();
});

interface Run extends CliResult {
  /** What the server was asked for in the meantime. */
  readonly requests: readonly string[];
}

async function run(
  command: string,
  words: readonly string[],
  count: number,
  ...others: string[]
): Promise<Run> {
  const start = server.requests.length;
  const source = ['--source', 'huggingface', '--endpoint', server.endpoint, '--count', String(count)];
  const result = await lexiclip([
    command,
    ...words,
    ...source,
    '--workspace',
    workspace.path,
    '--json',
    ...others,
  ]);
  return { ...result, requests: server.requests.slice(start) };
}
const fetch = (words: readonly string[], count = 5, ...others: string[]): Promise<Run> =>
  run('fetch', words, count, ...others);

const idOf = (row: number | undefined): string => `poloclub/diffusiondb/2m_random_1k/train/${row}`;
const promptOf = (row: number | undefined): Promise<Record<string, unknown>> =>
  readJson(workspace.path, promptPath('cat', idOf(row)));
const complete = [
  { name: 'cat', fetched: 5, failed: [] },
  { name: 'dog', fetched: 5, failed: [] },
];

it('explores: images with their prompts become a map', async () => {
  const result = await run(
    'explore',
    ['cat', 'dog'],
    5,
    '--model',
    standIn,
    '--device',
    'cpu',
    '--method',
    'umap',
  );
  expect(result.stderr).toContain('Maps: umap');
  expect(report(result)).toMatchObject({ concepts: complete, embedded: 10 });
  const [row] = server.rowsOf('cat');
  const { lexiclip: mark, ...record } = await promptOf(row);
  expect(record).toMatchObject({
    id: idOf(row),
    prompt: expect.stringContaining('a cat, ') as string,
    image: { height: 384, width: 384 },
    seed: 4_000_000_000 + (row ?? NaN),
    step: 50,
    steps: 50,
    cfg: 7,
    sampler: 'k_lms',
    size: '384x384',
    author: 'e285b7ef63be99e9',
    licence: 'CC0-1.0',
  });
  expect(mark).toMatchObject({ concept: 'cat', source: 'huggingface' });
  const flagged = await Promise.all(server.rowsOf('cat').slice(0, 5).map(promptOf));
  expect(flagged.map(({ nsfw }) => nsfw === true)).toEqual(
    server
      .rowsOf('cat')
      .slice(0, 5)
      .map((one) => one % 7 === 0 || one % 11 === 0),
  );
});

it('asks for nothing again, and on for more', async () => {
  expect((await fetch(['cat'])).requests).toHaveLength(6);
  expect((await fetch(['cat'])).requests).toEqual([]);
  expect((await fetch(['cat'], 3)).requests).toEqual([]);
  const more = await fetch(['cat'], 7);
  expect(report(more).concepts).toMatchObject([{ fetched: 2, cached: 5 }]);
  expect(more.requests).toHaveLength(3);
});

it('keeps the answers of different datasets apart', async () => {
  await fetch(['cat']);
  const other = await fetch(['cat'], 5, '--dataset', 'a/b');
  expect(report(other).concepts).toMatchObject([{ fetched: 5, cached: 0 }]);
  expect(other.requests.slice(0, 2)).toEqual([
    '/splits?dataset=a%2Fb',
    '/search?dataset=a%2Fb&config=photos&split=train&query=cat&offset=0&length=5',
  ]);
});

describe('an address that has expired', () => {
  it('is asked for again, once for each image', async () => {
    server.setFaults([{ kind: 'gone', on: 'image' }]);
    expect((await fetch(['cat'])).status).toBe(1);
    server.setFaults([]);
    server.expire();
    const { requests, ...result } = await fetch(['cat']);
    expect(report(result).concepts).toMatchObject([{ fetched: 5, failed: [] }]);
    expect(requests.filter((url) => url.startsWith('/rows'))).toHaveLength(5);
    expect(requests.filter((url) => url.startsWith('/search'))).toHaveLength(0);
    expect(requests.filter((url) => url.startsWith('/cached-assets'))).toHaveLength(10);
    const files = await collectionFiles(workspace.path);
    const [image = ''] = files.filter((file) => file.startsWith('images/'));
    expect((await readFile(path.join(workspace.path, '.lexiclip', image))).subarray(8, 12).toString()).toBe(
      'WEBP',
    );
  });

  it('that leads to nothing again is told by the image’s id', async () => {
    const [row] = server.rowsOf('cat');
    server.setFaults([{ kind: 'gone', on: 'image', match: `/${row}/image/` }]);
    const result = await fetch(['cat']);
    expect(report(result).concepts).toMatchObject([{ fetched: 4, failed: [{ id: idOf(row) }] }]);
    expect(result.requests.filter((url) => url.startsWith('/rows'))).toHaveLength(1);
  });
});

describe('no search index at hand', () => {
  it.each([
    ['missing', undefined, '/filter'],
    ['unexpected', undefined, '/filter'],
    ['unsupported', undefined, '/filter'],
    ['missing', 'missing', '/rows'],
    ['unsupported', 'unsupported', '/rows'],
  ] as const)('search %s, filter %s: %s is asked', async (search, filter, path) => {
    server.refuse(search, filter);
    const { requests, ...result } = await fetch(['cat']);
    expect(report(result).concepts).toMatchObject([{ fetched: 5, failed: [] }]);
    expect(requests.filter((url) => url.startsWith(path))).toHaveLength(1);
    expect(result.stderr).toContain('has no search index at hand');
  });
});

describe('a search that fails: its concept is missing, the other is there, the next run completes', () => {
  it.each<[FaultKind, string, number]>([
    ['rate-limited', 'has had too many requests (429)', 4],
    ['too-many-requests', 'has had too many requests (429)', 4],
    ['gateway-timeout', 'its gateway got no answer from it (status 504)', 4],
    ['challenge-page', 'asked for a human check', 1],
    ['challenge-with-success', 'asked for a human check', 1],
    ['front-page', 'sent something that is not JSON', 4],
    ['half-the-bytes', 'sent something that is not JSON', 4],
    ['no-images-key', 'sent JSON without “rows”. Check the setting lexiclip.huggingFace.endpoint', 1],
    ['reset', 'cannot be reached', 4],
  ])('%s: “… %s”, asked %d times', async (kind, sentence, tries) => {
    server.setFaults([{ kind, on: 'search', match: 'query=cat' }]);
    const failed = await fetch(['cat', 'dog']);
    expect(failed.stderr).toContain(sentence);
    expect(report(failed).concepts).toMatchObject([
      { name: 'cat', fetched: 0, unanswered: true },
      complete[1],
    ]);
    expect(failed.requests.filter((url) => url.includes('query=cat'))).toHaveLength(tries);
    server.setFaults([]);
    expect(report(await fetch(['cat', 'dog'])).concepts).toMatchObject([complete[0], { cached: 5 }]);
  });

  it('tells a dataset that is not there', async () => {
    server.refuse('no-dataset');
    const result = await fetch(['cat'], 5, '--dataset', 'a/b');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('a/b cannot be used (The dataset does not exist');
  });
});

it('documents its options', async () => {
  const { stdout } = await lexiclip(['explore', '--help']);
  for (const option of ['huggingface', '--dataset', '--config', '--split', '--image-column', '--text-column'])
    expect(stdout).toContain(option);
});
