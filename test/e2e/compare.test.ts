import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

const concepts = ['cat', 'dog', 'tomato'];
/** Both sides show, however narrow the editor is. */
const settings = { ...offline, 'diffEditor.useInlineViewWhenSpaceIsLimited': false };

/* Images and maps beside each other. */
describe('comparing in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: readonly string[] = [];
  const conceptOf = new Map<string, string>();

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({ settings, workspaceFrom, viewport: { width: 1600, height: 900 } }),
    );
    explorer = new Explorer(session.workbench);
    for (const concept of concepts) {
      const file = await session.collectionFile(`concepts/${concept}/concept.json`);
      for (const id of (file as { images: string[] }).images) conceptOf.set(id, concept);
    }
    ids = [...conceptOf.keys()];
    return () => session.close();
  });

  eachTestStartsAnew(() => session);

  async function phrasesOf(id: string): Promise<readonly string[]> {
    const path = promptPath(conceptOf.get(id) ?? '', id);
    const { prompt } = (await session.collectionFile(path)) as { prompt: string };
    return prompt.split(',').map((phrase) => phrase.trim());
  }

  /** The lines of a side of the diff editor that shows. */
  async function side(which: 'original' | 'modified'): Promise<string[]> {
    const lines = await session.workbench.page
      .locator(`.monaco-diff-editor .editor.${which} .view-lines .view-line`)
      .all();
    const placed = await Promise.all(
      lines.map(async (line) => ({ y: (await line.boundingBox())?.y ?? NaN, text: await line.innerText() })),
    );
    return placed.sort((a, b) => a.y - b.y).map(({ text }) => text.replaceAll('\u00a0', ' ').trim());
  }

  async function comparesPhrases(first: string, second: string): Promise<void> {
    for (const [which, id] of [
      ['original', first],
      ['modified', second],
    ] as const) {
      const phrases = await phrasesOf(id);
      await expect.poll(async () => (await side(which)).slice(1, 1 + phrases.length)).toEqual(phrases);
    }
  }

  it('opens two images of the sidebar in a diff editor, a phrase to a line, which follows the prompt file', async () => {
    const { workbench } = session;
    const [first = '', second = ''] = ids;
    await workbench.expand('Concepts');
    await workbench.expand(/^cat/);
    const label = (await phrasesOf(first)).join(', ').slice(0, 40);
    await workbench.treeMenu(new RegExp(`^${label}`), 'Compare Prompts');
    await workbench.pick('Which image to compare it with?', (await phrasesOf(second)).join(', '));
    const tab = workbench.tab(/ ↔ /);
    await tab.waitFor();
    await comparesPhrases(first, second);
    await session.keepScreenshot('compare-diff');

    const file = join(session.workspace, '.lexiclip', promptPath('cat', second));
    const before = await readFile(file, 'utf8');
    const changed = JSON.parse(before) as object;
    await writeFile(file, JSON.stringify({ ...changed, prompt: 'a tiger, (stripes, many:1.2)' }));
    await expect
      .poll(async () => (await side('modified')).slice(1, 3))
      .toEqual(['a tiger', '(stripes, many:1.2)']);
    await writeFile(file, before);
    await comparesPhrases(first, second);
  });

  it('compares from the palette by keyboard, and goes on to the table', async () => {
    const { workbench } = session;
    const { page } = workbench;
    const [first = '', second = ''] = ids;
    await workbench.runCommand('Lexica: Compare Prompts');
    await workbench.answer('Which prompt?', (await phrasesOf(first)).join(', '));
    await workbench.answer('Which image to compare it with?', (await phrasesOf(second)).join(', '));
    await workbench.tab(/ ↔ /).waitFor();
    await comparesPhrases(first, second);
    await page
      .locator('.editor-actions .action-label[aria-label^="Compare Images in a Table"]')
      .first()
      .click();
    const table = explorer.find('.comparison-table');
    await table.waitFor();
    await expect.poll(() => table.locator('thead th').count()).toBe(2);
    const [one, two] = [await phrasesOf(first), await phrasesOf(second)];
    const alone = [
      ...one.filter((phrase) => !two.includes(phrase)),
      ...two.filter((phrase) => !one.includes(phrase)),
    ];
    const marked = await table.locator('li.comparison-alone').allTextContents();
    expect(marked.map((text) => text.replace(' (only here)', ''))).toEqual(alone);
    await table
      .locator('tr', { hasText: 'in all' })
      .getByText(one.find((phrase) => two.includes(phrase)) ?? '')
      .waitFor();
    await session.keepScreenshot('compare-table');
    expect(await violations(explorer.find('body'))).toEqual([]);

    // What is the same is folded, until it is asked for.
    const same = table.locator('.comparison-same');
    await expect.poll(() => same.isVisible()).toBe(false);
    await table.locator('.comparison-fold').press('Enter');
    await same.getByText('Source').waitFor();
    await explorer.find('.comparison button[aria-label="Copy as Markdown"]').press('Enter');
    await explorer.find('.comparison-status').getByText('Copied.').waitFor();
    await explorer.find('.comparison-content').press('Escape');
    await table.waitFor({ state: 'hidden' });
  });

  it('compares what was clicked with what was clicked before', async () => {
    await explorer.open();
    const first = await explorer.mostSolitary(ids);
    await explorer.click(first);
    const title = explorer.find('.image-panel-title');
    await expect.poll(() => title.getAttribute('title')).toBe(first);
    await explorer.find('.near-image').first().click();
    await expect.poll(() => title.getAttribute('title')).not.toBe(first);
    const second = (await title.getAttribute('title')) ?? '';
    await explorer.find('.image-panel button[aria-label^="Compare with"]').click();
    await session.workbench.tab(/ ↔ /).waitFor();
    await comparesPhrases(first, second);
  });

  it('shows two maps side by side that share what is pointed at, marked and selected, and tells who moved', async () => {
    const { page } = session.workbench;
    await explorer.open();
    await explorer.find('button[aria-label="Two maps side by side"]').click();
    const beside = explorer.find('.beside');
    await beside.locator('.moved-image').first().waitFor();
    await beside
      .getByText(/On average, .* of an image’s 3 nearest differ between UMAP and PCA · plain/)
      .waitFor();

    const id = await explorer.mostSolitary(ids);
    await explorer.hover(id);
    const ring = beside.locator('.ring-linked');
    await ring.waitFor();
    const isAround = async (): Promise<boolean> => {
      const [box, at] = [await ring.boundingBox(), await explorer.locateBeside(id)];
      if (box === null || at === null) return false;
      const [x, y] = [at.x - box.x - box.width / 2, at.y - box.y - box.height / 2];
      return Math.hypot(x, y) < 2;
    };
    await until('the ring is around the same image on the second map', isAround);
    await session.keepScreenshot('two-maps');
    expect(await violations(explorer.find('body'))).toEqual([]);

    // From the second map by keyboard.
    await page.mouse.move(5, 5);
    await ring.waitFor({ state: 'hidden' });
    await beside.locator('.map-surface').press('ArrowRight');
    await explorer.find('#hover-card-beside').waitFor();
    await explorer.find('.maps > .map .ring-linked').waitFor();
    await beside.locator('.map-surface').press('Escape');

    await beside.locator('.moved-image').first().press('Enter');
    await explorer.find('.maps > .map .ring-selected').waitFor();
    await beside.locator('.ring-selected').waitFor();
    const marked = await explorer.find('.image-panel-title').getAttribute('title');
    expect(ids).toContain(marked);

    await beside.getByRole('button', { name: 'Select These' }).click();
    const count = await beside.locator('.moved-image').count();
    await explorer.find('.selection-bar').getByText(`${count} selected`).waitFor();
    await explorer.find('select[title^="What the colours"]').selectOption('moved');
    await explorer.find('.scale-legend').getByText('Neighbours that differ').waitFor();
    await session.set('workbench.colorTheme', 'Default Light Modern');
    await until('the page is light', async () =>
      ((await explorer.find('body').getAttribute('class')) ?? '').includes('vscode-light'),
    );
    await session.keepScreenshot('two-maps-light');
    if (count <= 10) {
      await explorer.find('.selection-bar [data-action="compareInTable"]').click();
      await explorer.find('.comparison-table').waitFor();
      await session.keepScreenshot('compare-table-light');
      await expect.poll(() => explorer.find('.comparison-table thead th').count()).toBe(count);
      await explorer.find('.comparison-content').press('Escape');
    }

    await beside.getByRole('button', { name: 'Close the second map' }).click();
    await beside.waitFor({ state: 'hidden' });
    await session.set('workbench.colorTheme', 'Default Dark Modern');
  });

  it('shows a map of the sidebar beside the one that shows, and it is there again when the map was hidden', async () => {
    const { workbench } = session;
    await explorer.open();
    await workbench.expand('Projections').catch(() => undefined);
    await workbench.treeMenu(/^PCA · plain/, 'Compare Maps Side by Side');
    const select = explorer.find('.beside-header select');
    await expect.poll(() => select.inputValue()).toBe('plain');
    // Another editor hides the page, which is unloaded.
    await workbench.pressUntil('Control+Alt+n', workbench.tab(/^Untitled-\d+$/));
    await explorer.open();
    await expect.poll(() => select.inputValue()).toBe('plain');
    await explorer.find('button[aria-label="Swap the maps"]').click();
    await expect.poll(() => explorer.projectionButton('plain').getAttribute('aria-checked')).toBe('true');
    expect(await select.inputValue()).toBe('umap');
    await explorer.find('button[aria-label="Two maps side by side"]').click();
    await explorer.find('.beside').waitFor({ state: 'hidden' });
  });
});
