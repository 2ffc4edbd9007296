import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ConceptFile, ProjectionFile } from '../../src/core/collection/schema.ts';
import type { LexiclipCollection, LexiclipSearchResult } from '../../src/vscode/api/lexiclip-api.ts';
import { violations } from './accessible.ts';
import { answersIn, beginCalls, otherExtension } from './calls.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { keptState } from './storage.ts';
import { patience, succeeds, unanswered, until } from './until.ts';
import { untilFilesAreWatched } from './watched.ts';

const run = promisify(execFile);

/* Maps as files, in a repository of git; and another extension that asks for them. */
describe('map files in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let cats: readonly string[] = [];
  /** The map as it was committed. */
  let committed = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], async (workspaceFrom) => {
      await git(workspaceFrom, 'init', '--quiet');
      await git(workspaceFrom, 'add', '.lexiclip');
      const author = ['-c', 'user.name=Someone', '-c', 'user.email=someone@localhost'];
      await git(workspaceFrom, ...author, 'commit', '--quiet', '--message', 'Two maps');
      return openSession({
        settings: { ...offline, 'git.enabled': true },
        workspaceFrom,
        ...otherExtension,
        keybindings: [
          ...otherExtension.keybindings,
          { key: 'ctrl+alt+f', command: 'workbench.view.explorer' },
          { key: 'ctrl+alt+g', command: 'workbench.view.scm' },
          { key: 'ctrl+alt+p', command: 'workbench.action.quickOpen' },
        ],
      });
    });
    explorer = new Explorer(session.workbench);
    await untilFilesAreWatched(session);
    cats = ((await session.collectionFile('concepts/cat/concept.json')) as ConceptFile).images;
    committed = await readFile(umap(), 'utf8');
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(async () => {
    if (setup.kind !== 'unavailable') await writeFile(umap(), committed);
  });

  const umap = (): string => join(session.workspace, '.lexiclip/projections/umap.json');

  async function git(folder: string, ...args: readonly string[]): Promise<void> {
    await run('git', ['-C', folder, ...args]);
  }

  /** Opens a map's file in the file explorer, by mouse: as whatever it opens at first, however it was looked at last. */
  async function openInExplorer(name: string): Promise<void> {
    const { page } = session.workbench;
    const rows = page.locator('.explorer-folders-view .monaco-list-row');
    await session.workbench.pressUntil('Control+Alt+f', rows.first());
    for (const folder of ['.lexiclip', 'projections']) {
      const row = rows.filter({ hasText: folder }).first();
      await until(`${folder} is open`, async () => {
        if ((await row.getAttribute('aria-expanded')) === 'true') return true;
        await row.click({ timeout: unanswered });
        return false;
      });
    }
    await rows.filter({ hasText: name }).dblclick();
  }

  /** Opens a file by its name or path, by keyboard. */
  async function openFile(name: string): Promise<void> {
    const { workbench } = session;
    await workbench.pressUntil('Control+Alt+p', workbench.quickInput);
    const first = workbench.page.locator('.quick-input-list .monaco-list-row').first();
    const row = first.filter({ hasText: name.split('/').at(-1) ?? name });
    const input = workbench.quickInput.locator('input[type="text"]');
    // What was asked before the file was there is not asked again by itself.
    await until('the file is offered', async () => {
      await input.fill('');
      await input.fill(name);
      return succeeds(row.waitFor({ timeout: unanswered }));
    });
    await workbench.page.keyboard.press('Enter');
  }

  /** Whether the page shows the one map of the file. */
  async function showsMap(): Promise<void> {
    await explorer.projectionButton('umap').waitFor();
    await explorer.allSettled(cats);
    expect(await explorer.projectionButton('plain').count()).toBe(0);
  }

  const message = (): Locator => explorer.find('.message');
  const wayButton = (label: string): Locator => message().locator('vscode-button', { hasText: label });

  it('opens as the map from the file explorer by mouse, beside its prompts, and shares the selection', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await openInExplorer('umap.json');
    await workbench.tab('umap.json').waitFor();
    await showsMap();
    // What a screen reader is told.
    await explorer.find('h1').getByText('Map of drawings').waitFor();
    expect(await explorer.projectionButton('umap').getAttribute('aria-checked')).toBe('true');
    expect(await violations(explorer.find('body'))).toEqual([]);
    await session.keepScreenshot('map-file');

    const id = await explorer.mostSolitary(cats);
    await explorer.doubleClick(id);
    await workbench.editorText(`${id}.json`).getByText(`"id": "${id}"`).waitFor();
    // The prompt is beside the map, which stays in view.
    await explorer.settled(id);

    await session.set('workbench.colorTheme', 'Default Light Modern');
    await until('the page is light', async () =>
      ((await explorer.find('body').getAttribute('class')) ?? '').includes('vscode-light'),
    );
    await session.keepScreenshot('map-file-light');
    await session.set('workbench.colorTheme', 'Default Dark Modern');

    await explorer.find('.map-surface').focus();
    await page.keyboard.press('Control+a');
    await explorer.find('.selection-bar').getByText('10 selected').waitFor();
    await workbench.reset();
    // The folder's own map has it, too.
    await explorer.open();
    await explorer.find('.selection-bar').getByText('10 selected').waitFor();
    await explorer.find('.map-surface').press('Escape');
  });

  it('opens as the map by keyboard, and as text by Reopen Editor With', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await openFile('umap.json');
    await workbench.tab('umap.json').waitFor();
    await showsMap();
    await page.locator('.editor-actions .action-label[aria-label^="Open JSON"]').first().click();
    await workbench.editorText('umap.json').getByText('"method"').first().waitFor();
    await showsMap();

    await workbench.reset();
    await openInExplorer('umap.json');
    await showsMap();
    await workbench.runCommand('View: Reopen Editor With...');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'LexiCLIP Map' }).waitFor();
    await session.keepScreenshot('map-file-reopen');
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'Text Editor' })
      .first()
      .click();
    await workbench.editorText('umap.json').getByText('"method"').first().waitFor();
  });

  // VS Code keeps its state when the browser is idle, for which a busy machine needs minutes.
  it('is restored with the window', { timeout: 12 * patience }, async () => {
    const { workbench } = session;
    const { page } = workbench;
    const restored = async (): Promise<boolean> => {
      await workbench.reset();
      await openInExplorer('umap.json');
      await showsMap();
      const isKept = async (): Promise<boolean> =>
        /editors\.webviewEditor.{0,3000}umap\.json/s.test(await keptState(page));
      await until('VS Code has kept the state', isKept, 5 * patience);
      await page.reload();
      await page.locator('.monaco-workbench').waitFor();
      return succeeds(explorer.projectionButton('umap').waitFor({ timeout: 2 * unanswered }));
    };
    await until('the map is restored', restored, 10 * patience);
    await showsMap();
  });

  it('says what is wrong with a damaged file, opens its text, and follows the file', async () => {
    const { workbench } = session;
    await writeFile(umap(), committed.replace('{\n', '{\n<<<<<<< ours\n'));
    await openInExplorer('umap.json');
    await message().getByText('line 2 has a conflict marker of git').waitFor();
    expect(await violations(explorer.find('body'))).toEqual([]);
    await session.keepScreenshot('map-file-damaged');
    await writeFile(umap(), committed);
    await showsMap();
    await rm(umap());
    await message().getByText('There is no map “umap”').waitFor();
    await writeFile(umap(), '{');
    await message().getByText('not valid JSON').waitFor();
    await wayButton('Reopen as Text').press('Enter');
    await workbench.editorText('umap.json').getByText('{').first().waitFor();
    await expect.poll(() => workbench.tab('umap.json').count()).toBe(1);
  });

  it('does not take the map of another collection for one of this', async () => {
    const sub = join(session.workspace, 'sub/.lexiclip/projections');
    await mkdir(sub, { recursive: true });
    await cp(umap(), join(sub, 'other.json'));
    await openFile('sub/.lexiclip/projections/other.json');
    await message().getByText('not open in this window').waitFor();
    await wayButton('Open Folder in New Window').waitFor();
    await session.keepScreenshot('map-file-elsewhere');
    await wayButton('Reopen as Text').click();
    await session.workbench.editorText('other.json').getByText('"method"').first().waitFor();
    await rm(join(session.workspace, 'sub'), { recursive: true });
  });

  it('shows a change as text in Source Control, and from there who moved', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await writeFile(umap(), turnedInsideOut(committed));
    const row = page.locator('.scm-view .monaco-list-row').filter({ hasText: 'umap.json' }).first();
    await workbench.pressUntil('Control+Alt+g', row);
    const button = page.locator('.editor-actions .action-label[aria-label^="Show Who Moved"]').first();
    const changed = page.locator('.monaco-diff-editor .view-lines').last().getByText('"points"').first();
    // Git looks at files some time after they have changed, and takes what was written anew for deleted until then.
    await until('the difference is open', async () => {
      await row.click({ timeout: unanswered });
      return succeeds(changed.waitFor({ timeout: unanswered }));
    });
    await button.waitFor();
    await session.keepScreenshot('map-file-diff');
    await button.click();
    await workbench.tab(/^Who Moved: umap\.json/).waitFor();
    const beside = explorer.find('.beside');
    await beside.locator('.moved-image').first().waitFor();
    await beside.getByText(/differ between UMAP and UMAP · umap \(Index\)/).waitFor();
    await explorer.find('.scale-legend').getByText('Neighbours that differ').waitFor();
    expect(await violations(explorer.find('body'))).toEqual([]);
    await session.keepScreenshot('map-file-moved');

    // Back to what was committed: nobody has moved.
    await writeFile(umap(), committed);
    await beside.getByText(/^On average, 0\.0.% of an image’s/).waitFor();
    expect(await readFile(umap(), 'utf8')).toBe(committed);
  });

  it('compares with the last commit from the palette, and says where there is nothing to compare with', async () => {
    const { workbench } = session;
    await writeFile(umap(), turnedInsideOut(committed));
    await openInExplorer('umap.json');
    await showsMap();
    await workbench.runCommand('Lexica: Show Who Moved');
    await workbench.tab('Who Moved: umap.json (HEAD ↔ Now)').waitFor();
    await explorer.find('.beside .moved-image').first().waitFor();

    await workbench.reset();
    const fresh = join(session.workspace, '.lexiclip/projections/fresh.json');
    await writeFile(fresh, committed.replace('"name": "umap"', '"name": "fresh"'));
    try {
      await openFile('fresh.json');
      await explorer.projectionButton('fresh').waitFor();
      await workbench.runCommand('Lexica: Show Who Moved');
      await workbench.notifications.getByText('HEAD has no projections/fresh.json').waitFor();
    } finally {
      await rm(fresh);
    }
  });

  it('is asked for by another extension, which also searches and selects', async () => {
    const { workbench } = session;
    await beginCalls(session, [{ api: 'collections', given: [] }]);
    const [{ value } = {}] = await answersIn(session);
    const [collection] = value as LexiclipCollection[];
    expect(collection).toMatchObject({
      name: 'drawings',
      images: 10,
      concepts: [{ name: 'cat' }, { name: 'dog' }],
    });
    const { folder = '' } = collection ?? {};
    const [first = '', second = ''] = cats;
    await beginCalls(session, [
      { api: 'events', given: [] },
      { api: 'images', given: [folder] },
      { api: 'maps', given: [folder] },
      { api: 'points', given: [folder, 'umap'] },
      { api: 'search', given: [folder, 'concept:cat', { limit: 3 }] },
      { api: 'search', given: [folder, `like:${first}`, { limit: 2 }] },
      { api: 'select', given: [folder, [first, second]] },
      { api: 'selection', given: [folder] },
      { api: 'events', given: [] },
      { api: 'reveal', given: [folder, first] },
      { api: 'select', given: [folder, ['nowhere']] },
      { api: 'images', given: [7] },
    ]);
    const [, images, maps, points, found, like, , selection, events, , refused, bad] =
      await answersIn(session);
    expect((images?.value as object[]).length).toBe(10);
    expect(maps?.value).toMatchObject([{ name: 'plain' }, { name: 'umap', points: 10 }]);
    expect(points?.value).toEqual(
      (JSON.parse(committed) as ProjectionFile).points.map(({ id, x, y }) => ({ id, x, y })),
    );
    expect((found?.value as LexiclipSearchResult).hits).toHaveLength(3);
    expect((like?.value as LexiclipSearchResult).hits.every(({ score }) => typeof score === 'number')).toBe(
      true,
    );
    expect(selection?.value).toEqual([first, second]);
    expect(events?.value).toContain(`selection ${folder}`);
    expect(refused).toMatchObject({ code: 'no-such-image' });
    expect(bad).toMatchObject({ code: 'bad-argument' });
    await explorer.settled(first);
    await explorer.find('.selection-bar').getByText('2 selected').waitFor();
    await workbench.tab(/^LexiCLIP Map: /).waitFor();
  });
});

/** The same images, each at the place of another. */
function turnedInsideOut(text: string): string {
  const map = JSON.parse(text) as ProjectionFile;
  const points = map.points.map((point, at) => {
    const { x, y } = map.points[(at * 3 + 1) % map.points.length] ?? point;
    return { ...point, x, y };
  });
  return `${JSON.stringify({ ...map, points, createdAt: '2026-01-02T03:04:05.000Z' }, undefined, 2)}\n`;
}
