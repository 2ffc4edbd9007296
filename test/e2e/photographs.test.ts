import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ClustersHeader } from '../../src/core/collection/clusters-schema.ts';
import { fileName as fileNameOf } from '../../src/core/collection/paths.ts';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { drawImages } from '../fakes/drawn-images.ts';
import { offline, withFolderCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';
import { until } from './until.ts';

/** A folder with recorded data: `data/photos12`. */
const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';

interface Subject {
  readonly name: string;
  readonly unavailable?: string | undefined;
  /** Puts images into an empty folder, or names another that has some. */
  readonly images: (folder: string) => Promise<string>;
  /** What the map is coloured by at first, and so many entries of its legend at least. */
  readonly colouredBy: 'concept' | 'middle';
  readonly leastColours: number;
  /** Where pictures are shown at once: few images are from the start. */
  readonly pictured: 'auto' | 'always';
}

const subjects: readonly Subject[] = [
  {
    name: 'photographs of eleven concepts',
    unavailable: recorded === '' ? 'LEXICLIP_TEST_DATA does not name a folder with photographs' : undefined,
    images: () => Promise.resolve(join(recorded, 'data/photos12')),
    colouredBy: 'concept',
    leastColours: 11,
    pictured: 'auto',
  },
  {
    name: '600 images in one folder',
    images: async (folder) => {
      const images = join(folder, 'shapes');
      await drawImages(images, 600);
      return images;
    },
    colouredBy: 'middle',
    leastColours: 8,
    pictured: 'always',
  },
];

describe.each(subjects)(
  '$name in a real VS Code',
  ({ name, unavailable, images, colouredBy, leastColours, pictured }) => {
    const setup = inject('setup');
    let session: Session;
    let explorer: Explorer;
    let ids: readonly string[] = [];
    let files = new Map<string, string>();

    beforeEach(({ skip }) => {
      if (unavailable !== undefined) skip(unavailable);
    });

    beforeAll(async () => {
      if (setup.kind === 'unavailable' || unavailable !== undefined) return;
      const folder = await mkdtemp(join(tmpdir(), 'lexiclip-images-'));
      session = await withFolderCollection(await images(folder), (workspaceFrom) =>
        openSession({ settings: offline, workspaceFrom, viewport: { width: 1500, height: 900 } }),
      );
      explorer = new Explorer(session.workbench);
      const { points } = (await session.collectionFile('projections/umap.json')) as ProjectionFile;
      ids = points.map(({ id }) => id);
      const copies = join(session.workspace, '.lexiclip/images');
      const all = await readdir(copies);
      files = new Map(all.map((file) => [file.replace(/\.\w+$/, ''), join(copies, file)]));
      return async () => {
        await session.close();
        await rm(folder, { recursive: true });
      };
    });

    eachTestStartsAnew(() => session);
    beforeEach(() => explorer.open());

    it('have colours and names from the start: of clusters, where there is one concept', async () => {
      expect(await explorer.find('.colour-by select').inputValue()).toBe(colouredBy);
      await until(
        'the legend has its entries',
        async () => (await explorer.find('.legend-entry').count()) >= leastColours,
      );
      const { levels } = (await session.collectionFile('clusters/resnet50-imagenet.json')) as ClustersHeader;
      const names = levels.flatMap(({ clusters }) => clusters.map((cluster) => cluster.name));
      if (names.every((one) => one.startsWith('like '))) {
        // The most central picture stands for a cluster whose images have no prompts.
        await explorer.find('.label-face').first().waitFor();
        await session.keepScreenshot(`${name} at first`);
        return;
      }
      const labels = explorer.find('.label');
      await labels.first().waitFor();
      for (const label of await labels.allTextContents()) expect(names).toContain(label);
    });

    it('are drawn as pictures at their places, in every theme', async () => {
      const background = (): Promise<string> =>
        explorer.find('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      await showPictures();
      try {
        for (const theme of [
          'Default Dark Modern',
          'Default Light Modern',
          'Default High Contrast',
          'Default High Contrast Light',
        ]) {
          const before = await background();
          await session.set('workbench.colorTheme', theme);
          if (theme !== offline['workbench.colorTheme']) await expect.poll(background).not.toBe(before);
          await explorer.picturedOnce(12, ids);
          await explorer.pointAway();
          await explorer.allSettled(ids);
          await session.keepScreenshot(`${name} ${theme}`);
        }
      } finally {
        await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
      }
      // Names may stand over pictures.
      await explorer.find('button[aria-label="Names of clusters on the map"]').click();
      await explorer.pointAway();
      const drawn = await explorer.picturedOnce(12, ids);
      const originals = new Map(drawn.map((id) => [id, fileOf(id) ?? '']));
      for (const id of drawn.slice(0, 5)) {
        const [mark] = await explorer.marks([id]);
        const { width = 0, height = 0 } = mark ?? {};
        const seen = await explorer.screen(mark ?? { x: NaN, y: NaN }, width, height);
        expect(await mostAlike(seen, originals)).toBe(id);
      }
    });

    it('are looked at, filtered and neared with the mouse', async () => {
      const { workbench } = session;
      await showPictures();
      const some = await explorer.picturedOnce(12, ids);
      const id = await explorer.mostSolitary(some);
      await explorer.click(id);
      await expect.poll(title).toBe(id);
      await tabOf(id).waitFor();
      await session.keepScreenshot(`${name} looked at`);
      await explorer.find('.image-panel button[aria-label="Close"]').click();

      const entry = explorer.find('.legend-entry').first();
      const gone = await countOf(entry);
      await entry.click();
      await expectShown(ids.length - gone);
      await entry.click();
      await expectShown(ids.length);

      const before = await spread();
      const { x, y } = await explorer.settled(id);
      await workbench.page.mouse.move(x, y);
      await workbench.page.mouse.wheel(0, -240);
      await expect.poll(spread).toBeGreaterThan(before * 1.2);
    });

    it('are looked at, filtered, neared and drawn as dots from the keyboard', async () => {
      const { keyboard } = session.workbench.page;
      await showPictures();
      await explorer.picturedOnce(12, ids);
      await explorer.find('.map-surface').focus();
      await keyboard.press('ArrowRight');
      await explorer.card.waitFor();
      const id = (await explorer.card.getAttribute('data-id')) ?? '';
      await keyboard.press('Enter');
      await tabOf(id).waitFor();
      await explorer.find('.map-surface').focus();
      await expect.poll(() => explorer.find('.ring-selected').isVisible()).toBe(true);
      await keyboard.press('Escape');

      const before = await spread();
      await keyboard.press('+');
      await expect.poll(spread).toBeGreaterThan(before * 1.1);
      await keyboard.press('0');

      const entry = explorer.find('.legend-entry').first();
      const gone = await countOf(entry);
      await entry.focus();
      await keyboard.press('Space');
      await expectShown(ids.length - gone);
      // What had the keyboard still has it, although the legend was drawn anew.
      await keyboard.press('Space');
      await expectShown(ids.length);

      const select = explorer.find('.picture-select select');
      await select.focus();
      await keyboard.press('End');
      await until('there are no pictures', async () => (await explorer.pictured(ids)).length === 0);
      const solitary = await explorer.mostSolitary(ids);
      await explorer.pointAway();
      const background = await explorer.background();
      const at = await explorer.settled(solitary);
      await expect.poll(() => explorer.colourAt(at)).not.toBe(background);
      await session.keepScreenshot(`${name} as dots`);
      await select.focus();
      await keyboard.press('ArrowUp');
      await keyboard.press('ArrowUp');
      expect(await select.inputValue()).toBe('auto');
    });

    const title = (): Promise<string | null> =>
      explorer.find('.image-panel .image-panel-title').getAttribute('title');

    function fileOf(id: string): string | undefined {
      return [...files].find(([file]) => id === file || fileNameOf(id) === file)?.[1];
    }

    const tabOf = (id: string): Locator => session.workbench.tab(`${fileNameOf(id)}.json`);

    const countOf = async (entry: Locator): Promise<number> =>
      Number((await entry.locator('.legend-count').textContent())?.replaceAll(/\D/g, ''));

    async function expectShown(count: number): Promise<void> {
      await until(
        `${count} images are shown`,
        async () => (await explorer.places(ids)).filter((place) => place !== null).length === count,
      );
    }

    /** How far apart the images are, in pixels. */
    async function spread(): Promise<number> {
      const places = await explorer.allSettled(ids);
      return Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
    }

    async function showPictures(): Promise<void> {
      await explorer.find('.picture-select select').selectOption(pictured);
    }
  },
);
