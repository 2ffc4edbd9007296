import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { makeWorkspace, readJson, standIn } from './cli.ts';
import { readOnly, withoutMounts } from './read-only.ts';
import { endStarted, start, type StartedRun } from './started.ts';
import { digests, expectWhole } from './tree.ts';
import { readVectors } from './vectors.ts';

/* One process writes to a collection at a time; others wait and say for whom, and whoever reads is in nobody's way. */

const COUNT = 8;
const MAPS = ['pca', 'umap'];
const model = ['--model', standIn, '--device', 'cpu'];
const methods = ['--method', MAPS.join()];

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
let server: LexicaServer;
/** Cats and dogs with vectors and maps, of a run that was alone. */
let pets: Workspace;
/** The same and lions. */
let alone: Workspace;
let vectors: ReadonlyMap<string, Float32Array>;
let workspace: Workspace;

const fetched = (): string[] => ['--endpoint', server.endpoint, '--count', String(COUNT)];
const explore = (...concepts: string[]): string[] => [
  ...['explore', ...concepts, ...fetched(), ...model, ...methods],
];
const fetch = (...concepts: string[]): string[] => ['fetch', ...concepts, ...fetched()];
const embed = (): string[] => ['embed', ...model];
const project = (...args: string[]): string[] => ['project', ...args, ...model];
const run = (args: readonly string[], under?: readonly string[]): StartedRun =>
  start([...args, '--workspace', workspace.path, '--json'], under);
const imagesOf = (...names: string[]): Record<string, readonly string[]> =>
  Object.fromEntries(names.map((name) => [name, server.idsOf(name).slice(0, COUNT)]));

async function expectDone(...runs: readonly StartedRun[]): Promise<void> {
  for (const { status, stderr } of await Promise.all(runs.map(({ ended }) => ended))) {
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain('warning:');
  }
}

beforeAll(async () => {
  server = await startLexicaServer();
  [pets, alone] = [await makeWorkspace(), await makeWorkspace()];
  workspace = pets;
  await expectDone(run(explore('cat', 'dog')));
  await cp(pets.path, alone.path, { recursive: true });
  // Readers have something to compute.
  await rm(path.join(pets.path, '.lexiclip/cache/neighbours'), { recursive: true });
  workspace = alone;
  await expectDone(run(explore('lion')));
  vectors = await readVectors(alone.path, 'resnet50-imagenet');
});
afterAll(async () => {
  await pets.remove();
  await alone.remove();
  await server.close();
});
beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await endStarted();
  await workspace.remove();
});

describe('two runs at once on one collection', () => {
  it.each([
    ['at the same moment', /^/],
    ['while the other fetches', /^fetch: cat: [1-8]/],
    ['while the other embeds', /^embed: \d+ of \d+ images/],
    ['while the other lays out', /^project: UMAP/],
  ])('explore other concepts, begun %s', async (_when, line) => {
    const first = run(explore('cat', 'dog'));
    if (line.source !== '^') expect(await first.tells(line)).toBe(true);
    const second = run(explore('dog', 'lion'));
    await expectDone(first, second);
    await expectWhole(workspace.path, { concepts: imagesOf('cat', 'dog', 'lion'), vectors, maps: MAPS });
  });

  it('fetch, embed and lay out, all begun at the same moment', async () => {
    await expectDone(run(fetch('cat')));
    await expectDone(
      ...[run(fetch('dog')), run(embed()), run(fetch('cat', 'lion')), run(embed())],
      run(explore('cat')),
    );
    await expectDone(run(embed()), run(embed()));
    await expectDone(
      ...[run(project('--method', 'pca', '--again')), run(project('--method', 'umap', '--again'))],
      run(project('--method', 'pca', '--name', 'mine')),
    );
    const maps = [...MAPS, 'mine'];
    await expectWhole(workspace.path, { concepts: imagesOf('cat', 'dog', 'lion'), vectors, maps });
  });
});

describe('who waits', () => {
  it('says for which process, on which machine and since when, also while that one is suspended', async () => {
    const first = run(explore('cat', 'dog'));
    expect(await first.tells(/^embed: \d+ of \d+ images/)).toBe(true);
    first.signalGroup('SIGSTOP');
    const second = run(fetch('lion'));
    expect(await second.tells(/^wait:/)).toBe(true);
    const { since } = await readJson<{ since: string }>(workspace.path, 'cache/lock.json');
    expect(second.lines).toEqual([
      `wait: for another LexiCLIP that writes to this collection (process ${first.pid} on ${hostname()}, since ${new Date(since).toLocaleTimeString()})`,
    ]);
    first.signalGroup('SIGCONT');
    await expectDone(first, second);
    await expectWhole(workspace.path, { concepts: imagesOf('cat', 'dog', 'lion') });
  });

  it('can be interrupted, and has changed nothing', async () => {
    const first = run(explore('cat'));
    expect(await first.tells(/^embed: \d+ of \d+ images/)).toBe(true);
    first.signalGroup('SIGSTOP');
    const before = await digests(workspace.path);
    const second = run(fetch('lion'));
    expect(await second.tells(/^wait:/)).toBe(true);
    second.signalGroup('SIGINT');
    expect((await second.ended).status).toBe(130);
    expect(await digests(workspace.path)).toEqual(before);
    first.signalGroup('SIGCONT');
    await expectDone(first);
  });

  it('takes over at once from one that was killed', async () => {
    const first = run(explore('cat', 'dog'));
    expect(await first.tells(/^embed: \d+ of \d+ images/)).toBe(true);
    first.signalGroup('SIGSTOP');
    const waiting = [run(explore('lion')), run(explore('dog', 'lion'))];
    for (const one of waiting) expect(await one.tells(/^wait:/)).toBe(true);
    first.signalGroup('SIGKILL');
    await first.ended;
    await expectDone(...waiting);
    await expectDone(run(explore('cat')));
    await expectWhole(workspace.path, { concepts: imagesOf('cat', 'dog', 'lion'), vectors, maps: MAPS });
  });

  it('takes over from another machine that shows no sign of life for half a minute, and says its name', async () => {
    const other = { process: 4711, started: '', host: 'studio', machine: 'other', token: 't' };
    await mkdir(path.join(workspace.path, '.lexiclip/cache'), { recursive: true });
    const since = '2026-01-02T03:04:05.000Z';
    await writeFile(
      path.join(workspace.path, '.lexiclip/cache/lock.json'),
      JSON.stringify({ ...other, since }),
    );
    const begun = performance.now();
    const waiting = run(fetch('cat'));
    expect(await waiting.tells(/^wait:.*process 4711 on studio, since/)).toBe(true);
    await expectDone(waiting);
    expect(performance.now() - begun).toBeGreaterThan(30_000);
    await expectWhole(workspace.path, { concepts: imagesOf('cat') });
  });
});

describe('who reads', () => {
  const readers = (): readonly (readonly string[])[] => [
    ['search', `like:${server.idsOf('cat')[0] ?? ''}`, '--limit', '3', ...model],
    ['duplicates', ...model],
    ['outliers', ...model],
    ['export', '--output', path.join(workspace.path, 'map.html')],
  ];
  beforeEach(async () => {
    await cp(pets.path, workspace.path, { recursive: true });
  });

  it.each([/^fetch: lion: [1-8]/, /^embed: \d+ of \d+ images/, /^project: UMAP/])(
    'beside a run that has told %s finds what stands, and changes no file',
    async (line) => {
      const writer = run(explore('lion', 'cat'));
      expect(await writer.tells(line)).toBe(true);
      writer.signalGroup('SIGSTOP');
      const before = await digests(workspace.path);
      const reading = readers().map((args) => run(args));
      await expectDone(...reading);
      expect(await digests(workspace.path)).toEqual(before);
      writer.signalGroup('SIGCONT');
      await expectDone(writer);
    },
  );

  it('again and again while a run goes on finds no less than before', async () => {
    const writer = run(explore('lion', 'cat'));
    let least = 2 * COUNT;
    do {
      const reading = readers().map((args) => run(args));
      await expectDone(...reading);
      const [search, duplicates, outliers] = await Promise.all(reading.map(({ ended }) => ended));
      const compared = [search, duplicates, outliers].map((result) => {
        const answer = JSON.parse(result?.stdout ?? '') as { searched?: number; compared?: number };
        return answer.compared ?? (answer.searched ?? NaN) + 1;
      });
      for (const number of compared) expect(number).toBeGreaterThanOrEqual(least);
      least = Math.min(...compared);
    } while (!writer.hasEnded());
    await expectDone(writer);
    await expectWhole(workspace.path, { concepts: imagesOf('cat', 'dog', 'lion'), vectors, maps: MAPS });
    const { points } = await readJson<ProjectionFile>(workspace.path, 'projections/pca.json');
    expect(points).toHaveLength(3 * COUNT);
  });

  it('a collection that cannot be written to finds the same; who would write is told why it cannot', async ({
    skip,
  }) => {
    skip(withoutMounts !== undefined, withoutMounts);
    const writer = run(explore('lion'));
    expect(await writer.tells(/^embed: \d+ of \d+ images/)).toBe(true);
    writer.signalGroup('SIGKILL');
    await writer.ended;
    const before = await digests(workspace.path);
    const under = readOnly(path.join(workspace.path, '.lexiclip'));
    await expectDone(...readers().map((args) => run(args, under)));
    const { status, stderr } = await run(fetch('lion'), under).ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/\.lexiclip\/cache\/\S+ could not be written \(the disk is read-only\)\.\n$/);
    expect(await digests(workspace.path)).toEqual(before);
  });
});
