import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

/* A folder of others: it can be looked at, and nothing is done in it. */
describe('Restricted Mode in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, restricted: true }),
    );
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  it('shows maps, prompts and the sidebar, and writes nothing', async () => {
    const { workbench } = session;
    const before = await everyFile();
    await explorer.open('plain');
    await explorer.open('umap');
    const { images } = (await session.collectionFile('concepts/cat/concept.json')) as { images: string[] };
    const id = await explorer.mostSolitary(images);
    await explorer.click(id);
    await workbench.editorText(`${id}.json`).getByText(`"id": "${id}"`).waitFor();
    await workbench.treeAction('PCA · plain', 'Open Map of This Projection');
    // As a file, too, beside its text.
    await workbench.reset();
    await workbench.treeMenu('PCA · plain', 'Open JSON');
    await workbench.editorText('plain.json').getByText('"method"').first().waitFor();
    await workbench.runCommand('View: Reopen Editor With...');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'LexiCLIP Map' })
      .click();
    await explorer.allSettled(images);
    await workbench.runCommand('Lexica: Refresh');
    expect(await everyFile()).toEqual(before);
  });

  it('finds words in prompts, and says that meaning needs trust', async () => {
    await explorer.open('umap');
    const [box, count] = [explorer.find('.search-input'), explorer.find('.search-count')];
    await box.click();
    await session.workbench.page.keyboard.type('concept:cat');
    await count.filter({ hasText: '5 of 10' }).waitFor();
    await explorer.find('.search-mode[data-mode="meaning"]').click();
    await box.fill('a red fruit');
    await session.workbench.page.keyboard.press('Enter');
    const message = explorer.find('.search-message');
    await message.getByText('Restricted Mode does not allow').waitFor();
    await message.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await message.getByRole('button', { name: 'Search Words in Prompts' }).click();
    await count.filter({ hasText: 'No images' }).waitFor();
    await session.workbench.page.keyboard.press('Escape');
  });

  it('shows the form of a map, says why there is no preview, and makes none', async () => {
    const { workbench } = session;
    const before = await everyFile();
    await explorer.open('umap');
    await explorer.find('.maps-choice').getByRole('button', { name: 'New Map…' }).click();
    const form = explorer.find('.map-form');
    await form.locator('.map-preview-caption').getByText('This window is in Restricted Mode').waitFor();
    await session.keepScreenshot('map-form-restricted');
    await form.getByRole('button', { name: 'Create' }).click();
    await workbench.notifications.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    expect(await form.isVisible()).toBe(true);
    expect(await everyFile()).toEqual(before);
    await form.getByLabel('Name', { exact: true }).press('Escape');
    await form.waitFor({ state: 'hidden' });
  });

  it('refuses to compute, with a button to trust the folder; then it does', async () => {
    const { workbench } = session;
    const before = await everyFile();
    await workbench.treeAction('PCA · plain', 'Rerun');
    await workbench.notifications.getByText('Restricted Mode').waitFor();
    expect(await everyFile()).toEqual(before);
    await workbench.notifications.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    const editor = workbench.page.locator('.workspace-trust-editor');
    await editor
      .getByRole('button', { name: /^Trust/ })
      .first()
      .click();
    await workbench.page.locator('.monaco-workbench').waitFor();
    await workbench.reset();
    await workbench.treeAction('PCA · plain', 'Rerun');
    await expect.poll(everyFile).not.toEqual(before);
    await workbench.idle();
  });

  /** What is in the workspace, with contents. */
  async function everyFile(): Promise<Readonly<Record<string, string>>> {
    const entries = await readdir(session.workspace, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      await Promise.all(files.map(async (file) => [file, await readFile(file, 'base64')] as const)),
    );
  }
});
