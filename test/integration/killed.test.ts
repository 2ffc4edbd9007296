import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { seededRandom } from '../../src/core/random.ts';
import { startLexicaServer, type LexicaRequest, type LexicaServer } from '../fakes/lexica-server.ts';
import { lexiclip, makeWorkspace, readJson, standIn } from './cli.ts';
import { endStarted, start } from './started.ts';
import { expectWhole } from './tree.ts';
import { readVectors } from './vectors.ts';

/*
 * A process and all that it started are killed at moments that a seed chooses; the run after it completes, and nothing
 * is wrong, lost, asked for twice or left behind. `LEXICLIP_KILLS=40` kills each stage so often.
 */

const KILLS = Number(process.env['LEXICLIP_KILLS'] ?? 6);
const SEED = Number(process.env['LEXICLIP_SEED'] ?? 1);
const COUNT = 10;
const CONCEPTS = ['cat', 'dog'];
const MAPS = ['umap', 'tsne', 'pca'];
/** Downloads under way at once (src/core/fetch/stage.ts). */
const UNDER_WAY = 4;

const model = ['--model', standIn, '--device', 'cpu'];

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
let server: LexicaServer;
let alone: Workspace;
let fetched: Workspace;
let embedded: Workspace;
let workspace: Workspace;
let vectors: ReadonlyMap<string, Float32Array>;
let concepts: Record<string, readonly string[]>;
const none: Course = { lines: 0, milliseconds: 0 };
const courses = { fetch: none, embed: none, project: none };

const fetching = (): string[] => [
  'fetch',
  ...CONCEPTS,
  '--endpoint',
  server.endpoint,
  '--count',
  String(COUNT),
];
const embedding = (): string[] => ['embed', ...model];
const projecting = (): string[] => ['project', '--method', MAPS.join(), ...model];
const inWorkspace = (args: readonly string[], { path: folder }: Workspace): string[] => [
  ...[...args, '--workspace', folder, '--json'],
];

beforeAll(async () => {
  server = await startLexicaServer();
  concepts = Object.fromEntries(CONCEPTS.map((name) => [name, server.idsOf(name).slice(0, COUNT)]));
  [alone, fetched, embedded] = [await makeWorkspace(), await makeWorkspace(), await makeWorkspace()];
  const stages = [
    ['fetch', fetching(), fetched],
    ['embed', embedding(), embedded],
    ['project', projecting(), undefined],
  ] as const;
  for (const [name, args, kept] of stages) {
    const start = performance.now();
    const { status, stderr } = await lexiclip(inWorkspace(args, alone));
    expect(status, stderr).toBe(0);
    courses[name] = { lines: stderr.split('\n').length, milliseconds: performance.now() - start };
    if (kept !== undefined) await cp(alone.path, kept.path, { recursive: true });
  }
  vectors = await readVectors(alone.path, 'resnet50-imagenet');
});
afterAll(async () => {
  for (const one of [alone, fetched, embedded]) await one.remove();
  await server.close();
});
afterEach(async () => {
  await endStarted();
  await workspace.remove();
});

/** How long a stage takes where it is left alone, and how many lines it tells. */
interface Course {
  readonly lines: number;
  readonly milliseconds: number;
}

/** Kills a run so long after it told so many lines; answers how far it came, or undefined where it had ended before. */
async function kill(args: readonly string[], { lines, milliseconds }: Course): Promise<string | undefined> {
  const run = start(inWorkspace(args, workspace));
  await run.until((told) => told.length >= lines);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  run.signalGroup('SIGKILL');
  const { status } = await run.ended;
  return status === null ? (run.lines.at(-1) ?? 'nothing told') : undefined;
}

/** Kills a stage at `KILLS` moments, each in a collection as it was before it, and lets `complete` look at the next run. */
async function killOften(
  args: readonly string[],
  course: Course,
  from: Workspace | undefined,
  complete: (requests: readonly LexicaRequest[]) => Promise<void>,
): Promise<void> {
  const random = seededRandom(SEED);
  const moments = new Map<string, number>();
  let kills = 0;
  for (let tries = 0; kills < KILLS && tries < 4 * KILLS; tries++) {
    workspace = await makeWorkspace();
    if (from !== undefined) await cp(from.path, workspace.path, { recursive: true });
    const before = server.requests.length;
    const moment = {
      lines: Math.floor(random() * course.lines),
      milliseconds: (random() * 2 * course.milliseconds) / course.lines,
    };
    const last = await kill(args, moment);
    if (last !== undefined) {
      kills++;
      const stage = last.replace(/\d+/g, 'n');
      moments.set(stage, (moments.get(stage) ?? 0) + 1);
      const what = `seed ${SEED}, try ${tries}, killed after “${last}”`;
      const next = await lexiclip(inWorkspace(args, workspace));
      expect(next.status, `${what}\n${next.stderr}`).toBe(0);
      expect(next.stderr, what).not.toContain('warning:');
      await complete(server.requests.slice(before)).catch((error: unknown) => {
        throw new Error(what, { cause: error });
      });
    }
    await workspace.remove();
  }
  expect(kills).toBe(KILLS);
  const list = [...moments].map(([stage, times]) => `  ${times} × ${stage}\n`).join('');
  process.stderr.write(`${args[0] ?? ''}: ${kills} kills, each completed by the next run\n${list}`);
}

describe(
  'a run is killed with all that it started, and the next one completes',
  // Each kill is followed by a whole run, which takes a busy machine up to a minute.
  { timeout: 1_200_000 + KILLS * 60_000 },
  () => {
    it('fetch: nothing is fetched twice but what was under way', async () => {
      await killOften(fetching(), courses.fetch, undefined, async (requests) => {
        await expectWhole(workspace.path, { concepts });
        const asked = requests.map(({ kind, url }) => `${kind} ${url}`);
        const twice = asked.filter((one, at) => asked.indexOf(one) !== at);
        expect(twice.filter((one) => one.startsWith('search')).length).toBeLessThanOrEqual(1);
        expect(twice.filter((one) => one.startsWith('image')).length).toBeLessThanOrEqual(UNDER_WAY);
      });
    });

    it('embed: each vector is the one that a run alone computes', async () => {
      await killOften(embedding(), courses.embed, fetched, () =>
        expectWhole(workspace.path, { concepts, vectors }),
      );
    });

    it('project: each map is the one that a run alone lays out', async () => {
      await killOften(projecting(), courses.project, embedded, async () => {
        await expectWhole(workspace.path, { concepts, vectors, maps: MAPS });
        for (const map of MAPS) {
          const [made, expected] = await Promise.all(
            [workspace, alone].map((one) => readJson<ProjectionFile>(one.path, `projections/${map}.json`)),
          );
          expect(made?.points).toEqual(expected?.points);
        }
      });
    });
  },
);
