import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCivitaiServer, type CivitaiServer } from '../fakes/civitai-server.ts';
import type { FaultKind } from '../fakes/lexica-faults.ts';
import { lexiclip, makeWorkspace, readJson, report, standIn, type CliResult } from './cli.ts';

let server: CivitaiServer;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  server = await startCivitaiServer();
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

interface Run extends CliResult {
  /** What the server was asked for in the meantime. */
  readonly requests: readonly string[];
}

async function run(command: string, words: readonly string[], ...others: string[]): Promise<Run> {
  const start = server.requests.length;
  const source = ['--source', 'civitai', '--endpoint', server.endpoint];
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
const fetch = (words: readonly string[], count = 5): Promise<Run> =>
  run('fetch', words, '--count', String(count));

const complete = [
  { name: 'cat', fetched: 5, failed: [] },
  { name: 'dog', fetched: 5, failed: [] },
];

it('explores: images of a tag become a map, videos are left out and counted', async () => {
  const result = await run(
    'explore',
    ['cat', 'dog'],
    '--count',
    '5',
    '--model',
    standIn,
    '--device',
    'cpu',
    '--method',
    'umap',
  );
  expect(result.stderr).toContain('Maps: umap');
  expect(report(result)).toMatchObject({ concepts: complete, embedded: 10 });
  const ids = server.idsOf('cat').slice(0, 5);
  expect(await readJson(workspace.path, 'concepts/cat/concept.json')).toMatchObject({
    source: 'civitai',
    images: ids,
  });
  const prompts = await Promise.all(
    ids.map((id) => readJson<Record<string, unknown>>(workspace.path, `concepts/cat/${id}.json`)),
  );
  const said = prompts.filter(({ prompt }) => prompt !== undefined);
  const silent = prompts.filter(({ prompt }) => prompt === undefined);
  expect([said, silent].every((some) => some.length > 0)).toBe(true);
  expect(silent.every(({ meta }) => meta === null || Object.keys(meta as object).length === 0)).toBe(true);
  for (const prompt of said)
    expect(prompt).toMatchObject({
      prompt: 'masterpiece, a cat',
      negativePrompt: 'blurry',
      steps: 30,
      cfg: 7,
      sampler: 'DPM++ 2M Karras',
      model: 'juggernautXL',
      size: '832x1216',
      loras: [{ name: 'detail', weight: 0.5 }],
      author: expect.stringMatching(/^painter\d$/) as string,
    });
  for (const { id, nsfw } of prompts) expect(nsfw).toBe((Number(id) - 70_000_000) % 9 === 0);
  const videos = server.videosAmong('cat', 5);
  expect(videos).toBeGreaterThan(0);
  expect(result.stderr).toMatch(/cat: \d videos? left out/);
});

it('finds the number of a tag, and goes on by cursors as far as asked for', async () => {
  const all = server.idsOf('cat');
  const { requests, ...result } = await fetch(['cat'], 9);
  expect(report(result).concepts).toMatchObject([{ fetched: 9, failed: [] }]);
  expect(all.length).toBeGreaterThanOrEqual(9);
  const searches = requests.filter((url) => url.startsWith('/api/'));
  expect(searches[0]).toMatch(/^\/api\/v1\/tags\?query=cat/);
  const pages = searches.filter((url) => /images\?.*tags=\d+/.test(url));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.slice(1).every((url) => url.includes('cursor='))).toBe(true);
});

it('asks for nothing again, and on for more', async () => {
  await fetch(['cat']);
  expect((await fetch(['cat'])).requests).toEqual([]);
  const more = await fetch(['cat'], 7);
  expect(report(more).concepts).toMatchObject([{ fetched: 2, cached: 5 }]);
});

it.each(['model:cat model', 'model:900', 'user:painter1'])('finds %s', async (concept) => {
  const result = await fetch([concept], 3);
  expect(report(result).concepts).toMatchObject([{ name: concept, fetched: 3, failed: [] }]);
});

it('says that there is no such tag', async () => {
  const result = await fetch(['zzz']);
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('Nothing was found for “zzz” (civitai)');
});

describe('a service that fails: its concept is missing, the other is there, the next run completes', () => {
  it.each<[FaultKind, string]>([
    ['rate-limited', 'has had too many requests (429)'],
    ['too-many-requests', 'has had too many requests (429)'],
    ['overloaded', 'is overloaded or down'],
    ['bad-request', 'refused the request (status 400: Invalid option)'],
    ['challenge-page', 'asked for a human check'],
    ['front-page', 'sent something that is not JSON'],
    ['half-the-bytes', 'sent something that is not JSON'],
    ['no-images-key', 'sent JSON without “items”. Check the setting lexiclip.civitai.endpoint'],
    ['reset', 'cannot be reached'],
  ])('%s: “… %s”', async (kind, sentence) => {
    const [first = ''] = server.idsOf('cat');
    const tag = /tags=(\d+)/.exec((await fetch(['cat'], 1)).requests.join(' '))?.[1] ?? '';
    expect(first).not.toBe('');
    server.setFaults([{ kind, on: 'search', match: `tags=${tag}&` }]);
    const failed = await fetch(['cat', 'dog']);
    expect(failed.stderr).toContain(sentence);
    expect(report(failed).concepts).toMatchObject([
      { name: 'cat', fetched: 0, unanswered: true },
      complete[1],
    ]);
    server.setFaults([]);
    const healed = report(await fetch(['cat', 'dog'])).concepts;
    expect(healed).toMatchObject([{ fetched: 4, cached: 1 }, { cached: 5 }]);
  });

  it.each<FaultKind>(['rate-limited', 'too-many-requests', 'overloaded'])(
    '%s once: it is asked again and then answered',
    async (kind) => {
      server.setFaults([{ kind, on: 'search', times: 1 }]);
      expect(report(await fetch(['cat', 'dog'])).concepts).toMatchObject(complete);
    },
  );

  it('an image that is gone is told by its id', async () => {
    const [id = ''] = server.idsOf('cat');
    server.setFaults([{ kind: 'gone', on: 'image', match: `/${Number(id) - 70_000_000}.jpeg` }]);
    const result = await fetch(['cat']);
    expect(report(result).concepts).toMatchObject([{ fetched: 4, failed: [{ id }] }]);
  });
});

it('documents its options', async () => {
  const { stdout } = await lexiclip(['explore', '--help']);
  for (const option of ['civitai', 'user:<name>', 'model:<number or name>'])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(option);
});
