import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ConceptFile } from '../../src/core/collection/schema.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

/* The menu of an image on the map and in the gallery. */
describe('menus of images in a real VS Code', () => {
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
    cats = ((await session.collectionFile('concepts/cat/concept.json')) as ConceptFile).images;
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  const menu = (): ReturnType<Session['workbench']['page']['locator']> =>
    session.workbench.page.locator('.monaco-menu');

  it('opens on an image under the pointer, with nothing of a text editor, and acts on that image', async () => {
    const { page } = session.workbench;
    const id = await explorer.mostSolitary(cats);
    const { x, y } = await explorer.settled(id);
    await page.mouse.click(x, y, { button: 'right' });
    await menu().getByRole('menuitem', { name: 'Find Similar in Collection' }).waitFor();
    const items = await menu().getByRole('menuitem').allTextContents();
    expect(items.join(' ')).not.toMatch(/Cut|Paste/);
    await session.keepScreenshot('image-menu');
    await session.workbench.choose(menu().getByRole('menuitem', { name: 'Open Prompt' }));
    await session.workbench.editorText(`${id}.json`).getByText(`"id": "${id}"`).waitFor();
  });

  it('copies the image itself', async () => {
    const { page } = session.workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const id = await explorer.mostSolitary(cats);
    const { x, y } = await explorer.settled(id);
    await page.mouse.click(x, y, { button: 'right' });
    await session.workbench.choose(menu().getByRole('menuitem', { name: 'Copy Image' }));
    const copied = (): Promise<string> =>
      page.evaluate<string>(
        `navigator.clipboard.read().then(async ([item]) => {
          const blob = await item.getType('image/png');
          const { width, height } = await createImageBitmap(blob);
          return width > 100 && height > 100 ? 'a picture' : width + ' x ' + height;
        }).catch(String)`,
      );
    await expect.poll(copied).toBe('a picture');
  });

  it('reveals the row of the image in the sidebar, where nobody has opened its concept', async () => {
    const { workbench } = session;
    const id = await explorer.mostSolitary(cats);
    const { x, y } = await explorer.settled(id);
    await workbench.page.mouse.click(x, y, { button: 'right' });
    await workbench.choose(menu().getByRole('menuitem', { name: 'Reveal in Sidebar' }));
    const { prompt } = (await session.collectionFile(`concepts/cat/${id}.json`)) as { prompt: string };
    const row = workbench.treeRow(prompt.slice(0, 60));
    await row.and(workbench.page.locator('.selected')).waitFor();
    expect(await row.locator('.custom-view-tree-node-item-icon').getAttribute('style')).toContain('.webp');
    await session.keepScreenshot('revealed-in-sidebar');
    await row.hover();
    const picture = workbench.page.locator('.monaco-hover:visible img');
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(100);
    await session.keepScreenshot('row-tooltip');
  });

  it('opens by a key on the image that has the focus', async () => {
    const { page } = session.workbench;
    await explorer.find('.map-surface').focus();
    await page.keyboard.press('ArrowRight');
    await explorer.card.waitFor();
    const id = (await explorer.card.getAttribute('data-id')) ?? '';
    await page.keyboard.press('ContextMenu');
    await session.workbench.choose(menu().getByRole('menuitem', { name: 'Open Prompt' }));
    await session.workbench.tab(`${id}.json`).waitFor();
  });

  it('opens in the gallery', async () => {
    await explorer.find('.map-surface').focus();
    await session.workbench.page.keyboard.press('g');
    const cell = explorer.find('.cell').first();
    await cell.waitFor();
    const id = (await cell.getAttribute('data-id')) ?? '';
    await cell.click({ button: 'right' });
    await session.workbench.choose(menu().getByRole('menuitem', { name: 'Open Image' }));
    await session.workbench.tab(new RegExp(`^${id}\\.`)).waitFor();
  });
});
