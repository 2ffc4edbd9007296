import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { englishManifest } from '../../scripts/manifest.ts';
import { promptPath } from '../../src/core/collection/paths.ts';
import type { ConceptFile, PromptFile } from '../../src/core/collection/schema.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { succeeds, unanswered, until } from './until.ts';

const concepts = ['cat', 'dog', 'tomato'];

/* Everything by the keyboard, and what a screen reader is told. */
describe('the keyboard alone in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, viewport: { width: 1500, height: 950 } }),
    );
    explorer = new Explorer(session.workbench);
    return () => session.close();
  });

  eachTestStartsAnew(() => session);

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await session.workbench.page.keyboard.press(key);
  };
  /** A shortcut of two: a window that has only just opened may not know it yet. */
  const chord = async (keys: string, sign: string): Promise<void> => {
    await until(`Ctrl+K ${keys} has had its effect`, async () => {
      await press('Control+k', keys);
      return succeeds(explorer.find(sign).waitFor({ timeout: unanswered }));
    });
  };
  const type = (text: string): Promise<void> => session.workbench.page.keyboard.type(text);
  /** What the regions say that a screen reader follows. */
  const said = async (): Promise<string> =>
    (await explorer.find('[role="status"], [aria-live="polite"]').allTextContents()).join('\n');
  const focusedImage = async (): Promise<string> => {
    const cell = explorer.find('.cell:focus');
    return (await cell.count()) === 0 ? '' : ((await cell.getAttribute('data-id')) ?? '');
  };

  it('finds an image, reads of it, selects and rates it, and undoes both', async () => {
    const { workbench } = session;
    const dogs = ((await session.collectionFile('concepts/dog/concept.json')) as ConceptFile).images;

    // Open Map brings the keyboard to the map, which says what it is and how it is used.
    await chord('Alt+m', '.map-surface:focus');
    const map = explorer.find('.map-surface:focus');
    await map.waitFor();
    expect(await map.ariaSnapshot()).toMatch(
      /application "Map of images.*Arrow keys move between images.*L goes to the list of images/,
    );
    await press('ArrowRight');
    await expect.poll(said).toMatch(/^(cat|dog|tomato): ./m);

    // A search is typed, and how much it finds is said.
    await press('/');
    await explorer.find('.search-input:focus').waitFor();
    await type('concept:dog');
    await expect.poll(said).toMatch(/^5 of 15$/m);

    // What was found is read in the list, line by line.
    await chord('Alt+i', '.grid-list .cell:focus');
    await expect.poll(focusedImage).toBe(dogs[0]);
    const list = explorer.find('.grid-list');
    const first = await promptOf(dogs[0] ?? '');
    await expect.poll(() => list.ariaSnapshot()).toContain(first.slice(0, 40));
    expect(await list.ariaSnapshot()).toMatch(/listbox "5 images":\n\s*- option "dog /);
    const line = explorer.find('.cell:focus');
    expect(await line.getAttribute('aria-posinset')).toBe('1');
    expect(await line.getAttribute('aria-setsize')).toBe('5');
    await press('ArrowDown');
    await expect.poll(focusedImage).toBe(dogs[1]);
    await session.keepScreenshot('list of images');
    expect(await violations(explorer.find('body'))).toEqual([]);

    // One of them large, with what is known of it, and back to its line.
    await press('Shift+Enter');
    const large = explorer.find('dialog.large[open]');
    await large.waitFor();
    const second = await promptOf(dogs[1] ?? '');
    await expect.poll(() => large.locator('[aria-live]').textContent()).toBe(`2 of 5: ${second}`);
    await press('Escape');
    await large.waitFor({ state: 'hidden' });
    await expect.poll(focusedImage).toBe(dogs[1]);

    // Selected, rated, and both undone: each is said, and done.
    await press('Space');
    await expect.poll(() => explorer.find('.cell:focus').getAttribute('aria-selected')).toBe('true');
    await expect.poll(said).toMatch(/^1 of 15 images selected: 1 dog$/m);
    await press('4');
    await expect.poll(said).toMatch(/^Rating: 4 stars\.$/m);
    expect(await ratingOf(dogs[1] ?? '')).toBe(4);
    await workbench.runCommand('Lexica: Undo Last Change');
    await expect.poll(said).toMatch(/^No rating\.$/m);
    expect(await ratingOf(dogs[1] ?? '')).toBeUndefined();
    await session.workbench.pressUntil('Control+Alt+o', explorer.find('.map-surface:focus'));
    await press('Control+z');
    await expect.poll(() => explorer.find('.status-selection').textContent()).toBe('');

    // The prompt opens from its line.
    await press('l');
    await expect.poll(focusedImage).not.toBe('');
    await press('Home', 'Enter');
    await workbench.tab(`${dogs[0]}.json`).waitFor();
  });

  it('goes through the list by letters, and comes from there to the map', async () => {
    await explorer.open();
    // What was found before is not looked at any more.
    await explorer.find('.search-input').focus();
    await press('Escape');
    await explorer.find('.search-other, .search-count').filter({ hasText: /./ }).waitFor({ state: 'hidden' });
    await explorer.find('.map-surface').focus();
    await press('l', 'Home');
    await expect.poll(focusedImage).toMatch(/cat/);
    await press('t');
    await expect.poll(focusedImage).toMatch(/tomato/);
    await press('d');
    await expect.poll(focusedImage).toMatch(/dog/);
    // What is hidden by the legend is not in the list.
    await explorer.legendEntry('dog').focus();
    await press('Enter');
    await expect.poll(() => explorer.find('.grid-list').getAttribute('aria-label')).toBe('10 images');
    await press('Enter');
    await expect.poll(() => explorer.find('.grid-list').getAttribute('aria-label')).toBe('15 images');
    await explorer.find('.map-surface').focus();
    await press('l', 'Escape');
    await explorer.find('.map-surface:focus').waitFor();
    await press('g');
    await explorer.find('.gallery').waitFor({ state: 'hidden' });
  });

  it('lists all keys, and gives the focus back', async () => {
    await explorer.open();
    await explorer.find('.map-surface').focus();
    await press('?');
    const dialog = explorer.find('dialog.key-list[open]');
    await dialog.waitFor();
    await session.keepScreenshot('keys');
    expect(await violations(explorer.find('body'))).toEqual([]);
    expect(await dialog.ariaSnapshot()).toMatch(/dialog "Keyboard Shortcuts"[^]*rowheader "G"/);
    await press('Escape');
    await explorer.find('.map-surface:focus').waitFor();
    await session.workbench.runCommand('Lexica: Keyboard Shortcuts');
    await dialog.waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await explorer.find('button[aria-label^="Keyboard shortcuts"]').click();
    await dialog.waitFor();
    await press('Escape');
  });

  it('leads through the page in a few stops of the Tab key, and out of it', async () => {
    await explorer.open();
    await explorer.find('.map-surface').focus();
    const body = explorer.find('body');
    const stop = (): Promise<string> =>
      body.evaluate(() => {
        const page = globalThis as unknown as {
          document: { hasFocus(): boolean; activeElement: { outerHTML: string } };
        };
        return page.document.hasFocus() ? page.document.activeElement.outerHTML.slice(0, 200) : '';
      });
    const stops: string[] = [];
    for (const key of ['Shift+Tab', 'Tab']) {
      await explorer.find('.map-surface').focus();
      for (let count = 0; count < 30; count++) {
        await press(key);
        const at = await stop();
        if (at === '') break;
        expect(stops).not.toContain(at);
        stops.push(at);
      }
    }
    expect(stops.length).toBeLessThan(20);
    for (const part of ['search-input', 'data-projection', 'legend-entry', 'Find odd ones'])
      expect(stops.join('\n')).toContain(part);

    // In a toolbar and among maps by the arrow keys; a map that gets the focus is shown.
    await explorer.find('[aria-checked="true"][data-projection]').focus();
    await press('ArrowRight');
    await explorer.find('[data-projection="plain"][aria-checked="true"]:focus').waitFor();
    await press('ArrowLeft');
    await explorer.find('[data-projection="umap"][aria-checked="true"]:focus').waitFor();
    await explorer.find('button[aria-label^="Zoom in"]').focus();
    await press('ArrowRight');
    await explorer.find('button[aria-label^="Zoom out"]:focus').waitFor();
    await press('End');
    await explorer.find('button[aria-label^="Keyboard shortcuts"]:focus').waitFor();
  });

  it('renames and deletes in the sidebar', async () => {
    const { workbench } = session;
    await workbench.treeRow(/^dog/).click();
    const question = /Its source is asked as before/;
    // VS Code learns which row is selected a moment later.
    await workbench.pressUntil('F2', workbench.question(question));
    await workbench.answer(question, 'hound');
    const row = workbench.treeRow(/^hound/);
    await row.waitFor();
    // What a screen reader says of a row is no tooltip.
    expect(await row.getAttribute('aria-label')).toMatch(/^hound, 5 images/);
    await workbench.runCommand('Lexica: Undo Last Change');
    await workbench.treeRow(/^dog/).waitFor();

    await workbench.treeRow('PCA · plain').click();
    await explorer.find('[data-projection="plain"][aria-checked="true"]').waitFor();
    // A click opens the map; the key is the sidebar's.
    await press('Control+Alt+b');
    await workbench.page.locator('.pane-body .monaco-list:focus').waitFor();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await workbench.pressUntil('Delete', dialog.getByText('Delete the map PCA · plain?'));
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('shows the image of the prompt file that is edited', async () => {
    const { workbench } = session;
    const [id = ''] = ((await session.collectionFile('concepts/cat/concept.json')) as ConceptFile).images;
    await workbench.expand(/^cat/);
    await workbench.treeRow((await promptOf(id)).slice(0, 40)).click();
    await workbench.tab(`${id}.json`).waitFor();
    await workbench.editorText(`${id}.json`).click();
    await chord('Alt+m', `#hover-card[data-id="${id}"]`);
    await explorer.find(`#hover-card[data-id="${id}"]`).waitFor();
  });

  it('finds every command under both names in the palette', async () => {
    // Those that are never there, or not in this window.
    const { commands, menus } = englishManifest().contributes;
    const hidden = new Set(menus.commandPalette.map(({ command }) => command));
    const wanted = commands
      .filter((command) => !hidden.has(command.command) && !('enablement' in command))
      .map(({ title }) => `Lexica: ${title.value}`);
    for (const typed of ['lexiclip', 'lexica:'])
      expect(await inPalette(typed)).toEqual(expect.arrayContaining(wanted));
  });

  it('has shortcuts that nothing else in VS Code has', async () => {
    // VS Code's own list of them all, with those of extensions.
    const { page } = session.workbench;
    await session.workbench.runCommand('Preferences: Open Keyboard Shortcuts');
    const search = page.locator('.keybindings-editor .keybindings-header input');
    await search.waitFor();
    const rows = page.locator('.keybindings-editor .monaco-list-row');
    for (const key of new Set(englishManifest().contributes.keybindings.map((one) => one.key))) {
      if (!key.startsWith('ctrl+k')) continue;
      await search.fill(`"${key}"`);
      const others = (): Promise<string[]> => rows.allTextContents();
      await expect.poll(async () => (await others()).length).toBeGreaterThan(0);
      await expect.poll(async () => (await others()).filter((row) => !row.includes('Lexica'))).toEqual([]);
    }
  });

  /** What the palette lists for what is typed: rows beyond its window come as one goes down. */
  async function inPalette(typed: string): Promise<readonly string[]> {
    const { page } = session.workbench;
    const found = new Set<string>();
    const input = session.workbench.quickInput.locator('input[type="text"]');
    await session.workbench.pressUntil('F1', input);
    await input.fill(`>${typed}`);
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Lexica' }).first().waitFor();
    const places = new Set<string | null>();
    await until('all rows have been seen', async () => {
      let size = '';
      for (const row of await rows.all()) {
        const label = await row.getAttribute('aria-label', { timeout: unanswered });
        size = (await row.getAttribute('aria-setsize', { timeout: unanswered })) ?? '';
        places.add(await row.getAttribute('aria-posinset', { timeout: unanswered }));
        found.add((label ?? '').replace(/, .*/, ''));
      }
      if (places.size >= Number(size)) return true;
      await press('PageDown');
      return false;
    });
    await press('Escape');
    await input.waitFor({ state: 'hidden' });
    return [...found];
  }

  async function promptOf(id: string): Promise<string> {
    const concept = concepts.find((name) => id.includes(name)) ?? '';
    const file = (await session.collectionFile(promptPath(concept, id))) as { prompt: string };
    return file.prompt.trim();
  }

  async function ratingOf(id: string): Promise<number | undefined> {
    const path = join(session.workspace, '.lexiclip', promptPath('dog', id));
    return (JSON.parse(await readFile(path, 'utf8')) as PromptFile).lexiclip.rating;
  }
});
