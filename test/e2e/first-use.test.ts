import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { startLexicaServer } from '../fakes/lexica-server.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { openSession, type Session, type SessionOptions } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/* What somebody sees first. Each test has a window of its own. */
describe('a first use in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session | undefined;

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session?.keepEvidence(task.name);
    await session?.close();
    session = undefined;
  });

  async function open(options: Partial<SessionOptions> = {}): Promise<Session> {
    session = await openSession({ settings: offline, ...options });
    return session;
  }

  async function openSidebar({ page }: Workbench): Promise<void> {
    await page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
  }

  it('explores concepts that are typed into the palette', async () => {
    const lexica = await startLexicaServer();
    try {
      const opened = await open({
        settings: { ...offline, 'lexiclip.lexica.endpoint': lexica.endpoint },
      });
      const { workbench } = opened;
      const explorer = new Explorer(workbench);
      await workbench.runCommand('Lexica: Explore Concepts');
      await workbench.pick('Where do the images come from?', 'Lexica');
      await workbench.answer(/^Concepts, separated by commas/, 'cat, dog, tomato');
      await workbench.answer('How many images', '8');
      await explorer.projectionButton('tsne').waitFor();
      await workbench.idle();
      for (const concept of ['cat', 'dog', 'tomato']) {
        const ids = lexica.idsOf(concept).slice(0, 8);
        expect(await opened.collectionFile(`concepts/${concept}/concept.json`)).toMatchObject({
          images: ids,
        });
        await explorer.legendEntry(concept).getByText('8').waitFor();
        await explorer.allSettled(ids);
      }
    } finally {
      await lexica.close();
    }
  });

  it('offers the twelve concepts of the example, and shows 120 drawings of them', async () => {
    const { workbench } = await open();
    const explorer = new Explorer(workbench);
    await openSidebar(workbench);
    await workbench.page.locator('.welcome-view').getByRole('button', { name: 'Explore Concepts' }).click();
    await workbench.pick('Where do the images come from?', 'Built-in sample');
    await workbench.pick(/^Concepts, separated by commas/, EXAMPLE_CONCEPTS.join(', '));
    await workbench.answer('How many images', '10');
    // Images are seen to arrive while others are still being embedded, where that takes longer than a page to open.
    const [preview, done] = [explorer.projectionButton('preview'), explorer.projectionButton('tsne')];
    await preview.or(done).first().waitFor();
    await session?.keepScreenshot('preview');
    await done.waitFor();
    await workbench.idle();
    // The notification goes a moment before the page hears of the end.
    await expect.poll(() => preview.count()).toBe(0);
    for (const name of EXAMPLE_CONCEPTS) await explorer.legendEntry(name).getByText('10').waitFor();
    await explorer.find('.status-line').getByText('120 images').waitFor();
    await explorer.find('.status-line').getByText('Stand-in model, not CLIP').waitFor();
  });

  it('needs a folder, and says so where none is open', async () => {
    const { workbench, url } = await open();
    await workbench.open(new URL('/?ew=true', url).href);
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.notifications.getByText('No folder is open.').waitFor();
    await workbench.notifications.getByRole('button', { name: 'Open Folder' }).waitFor();
    await openSidebar(workbench);
    await workbench.page.locator('.welcome-view').getByRole('button', { name: 'Open Folder' }).waitFor();
  });

  it('does not follow links in what others wrote', async () => {
    const { workbench } = await open({
      keybindings: [
        {
          key: 'ctrl+alt+e',
          command: 'lexiclip.exploreConcepts',
          args: { concepts: ['[here](command:workbench.action.showCommands)'], count: 1, source: 'sample' },
        },
      ],
    });
    const told = workbench.notifications.filter({ hasText: '[here] (command:workbench' });
    await workbench.pressUntil('Control+Alt+e', told);
    expect(await told.locator('.notification-list-item-message a').count()).toBe(0);
  });
});
