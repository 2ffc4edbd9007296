import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConceptFile, PromptFile } from '../../src/core/collection/schema.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

/* Tags, ratings and concepts, by mouse and by keyboard, checked by the files that result. */
describe('sorting out in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let cats: readonly string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom }),
    );
    explorer = new Explorer(session.workbench);
    cats = (await conceptOf('cat')).images;
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  it('rates and tags what the pointer is on from the keyboard, and the map is coloured by it', async () => {
    const { keyboard } = session.workbench.page;
    await explorer.open();
    const id = await explorer.mostSolitary(cats);
    await explorer.click(id);
    await explorer.find('.image-panel .star').first().waitFor();
    await explorer.find('.map-surface').focus();
    await keyboard.press('4');
    await marked(id, { rating: 4 });
    await explorer.find('.star[aria-pressed="true"][title*="No rating"]').waitFor();
    await keyboard.press('t');
    const box = explorer.find('.tag-box');
    await box.locator('input').waitFor();
    await keyboard.type('keep, a-b');
    await keyboard.press('Enter');
    await marked(id, { rating: 4, tags: ['a-b', 'keep'] });
    await box.locator('.tag').filter({ hasText: 'keep' }).waitFor();
    // Digits that are typed are no ratings.
    await keyboard.type('2023');
    await keyboard.press('Enter');
    await marked(id, { rating: 4, tags: ['2023', 'a-b', 'keep'] });
    await session.keepScreenshot('curate-tags');
    expect(await violations(explorer.find('body'))).toEqual([]);
    await keyboard.type('-2023');
    await keyboard.press('Enter');
    await marked(id, { rating: 4, tags: ['a-b', 'keep'] });
    await keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    await keyboard.press('Backspace');
    await marked(id, { tags: ['a-b', 'keep'] });
    await keyboard.press('5');
    await marked(id, { rating: 5, tags: ['a-b', 'keep'] });
    const colour = explorer
      .find('select')
      .filter({ has: session.workbench.webview.locator('option[value="tags"]') });
    await colour.selectOption('tags');
    await explorer.find('.legend-entry').filter({ hasText: 'keep' }).waitFor();
    await colour.selectOption('rating');
    await explorer.find('.legend-entry').filter({ hasText: '5 stars' }).waitFor();
  });

  it('rates and tags what was clicked by the mouse', async () => {
    await explorer.open();
    const id = await explorer.mostSolitary(cats.slice(1));
    await explorer.click(id);
    const panel = explorer.find('.image-panel');
    await panel.getByRole('button', { name: 'Rate 2 of 5 (2)' }).click();
    await until('it is rated', async () => (await promptOf(id)).lexiclip.rating === 2);
    await panel.locator('.tag-input').fill('by hand');
    await panel.locator('.tag-input').press('Enter');
    await panel.locator('.tag').filter({ hasText: 'by hand' }).waitFor();
    expect((await promptOf(id)).lexiclip.tags).toContain('by hand');
    await session.set('workbench.colorTheme', 'Default Light Modern');
    await until('it is light', async () => (await explorer.find('body.vscode-light').count()) === 1);
    await session.keepScreenshot('curate-panel');
    await session.set('workbench.colorTheme', 'Default Dark Modern');
    await panel.getByRole('button', { name: 'Remove “by hand” from 1 image' }).click();
    await until(
      'it is removed',
      async () => (await promptOf(id)).lexiclip.tags?.includes('by hand') !== true,
    );
  });

  it('takes an image out from the tree, and Undo in the notification brings every byte back', async () => {
    const { workbench } = session;
    const before = await own();
    await workbench.expand(/^dog/);
    const [first = ''] = (await conceptOf('dog')).images;
    const { prompt } = await promptOf(first, 'dog');
    await workbench.treeMenu(String(prompt), 'Take Out of Collection');
    const told = workbench.notifications.filter({ hasText: 'Took 1 image out of the collection.' });
    await told.waitFor();
    expect(await conceptOf('dog')).toMatchObject({ removed: [first] });
    expect(Object.keys(await own()).filter((file) => file.includes(`${first}.`))).toEqual([]);
    await session.keepScreenshot('curate-undo');
    await told.getByRole('button', { name: 'Undo' }).click();
    await workbench.notifications.filter({ hasText: 'Undone: Took 1 image' }).waitFor();
    expect(await own()).toEqual(before);
  });

  it('renames and deletes a concept from the tree, and undoes both from the palette', async () => {
    const { workbench } = session;
    const before = await own();
    await workbench.treeMenu(/^dog/, 'Rename Concept…');
    await workbench.answer(/Its source is asked as before/, 'Hound');
    await workbench.treeRow(/^Hound/).waitFor();
    expect(await conceptOf('hound')).toMatchObject({ query: 'Hound = dog' });
    await workbench.treeMenu(/^Hound/, 'Delete Concept…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete the concept “Hound”?').waitFor();
    await dialog.getByText(/6 files of the concept, and 5 images that no other concept uses/).waitFor();
    await session.keepScreenshot('curate-delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await workbench.treeRow(/^Hound/).waitFor({ state: 'hidden' });
    expect(Object.keys(await own()).filter((file) => /hound|noto-dog/.test(file))).toEqual([]);
    await workbench.runCommand('Undo Last Change');
    await workbench.treeRow(/^Hound/).waitFor();
    await workbench.runCommand('Undo Last Change');
    await workbench.treeRow(/^dog/).waitFor();
    await until('all is as before', async () => JSON.stringify(await own()) === JSON.stringify(before));
    await workbench.runCommand('Redo Last Change');
    await workbench.treeRow(/^Hound/).waitFor();
    await workbench.runCommand('Undo Last Change');
    await workbench.treeRow(/^dog/).waitFor();
  });

  it('moves, and makes a concept of, an image from the tree', async () => {
    const { workbench } = session;
    await workbench.expand(/^dog/);
    const [first = ''] = (await conceptOf('dog')).images;
    const text = String((await promptOf(first, 'dog'))['prompt']);
    await workbench.treeMenu(text, 'New Concept from Selection…');
    await workbench.answer(/The name of the concept/, 'Favourites');
    await workbench.treeRow(/^Favourites/).waitFor();
    expect(await conceptOf('favourites')).toMatchObject({ source: 'selection', images: [first] });
    await workbench.treeMenu(text, 'Move to Concept…');
    await workbench.pick('Which concept?', 'cat');
    await until('it is moved', async () => (await conceptOf('cat')).images.includes(first));
    expect(await conceptOf('dog')).toMatchObject({ removed: [first] });
    expect((await promptOf(first, 'cat')).lexiclip.concept).toBe('cat');
    await workbench.treeMenu(/^Favourites/, 'Delete Concept…');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await workbench.treeRow(/^Favourites/).waitFor({ state: 'hidden' });
    // It is in another concept, too.
    expect(Object.keys(await own()).some((file) => file.startsWith(`images/${first}.`))).toBe(true);
  });

  async function marked(id: string, expected: { rating?: number; tags?: readonly string[] }): Promise<void> {
    await until(`${id} has ${JSON.stringify(expected)}`, async () => {
      const { rating, tags } = (await promptOf(id)).lexiclip;
      return rating === expected.rating && JSON.stringify(tags) === JSON.stringify(expected.tags);
    });
  }

  function promptOf(id: string, concept = 'cat'): Promise<PromptFile> {
    return session.collectionFile(`concepts/${concept}/${id}.json`) as Promise<PromptFile>;
  }

  function conceptOf(slug: string): Promise<ConceptFile> {
    return session.collectionFile(`concepts/${slug}/concept.json`) as Promise<ConceptFile>;
  }

  /** The digests of the collection's files that are not caches. */
  async function own(): Promise<Record<string, string>> {
    const folder = join(session.workspace, '.lexiclip');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const digests: Record<string, string> = {};
    for (const file of files.sort()) {
      const name = file
        .slice(folder.length + 1)
        .split(sep)
        .join('/');
      if (!name.startsWith('cache/'))
        digests[name] = createHash('sha256')
          .update(await readFile(file))
          .digest('hex');
    }
    return digests;
  }
});
