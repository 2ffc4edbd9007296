import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConceptFile } from '../../src/core/collection/schema.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { untilFilesAreWatched } from './watched.ts';

/* What the editor shows of a collection's files, besides their text. */
describe('the files of a collection in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let id = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom }),
    );
    explorer = new Explorer(session.workbench);
    await untilFilesAreWatched(session);
    const { images } = (await session.collectionFile('concepts/cat/concept.json')) as ConceptFile;
    id = images[0] ?? '';
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  async function openPrompt(): Promise<void> {
    const { workbench } = session;
    await workbench.expand(/^cat/);
    const { prompt } = (await session.collectionFile(`concepts/cat/${id}.json`)) as { prompt: string };
    await workbench.treeRow(prompt.slice(0, 60)).click();
    await workbench.editorText(`${id}.json`).getByText(`"id": "${id}"`).waitFor();
  }

  it('shows above a prompt file what can be done with its image, and the image under the pointer', async () => {
    const { page } = session.workbench;
    await openPrompt();
    const lens = page.locator('.codelens-decoration');
    await lens.getByText('Find Similar').waitFor();
    await lens.getByText('Open Image').waitFor();
    const path = page.locator('.view-lines').getByText(/^images\//);
    await path.hover();
    const hover = page.locator('.monaco-hover:visible img');
    await hover.waitFor();
    expect(await hover.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await session.keepScreenshot('prompt-file');
    await lens.getByText('Show on Map').click();
    await explorer.settled(id);
  });

  it('tells of a damaged file among the problems, and makes a map again from there', async () => {
    const { workbench } = session;
    const { page } = workbench;
    const file = join(session.workspace, '.lexiclip/projections/umap.json');
    const before = JSON.parse(await readFile(file, 'utf8')) as { points: object[] };
    await writeFile(file, '{"name": "umap"');
    await workbench.treeRow('Problems').waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'umap.json' });
    await row.first().waitFor();
    await session.keepScreenshot('problems');
    await row.nth(1).dblclick();
    // A map's file opens as the map, and one that cannot be shown says so.
    await explorer.find('.message').getByText('is damaged').waitFor();
    await explorer.find('.message vscode-button').getByText('Reopen as Text').click();
    await workbench.editorText('umap.json').getByText('"umap"').click();
    const fix = page.locator('.action-widget').getByText('Compute the map again');
    await workbench.pressUntil('Control+.', fix);
    await session.keepScreenshot('quick-fix');
    await fix.click();
    await expect
      .poll(
        async () =>
          (JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { points?: object[] }).points
            ?.length,
        { timeout: 60_000 },
      )
      .toBe(before.points.length);
    await row.first().waitFor({ state: 'hidden' });
  });
});
