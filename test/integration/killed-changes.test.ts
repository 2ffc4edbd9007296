import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/random.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson } from './cli.ts';
import { endStarted, start } from './started.ts';
import { digests } from './tree.ts';

/*
 * A process that changes many files as one is killed at moments that a seed chooses. Whoever writes next completes what
 * it had begun: all files are as before, or as the change makes them, and undo brings the bytes back.
 */

const KILLS = Number(process.env['LEXICLIP_KILLS'] ?? 6);
const SEED = Number(process.env['LEXICLIP_SEED'] ?? 1);

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
let base: Workspace;
let workspace: Workspace;
let ids: readonly string[];

const inWorkspace = (args: readonly string[], { path }: Workspace): string[] => [
  ...args,
  '--workspace',
  path,
];
/** The files that are not caches. */
async function own({ path }: Workspace): Promise<Record<string, string>> {
  const all = Object.entries(await digests(path));
  return Object.fromEntries(
    all.filter(([file, digest]) => !file.startsWith('cache') && digest !== 'no file'),
  );
}

beforeAll(async () => {
  base = await makeWorkspace();
  const fetching = ['fetch', 'cat', 'dog', 'lion', 'apple', '--count', '20', '--source', 'sample'];
  expect((await lexiclip(inWorkspace(fetching, base))).status).toBe(0);
  const lists = await Promise.all(
    ['cat', 'dog', 'lion'].map((slug) =>
      readJson<{ images: string[] }>(base.path, `concepts/${slug}/concept.json`),
    ),
  );
  ids = lists.flatMap(({ images }) => images);
});
afterAll(() => base.remove());
afterEach(() => endStarted());

const changes: Readonly<Record<string, () => readonly string[]>> = {
  tag: () => ['tag', '--add', 'keep,sharp', '--rate', '5', ...ids],
  move: () => ['concept', 'move', 'apple', ...ids],
  'new concept': () => ['concept', 'new', 'Animals', ...ids],
  'take out': () => ['concept', 'take-out', ...ids],
  rename: () => ['concept', 'rename', 'cat', 'Feline'],
  delete: () => ['concept', 'delete', 'dog'],
};

describe('a change is killed, and nothing is half done', { timeout: 1_200_000 + KILLS * 60_000 }, () => {
  it.each(Object.entries(changes))('%s', async (name, args) => {
    const alone = await makeWorkspace();
    await cp(base.path, alone.path, { recursive: true });
    const done = await lexiclip(inWorkspace(args(), alone));
    expect(done.status, done.stderr).toBe(0);
    const [before, after] = [await own(base), await own(alone)];
    // The new concept says when it was made.
    const settled = (files: Record<string, string>): readonly string[] =>
      Object.entries(files).map(([file, digest]) =>
        /animals.concept\.json$/.test(file) ? file : `${file} ${digest}`,
      );
    await alone.remove();
    const random = seededRandom(SEED);
    let [kills, completed] = [0, 0];
    for (let tries = 0; kills < KILLS && tries < 6 * KILLS; tries++) {
      workspace = await makeWorkspace();
      await cp(base.path, workspace.path, { recursive: true });
      const run = start(inWorkspace(args(), workspace));
      await run.until((told) => told.some((line) => line.startsWith('change:')));
      await new Promise((resolve) => setTimeout(resolve, random() * 80));
      run.signalGroup('SIGKILL');
      const { status } = await run.ended;
      const what = `seed ${SEED}, try ${tries}`;
      if (status === null) {
        kills++;
        // Whatever writes next.
        expect((await lexiclip(inWorkspace(['redo'], workspace))).stderr, what).toBe(
          'There is no change to redo.\n',
        );
        const found = settled(await own(workspace));
        expect([settled(before), settled(after)], what).toContainEqual(found);
        if (found.join() === settled(after).join()) {
          completed++;
          const undone = await lexiclip(inWorkspace(['undo'], workspace));
          expect(undone.status, `${what}\n${undone.stderr}`).toBe(0);
          expect(await own(workspace), what).toEqual(before);
        }
        expect(
          (await collectionFiles(workspace.path)).filter((file) => /lock|tmp|set-aside/.test(file)),
        ).toEqual([]);
      }
      await workspace.remove();
    }
    expect(kills).toBe(KILLS);
    process.stderr.write(`${name}: ${kills} kills, ${completed} of them completed by the next run\n`);
  });
});
