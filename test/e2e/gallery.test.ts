import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import type { ToPage } from '../../src/protocol/explorer.ts';
import { packHits } from '../../src/protocol/hits-message.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';
import { until } from './until.ts';

const concepts = ['cat', 'dog', 'tomato'];
/** With the classes that VS Code gives pages in them. */
const themes = [
  ['Default Light Modern', 'vscode-light'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

/* The gallery below and beside the map. Each test begins with all images in it, in the order of the collection. */
describe('the gallery of a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: readonly string[] = [];
  let order: readonly string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({
        settings: offline,
        keybindings: [{ key: 'ctrl+alt+n', command: 'workbench.action.files.newUntitledFile' }],
        workspaceFrom,
        viewport: { width: 1500, height: 950 },
      }),
    );
    explorer = new Explorer(session.workbench);
    const files = concepts.map((concept) => session.collectionFile(`concepts/${concept}/concept.json`));
    ids = ((await Promise.all(files)) as { images: string[] }[]).flatMap(({ images }) => images);
    return () => session.close();
  });

  eachTestStartsAnew(() => session);
  beforeEach(async () => {
    await explorer.open();
    const button = explorer.find('button[aria-label="Gallery of pictures (G)"]');
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    const clear = explorer.find('.selection-bar button[aria-label^="Clear"]');
    if (await clear.isVisible()) await clear.click();
    await tab('view').click();
    await explorer.find('.gallery-sort').selectOption('collection');
    await until('all images are in the gallery', async () => {
      order = await cells();
      return order.length === ids.length;
    });
  });

  it('shows what is in view, looks at images and selects them by mouse', async () => {
    const { workbench } = session;
    const images = join(session.workspace, '.lexiclip/images');
    const files = new Map(
      (await readdir(images)).map((name) => [name.replace(/\.\w+$/, ''), join(images, name)]),
    );
    await until('cells have their pictures', async () => {
      const drawn = await cell(shown(0)).locator('.cell-picture').screenshot();
      return (await mostAlike(drawn, files)) === shown(0);
    });
    await session.keepScreenshot('gallery');
    expect(await violations(explorer.find('body'))).toEqual([]);

    // The point lights up, and the other way round.
    await cell(shown(1)).hover();
    await explorer.find('.ring:visible').first().waitFor();
    const solitary = await explorer.mostSolitary(ids);
    await explorer.hover(solitary);
    await cell(solitary).and(explorer.find('.cell-outlined')).waitFor();

    await cell(shown(0)).click({ modifiers: ['Control'] });
    await cell(shown(3)).click({ modifiers: ['Shift'] });
    await expect.poll(() => count('selection')).toBe(4);
    // It stays at what the user chose, and marks what is selected.
    await expect.poll(() => cells('[aria-selected="true"]')).toEqual(order.slice(0, 4));
    await cell(shown(2)).click({ modifiers: ['Control'] });
    await tab('selection').click();
    await explorer.find('.gallery-sort').selectOption('collection');
    await expect.poll(() => cells()).toEqual([shown(0), shown(1), shown(3)]);
    await session.keepScreenshot('gallery-selection');

    await cell(shown(1)).click();
    await workbench.previewTab(`${shown(1)}.json`).waitFor();
    await expect.poll(() => explorer.find('.image-panel-title').getAttribute('title')).toBe(shown(1));
    await cell(shown(3)).dblclick();
    await workbench.tab(`${shown(3)}.json`).waitFor();
    expect(await workbench.previewTab(`${shown(3)}.json`).count()).toBe(0);
  });

  it('is used by the keyboard alone, large view and all', async () => {
    const { page } = session.workbench;
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await explorer.find('.map-surface').focus();
    await press('g');
    await explorer.find('.gallery').waitFor({ state: 'hidden' });
    await press('g');
    await expect.poll(focused).not.toBe('');
    await press('Home', 'ArrowRight', 'Space', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await expect.poll(() => count('selection')).toBe(3);
    await expect.poll(focused).toBe(shown(3));
    await press('Control+a');
    await expect.poll(() => count('selection')).toBe(ids.length);
    await press('Escape');
    await expect.poll(() => count('selection')).toBe(0);
    await press('End');
    await expect.poll(focused).toBe(order.at(-1));

    await press('Home', 'Enter');
    const large = explorer.find('dialog.large[open]');
    await large.waitFor();
    const prompt = await promptOf(shown(0));
    await large.getByText(prompt, { exact: true }).waitFor();
    await large.getByText(`1 of ${ids.length}`, { exact: true }).waitFor();
    await expect.poll(() => large.locator('.large-picture').getAttribute('src')).toMatch(/^blob:/);
    expect(await violations(explorer.find('body'))).toEqual([]);
    await press('ArrowRight', 'ArrowRight');
    await large.getByText(await promptOf(shown(2)), { exact: true }).waitFor();
    await expect.poll(() => large.getAttribute('data-id')).toBe(shown(2));
    await session.keepScreenshot('gallery-large');
    await press('Escape');
    await large.waitFor({ state: 'hidden' });
    await expect.poll(focused).toBe(shown(2));
    await press('Control+Enter');
    await session.workbench.tab(`${shown(2)}.json`).waitFor();
  });

  it('sorts, moves beside the map, is resized by the keyboard, and remembers all of it', async () => {
    const { page } = session.workbench;
    const separator = explorer.find('[role="separator"]');
    await explorer.find('.gallery-sort').selectOption('concept');
    const direction = explorer.find('.gallery-tools button').first();
    if ((await direction.getAttribute('aria-label')) === 'Ascending') await direction.click();
    await expect.poll(async () => (await captions()).at(0)).toBe('tomato');
    await explorer.find('button[aria-label="Show Beside the Map"]').click();
    await expect.poll(() => separator.getAttribute('aria-orientation')).toBe('vertical');
    await separator.focus();
    const before = Number(await separator.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => Number(await separator.getAttribute('aria-valuenow'))).toBe(before + 5);

    // Hidden by another editor, the page is unloaded.
    await session.workbench.pressUntil('Control+Alt+n', session.workbench.tab(/^Untitled-\d+$/));
    await explorer.open();
    await expect.poll(async () => Number(await separator.getAttribute('aria-valuenow'))).toBe(before + 5);
    await expect.poll(async () => (await captions()).at(0)).toBe('tomato');
    await tab('selection').click();
    await explorer.find('.gallery-empty').getByText('No image is selected').waitFor();
    await tab('hits').click();
    await explorer.find('.gallery-empty').getByText('Nothing was found yet').waitFor();
    await tab('view').click();
    await cell(shown(0)).click({ modifiers: ['Control'] });
    await expect.poll(() => count('selection')).toBe(1);
    try {
      for (const [theme, kind] of themes) {
        await session.set('workbench.colorTheme', theme);
        await explorer.find(`body.${kind}`).waitFor();
        await session.keepScreenshot(`gallery ${theme}`);
        expect(await violations(explorer.find('body'))).toEqual([]);
      }
    } finally {
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    }
    await explorer.find('button[aria-label="Show Below the Map"]').click();
    await expect.poll(() => separator.getAttribute('aria-orientation')).toBe('horizontal');
  });

  it('turns to what is found and to what is selected, and ranks what was found', async () => {
    await explorer.find('.gallery-sort').selectOption('map');
    const [worst = '', best = '', middle = ''] = order;
    const scores = [0.31, 0.28, 0.25];
    await fromHost({
      type: 'hits',
      hits: packHits({ kind: 'search', title: 'red', ids: [best, middle, worst], scores }, new Map()),
    });
    // It was chosen to show what is in view, but this is the answer to a question.
    await expect.poll(() => tab('hits').getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => cells()).toEqual([best, middle, worst]);
    expect(await explorer.find('.cell-score').allTextContents()).toEqual(['0.31', '0.28', '0.25']);
    await explorer.find('.gallery-sort').selectOption('score');
    await explorer.find('.gallery-tools button[aria-label="Descending"]').click();
    await expect.poll(() => cells()).toEqual([worst, middle, best]);
    await session.keepScreenshot('gallery-found');
    await fromHost({ type: 'select', ids: [middle] });
    await expect.poll(() => tab('selection').getAttribute('aria-selected')).toBe('true');
    await fromHost({ type: 'select', ids: [] });
    await expect.poll(() => tab('hits').getAttribute('aria-selected')).toBe('true');
    await fromHost({ type: 'hits', hits: null });
    await expect.poll(() => tab('view').getAttribute('aria-selected')).toBe('true');
  });

  /** As the extension tells it when something is found or selected elsewhere. */
  async function fromHost(message: ToPage): Promise<void> {
    await explorer.find('body').evaluate((_body, told) => {
      (globalThis as unknown as { postMessage(message: unknown): void }).postMessage(told);
    }, message);
  }

  const tab = (source: string): ReturnType<Explorer['find']> => explorer.find(`#gallery-tab-${source}`);
  const cell = (id: string): ReturnType<Explorer['find']> => explorer.find(`.cell[data-id="${id}"]`);
  /** In the order of the collection. */
  const shown = (at: number): string => order[at] ?? '';

  async function count(source: string): Promise<number> {
    return Number(await tab(source).locator('.gallery-count').textContent());
  }

  /** Of the cells, in order. */
  async function cells(condition = ''): Promise<readonly string[]> {
    const found = await explorer.find(`.cell${condition}`).all();
    return Promise.all(found.map(async (one) => (await one.getAttribute('data-id')) ?? ''));
  }

  const captions = (): Promise<readonly string[]> => explorer.find('.cell-caption').allTextContents();

  /** The image whose cell has the focus. */
  async function focused(): Promise<string> {
    const cell = explorer.find('.cell:focus');
    return (await cell.count()) === 0 ? '' : ((await cell.getAttribute('data-id')) ?? '');
  }

  async function promptOf(id: string): Promise<string> {
    const concept = concepts.find((name) => id.endsWith(name)) ?? '';
    const { prompt } = (await session.collectionFile(promptPath(concept, id))) as { prompt: string };
    return prompt.trim();
  }
});
