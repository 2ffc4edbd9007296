import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from './fixtures.ts';
import { succeeds, until } from './until.ts';

const SHOWN_WITHIN_MS = 2000;

/**
 * VS Code starts to watch a folder some time after its window is open, and does not say when; what changes before is
 * not noticed. A damaged map is written until the sidebar tells of it.
 */
export async function untilFilesAreWatched({ workbench, workspace }: Session): Promise<void> {
  const collection = join(workspace, '.lexiclip');
  const map = join(collection, 'projections/watched.json');
  const problems = workbench.treeRow('Problems');
  await workbench.showSidebar();
  const made = await mkdir(collection, { recursive: true });
  await mkdir(join(collection, 'projections'), { recursive: true });
  await until('a change of a file is noticed', async () => {
    if (made !== undefined) await writeFile(join(collection, 'collection.json'), NO_CONCEPTS);
    await writeFile(map, `{"written": ${Date.now()}}`);
    return succeeds(problems.waitFor({ timeout: SHOWN_WITHIN_MS }));
  });
  await rm(made ?? map, { recursive: true });
  await problems.waitFor({ state: 'hidden' });
}

const NO_CONCEPTS = JSON.stringify({ formatVersion: 1, concepts: [] });
