import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { CollectionFile } from '../../src/core/collection/schema.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, root, type Session } from './fixtures.ts';
import { succeeds, unanswered, until } from './until.ts';

/* The user's own folders: of images, from where they are listed, and of a workspace that has several. */
describe('folders in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const pictures = await mkdtemp(join(tmpdir(), 'lexiclip-pictures-'));
    try {
      for (const concept of ['pictures/cat', 'pictures/pear', 'animals/dog', 'wild/lion'])
        await cp(join(root, 'media/sample', basename(concept)), join(pictures, concept), { recursive: true });
      session = await openSession({ settings: offline, workspaceFrom: pictures });
    } finally {
      await rm(pictures, { recursive: true });
    }
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  const explorerRow = (name: string): Locator =>
    session.workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });

  const conceptsOf = async (): Promise<readonly string[]> =>
    ((await session.collectionFile('collection.json')) as CollectionFile).concepts;

  it('of images are mapped from the menu of the Explorer view', async () => {
    const { workbench } = session;
    await workbench.page.keyboard.press('Control+Shift+E');
    await explorerRow('pictures').click({ button: 'right' });
    await workbench.choose(workbench.page.locator('.monaco-menu').getByText('Map This Folder'));
    await explorer.projectionButton('umap').waitFor();
    await workbench.idle();
    expect(await conceptsOf()).toEqual(['cat', 'pear']);
  });

  it('of images are mapped when they are dropped on the sidebar', async () => {
    const { workbench } = session;
    await drop(workbench.page.locator('.pane-body .monaco-list').first(), 'animals');
    // There are maps by now; the answer is the folder's setting.
    await workbench.pick(/New Images\?/, 'Keep positions, insert new');
    await until('the concept is there', async () => (await conceptsOf()).includes('dog'));
    await workbench.idle();
  });

  it('of images are mapped when they are dropped on the map, after a question', async () => {
    const { workbench } = session;
    await explorer.open();
    await drop(explorer.find('body'), 'wild');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/Map the images in .*wild\?/).waitFor();
    await session.keepScreenshot('folder-dropped');
    await dialog.getByRole('button', { name: 'Map This Folder' }).click();
    await until('the concept is there', async () => (await conceptsOf()).includes('lion'));
    await workbench.idle();
  });

  it('of a workspace are chosen by what is looked at, and asked for only where nothing is', async () => {
    const { workbench } = session;
    const other = join(dirname(session.workspace), 'photographs');
    await mkdir(other, { recursive: true });
    await writeFile(join(other, 'notes.txt'), 'Which images to take.\n');
    const file = join(dirname(session.workspace), 'both.code-workspace');
    await writeFile(file, JSON.stringify({ folders: [{ path: 'drawings' }, { path: 'photographs' }] }));
    const url = new URL(session.url);
    url.searchParams.delete('folder');
    url.searchParams.set('workspace', file);
    // A window that is quicker than its files has no folders, and is opened again.
    await until('the workspace has its folders', async () => {
      await workbench.open(url.href);
      await workbench.page.keyboard.press('Control+Shift+E');
      return succeeds(explorerRow('photographs').waitFor({ timeout: 20_000 }));
    });
    await workbench.showSidebar();
    // Only one of them has a collection.
    await explorer.open();
    await workbench.runCommand('Lexica: Explore Concepts');
    // The map that is looked at is of that folder.
    await workbench.question('LexiCLIP: Explore Concepts in drawings').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+Shift+E');
    await until('the folder is open', async () => {
      if (await explorerRow('notes.txt').isVisible()) return true;
      await explorerRow('photographs').click({ timeout: unanswered });
      await workbench.page.keyboard.press('ArrowRight');
      return false;
    });
    await explorerRow('notes.txt').click();
    await workbench.tab('notes.txt').waitFor();
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.question('LexiCLIP: Explore Concepts in photographs').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Lexica: Choose Folder…');
    await workbench.pick('Which folder should LexiCLIP work in?', 'drawings');
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.question('LexiCLIP: Explore Concepts in drawings').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.open(session.url);
  });

  /** Drops a folder of the workspace, as from the Explorer view. */
  async function drop(target: Locator, folder: string): Promise<void> {
    const { host } = new URL(session.url);
    const address = `vscode-remote://${host}${join(session.workspace, folder)}`;
    await target.evaluate((element: EventTarget, uri) => {
      const data = new DataTransfer();
      data.setData('text/uri-list', uri);
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, address);
  }
});
