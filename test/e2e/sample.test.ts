import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { exploreBy, offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, root, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';
import { keptState } from './storage.ts';
import { patience, until } from './until.ts';

/** With this set, the README's screenshot is replaced by the one that is taken here. */
const updatesReadme = (process.env['LEXICLIP_UPDATE_SCREENSHOTS'] ?? '') !== '';

const EXPLORE = 'Control+Alt+e';
const EXPLORE_PICTURES = 'Control+Alt+p';

/* The twelve concepts of the example. Every test starts from a window that is put in order. */
describe('the built-in sample in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let pictures = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    pictures = await mkdtemp(join(tmpdir(), 'lexiclip-pictures-'));
    for (const concept of ['cat', 'dog']) {
      await cp(join(root, 'media/sample', concept), join(pictures, `my ${concept}s`), { recursive: true });
    }
    const explore = { concepts: EXAMPLE_CONCEPTS, count: 10, source: 'sample' };
    session = await openSession({
      keybindings: [
        { key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts', args: explore },
        {
          key: 'ctrl+alt+p',
          command: 'lexiclip.exploreFolder',
          args: { folder: pictures, newImages: 'anew' },
        },
      ],
      settings: offline,
      viewport: { width: 1520, height: 900 },
      scale: 1.5,
    });
    explorer = new Explorer(session.workbench);
    await exploreBy(EXPLORE, session, explorer);
    return async () => {
      await session.close();
      await rm(pictures, { recursive: true });
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  it('looks as the README shows it', async () => {
    const pears = await imagesOf('pear');
    const id = await explorer.mostSolitary(pears);
    await explorer.hover(id);
    await explorer.card.getByText('pear', { exact: true }).waitFor();
    const drawings = new Map(
      pears.map((one) => [one, join(session.workspace, `.lexiclip/images/${one}.webp`)]),
    );
    expect(await mostAlike(await explorer.thumbnail(), drawings)).toBe(id);
    // Beside the map stands what was clicked; without the prompt file, which opens with it, there is room for both.
    await explorer.click(id);
    await session.workbench.tab(`${id}.json`).waitFor();
    await explorer.find('.image-panel .near-image').first().waitFor();
    await session.workbench.tab(`${id}.json`).click({ button: 'middle' });
    await session.workbench.tab(`${id}.json`).waitFor({ state: 'hidden' });
    await expect.poll(() => explorer.find('.image-panel-picture').getAttribute('src')).toMatch(/^blob:/);
    await explorer.find('.map-surface').focus();
    await session.workbench.page.keyboard.press('0');
    await explorer.pointAway();
    await explorer.allSettled(await everyImage());
    const screenshot = await session.keepScreenshot('sample');
    if (!updatesReadme) return;
    await mkdir(join(root, 'docs'), { recursive: true });
    await copyFile(screenshot, join(root, 'docs/screenshot.png'));
  });

  // VS Code keeps its state when the browser is idle, for which a busy machine needs minutes.
  it('is restored with the window, as it was left', { timeout: 15 * patience }, async () => {
    const { page } = session.workbench;
    const pears = await imagesOf('pear');
    let [before, after]: unknown[] = [];
    const restored = async (): Promise<boolean> => {
      await explorer.show('tsne');
      const cat = explorer.legendEntry('cat');
      if ((await cat.getAttribute('aria-pressed')) === 'true') await cat.click();
      before = await explorer.allSettled(pears);
      // In a browser VS Code keeps its state now and then, and nothing on the way out (its storageService.ts).
      const isKept = async (): Promise<boolean> => {
        const kept = await keptState(page);
        return /projection\W+tsne/.test(kept) && /concept\W+cat/.test(kept);
      };
      await until('VS Code has kept the state', isKept, 5 * patience);
      await page.reload();
      await explorer.projectionButton('tsne').waitFor();
      after = await explorer.allSettled(pears);
      return (
        (await explorer.projectionButton('tsne').getAttribute('aria-checked')) === 'true' &&
        (await explorer.legendEntry('cat').getAttribute('aria-pressed')) === 'false'
      );
    };
    await until('the map is restored', restored, 10 * patience);
    expect(after).toEqual(before);
  });

  it('offers models, with what they are and what has to be downloaded', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Choose Model');
    for (const name of ['CLIP ViT-B/32', 'MobileCLIP-S0', 'SigLIP 2 B/16', 'A File of Your Own…'])
      await workbench.quickInput.getByText(name).first().waitFor();
    await workbench.quickInput.getByText('MB to download').first().waitFor();
    await session.keepScreenshot('models');
  });

  it('maps a folder of images where they are', async () => {
    // By a shortcut that names the folder, as a user may have: the dialog that asks for one is VS Code's.
    const { workbench } = session;
    await workbench.pressUntil(EXPLORE_PICTURES, workbench.running);
    for (const concept of ['my cats', 'my dogs']) {
      const count = (await readdir(join(pictures, concept))).length;
      await explorer.legendEntry(concept).getByText(String(count), { exact: true }).waitFor();
    }
    await workbench.idle();
    expect((await imagesOf('my-cats'))[0]).toMatch(/^my cats\/.*\.webp$/);
  });

  it('says that a collection is of a newer version, and leaves it alone', async () => {
    const { workbench, workspace } = session;
    const file = join(workspace, '.lexiclip/collection.json');
    const right = await readFile(file, 'utf8');
    const newer = right.replace('"formatVersion": 1', '"formatVersion": 2');
    await writeFile(file, newer);
    try {
      await explorer.find('.message').getByText('was written by a newer LexiCLIP').waitFor();
      await workbench.treeRow('The collection cannot be read').waitFor();
      expect(await readFile(file, 'utf8')).toBe(newer);
    } finally {
      await writeFile(file, right);
    }
    await explorer.projectionButton('umap').waitFor();
    await workbench.treeRow('Concepts').waitFor();
  });

  async function imagesOf(concept: string): Promise<readonly string[]> {
    const file = await session.collectionFile(`concepts/${concept}/concept.json`);
    return (file as { images: string[] }).images;
  }

  async function everyImage(): Promise<readonly string[]> {
    const file = (await session.collectionFile('projections/umap.json')) as { points: { id: string }[] };
    return file.points.map(({ id }) => id);
  }
});
