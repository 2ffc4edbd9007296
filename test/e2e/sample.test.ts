import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { Explorer } from './explorer.ts';
import { openSession, root, type Session } from './fixtures.ts';

/** With this set, the README's screenshot is replaced by the one that is taken here. */
const updatesReadme = (process.env['LEXICLIP_UPDATE_SCREENSHOTS'] ?? '') !== '';

const EXPLORE_PICTURES = 'Control+Alt+e';

describe('the built-in sample in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let shown = '';
  let pictures = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    pictures = await mkdtemp(join(tmpdir(), 'lexiclip-pictures-'));
    for (const concept of ['cat', 'dog']) {
      await cp(join(root, 'media/sample', concept), join(pictures, `my ${concept}s`), { recursive: true });
    }
    session = await openSession({
      keybindings: [
        {
          key: 'ctrl+alt+e',
          command: 'lexiclip.exploreFolder',
          args: { folder: pictures, newImages: 'anew' },
        },
      ],
      settings: {
        'lexiclip.model': join(root, 'build/models/resnet50-imagenet.onnx'),
        // Nothing may be asked of it: the sample needs no network.
        'lexiclip.lexica.endpoint': 'http://127.0.0.1:9/',
        'workbench.colorTheme': 'Default Dark Modern',
      },
      viewport: { width: 1360, height: 860 },
      scale: 1.5,
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await rm(pictures, { recursive: true });
    };
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.keepEvidence(task.name);
  });

  it('offers the twelve concepts of the example, and maps 120 drawings', { timeout: 180_000 }, async () => {
    const { workbench } = session;
    await workbench.page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
    await workbench.page.locator('.welcome-view').getByRole('button', { name: 'Explore Concepts' }).click();
    await workbench.pick(/^Concepts, separated by commas/, EXAMPLE_CONCEPTS.join(', '));
    await workbench.answer('How many images', '10');
    await workbench.pick('Where do the images come from?', 'Built-in sample');
    // Images are seen to arrive while the others are still being embedded.
    await explorer.projectionButton('arriving').waitFor({ timeout: 120_000 });
    await session.keepScreenshot('arriving');
    await explorer.projectionButton('tsne').waitFor({ timeout: 120_000 });
    await expect.poll(() => session.workbench.notifications.count(), { timeout: 60_000 }).toBe(0);
    // The notification goes a moment before the page hears of the end.
    await expect.poll(() => explorer.projectionButton('arriving').count(), { timeout: 10_000 }).toBe(0);
    await explorer.legendEntry('watermelon').getByText('10').waitFor();
    for (const name of EXAMPLE_CONCEPTS) await explorer.legendEntry(name).getByText('10').waitFor();
    const { images } = (await session.collectionFile('concepts/pear/concept.json')) as { images: string[] };
    shown = images[3] ?? '';
    await explorer.settled(shown);
    await explorer.find('.status-line').getByText('120 images').waitFor();
    await explorer.find('.status-line').getByText('Stand-in model, not CLIP').waitFor();
  });

  it('looks as the README shows it', async () => {
    await explorer.hover(shown);
    await explorer.thumbnail();
    const screenshot = await session.keepScreenshot('sample');
    if (!updatesReadme) return;
    await mkdir(join(root, 'docs'), { recursive: true });
    await copyFile(screenshot, join(root, 'docs/screenshot.png'));
  });

  it('is restored with the window, as it was left', { timeout: 180_000 }, async () => {
    const isRestored = async (): Promise<boolean> =>
      (await explorer.projectionButton('tsne').getAttribute('aria-checked')) === 'true';
    // In a browser VS Code keeps its state every five seconds when it is idle, and nothing on the way out (its
    // storageService.ts): a busy machine is given more time.
    for (const wait of [11_000, 20_000, 40_000]) {
      await explorer.projectionButton('tsne').click();
      await explorer.legendEntry('cat').click();
      const at = await explorer.settled(shown);
      await sleep(wait);
      await session.workbench.page.reload();
      const restored = await explorer.settled(shown, 60_000);
      if (!(await isRestored()) && wait < 40_000) continue;
      expect(await isRestored()).toBe(true);
      expect(await explorer.legendEntry('cat').getAttribute('aria-pressed')).toBe('false');
      expect(restored).toEqual(at);
      break;
    }
  });

  it('finds images like one, best first, and opens its prompt', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Search Images');
    await workbench.answer(/^Words, or several/, `like:${shown}`);
    const ranking = workbench.page.locator('.quick-input-widget');
    await ranking
      .getByText(/^0\.\d{3} · \w+$/)
      .first()
      .waitFor({ timeout: 30_000 });
    await session.keepScreenshot('search');
    await workbench.page.keyboard.press('Enter');
    await workbench
      .tab(/\.json$/)
      .first()
      .waitFor();
  });

  it('offers models, with what they are and what has to be downloaded', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Choose Model');
    const list = workbench.page.locator('.quick-input-widget');
    for (const name of ['CLIP ViT-B/32', 'MobileCLIP-S0', 'SigLIP 2 B/16', 'A File of Your Own…'])
      await list.getByText(name).first().waitFor();
    await session.keepScreenshot('models');
    await workbench.page.keyboard.press('Escape');
  });

  it('maps a folder of images where they are', { timeout: 120_000 }, async () => {
    // By a shortcut that names the folder, as a user may have: the dialog that asks for one is VS Code's.
    await session.workbench.page.keyboard.press(EXPLORE_PICTURES);
    for (const concept of ['my cats', 'my dogs']) {
      const count = (await readdir(join(pictures, concept))).length;
      await explorer
        .legendEntry(concept)
        .getByText(String(count), { exact: true })
        .waitFor({ timeout: 90_000 });
    }
    await expect.poll(() => session.workbench.notifications.count(), { timeout: 60_000 }).toBe(0);
    const { images } = (await session.collectionFile('concepts/my-cats/concept.json')) as {
      images: string[];
    };
    expect(images[0]).toMatch(/^my cats\/.*\.webp$/);
  });

  it('says that a collection is of a newer version, and leaves it alone', async () => {
    const { workbench, workspace } = session;
    const file = join(workspace, '.lexiclip/collection.json');
    const newer = (await readFile(file, 'utf8')).replace('"formatVersion": 1', '"formatVersion": 2');
    await writeFile(file, newer);
    await explorer.find('.message').getByText('was written by a newer LexiCLIP').waitFor();
    await workbench.treeRow('The collection cannot be read').waitFor();
    expect(await readFile(file, 'utf8')).toBe(newer);
  });

  it('says that a folder is needed where none is open', async () => {
    const { workbench } = session;
    await workbench.open(new URL('/?ew=true', workbench.page.url()).href);
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.notifications.getByText('No folder is open.').waitFor();
    await workbench.notifications.getByRole('button', { name: 'Open Folder' }).waitFor();
    await workbench.page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
    await workbench.page.locator('.welcome-view').getByRole('button', { name: 'Open Folder' }).waitFor();
  });
});
