import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { exploreBy, offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';
import { until } from './until.ts';

const EXPLORE = 'Control+Alt+e';

/* Pictures as marks. Every test starts from a window that is put in order. */
describe('pictures on the map of a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: readonly string[] = [];
  let files = new Map<string, string>();

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const concepts = ['cat', 'dog', 'apple', 'banana', 'tomato', 'pear'];
    const args = { concepts, count: 12, source: 'sample' };
    session = await openSession({
      settings: offline,
      keybindings: [{ key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts', args }],
    });
    explorer = new Explorer(session.workbench);
    await exploreBy(EXPLORE, session, explorer);
    const { points } = (await session.collectionFile('projections/umap.json')) as ProjectionFile;
    ids = points.map(({ id }) => id);
    const images = join(session.workspace, '.lexiclip/images');
    files = new Map((await readdir(images)).map((name) => [name.replace(/\.\w+$/, ''), join(images, name)]));
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  it('draws images as what they look like, at their places', async () => {
    await explorer.allSettled(ids);
    const pictured = await explorer.picturedOnce(10, ids);
    expect(new Set(pictured).size).toBeLessThan(ids.length);
    await explorer.pointAway();
    for (const id of pictured.slice(0, 5)) {
      const [mark] = await explorer.marks([id]);
      const { width = 0, height = 0 } = mark ?? {};
      const seen = await explorer.screen(mark ?? { x: NaN, y: NaN }, width, height);
      expect(await mostAlike(seen, files)).toBe(id);
    }
    await session.keepScreenshot('pictures');
    const loaded = await explorer
      .find('body')
      .evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => name.includes('/cache/sheets/'))).not.toEqual([]);
  });

  it('keeps the pictures that there are while one comes closer, and adds more', async () => {
    const before = await explorer.picturedOnce(10, ids);
    const { x, y } = await explorer.settled(before[0] ?? '');
    await session.workbench.page.mouse.move(x, y);
    for (let notch = 0; notch < 6; notch++) await session.workbench.page.mouse.wheel(0, -60);
    await explorer.allSettled(ids);
    await until('all pictures of before are pictures again', async () =>
      (await explorer.marks([before[0] ?? ''])).every((mark) => mark?.width !== undefined),
    );
    const map = await explorer.find('.map-surface').boundingBox();
    const inView = async (): Promise<readonly string[]> => {
      const marks = await explorer.marks(before);
      return before.filter((_, at) => {
        const mark = marks[at];
        return (
          mark &&
          map &&
          mark.x > map.x &&
          mark.x < map.x + map.width &&
          mark.y > map.y &&
          mark.y < map.y + map.height
        );
      });
    };
    const kept = await inView();
    expect(kept.length).toBeGreaterThan(0);
    await until('they are still pictures', async () =>
      (await explorer.marks(kept)).every((mark) => mark?.width !== undefined),
    );
    await session.keepScreenshot('pictures-closer');
  });

  it('takes the whole picture for the image, and opens it', async () => {
    const { workbench } = session;
    const pictured = await explorer.picturedOnce(1, ids);
    const id = await explorer.mostSolitary(pictured);
    await explorer.settled(id);
    const [mark] = await explorer.marks([id]);
    const corner = {
      x: (mark?.x ?? 0) + (mark?.width ?? 0) / 2 - 3,
      y: (mark?.y ?? 0) + (mark?.height ?? 0) / 2 - 3,
    };
    await workbench.page.mouse.move(corner.x + 80, corner.y + 80);
    await workbench.page.mouse.move(corner.x, corner.y, { steps: 5 });
    await explorer.find(`#hover-card[data-id="${id}"]`).waitFor();
    await workbench.page.mouse.click(corner.x, corner.y);
    await workbench.tab(`${id}.json`).waitFor();
  });

  it('draws dots where pictures are not wanted, and remembers it', async () => {
    const select = explorer.find('.picture-select select');
    await explorer.picturedOnce(1, ids);
    const solitary = await explorer.mostSolitary(ids);
    await select.selectOption('never');
    await until('there are no pictures', async () => (await explorer.pictured(ids)).length === 0);
    await explorer.pointAway();
    const { x, y } = await explorer.settled(solitary);
    const background = await explorer.background();
    expect(await explorer.colourAt({ x: x - 14, y: y - 14 })).toBe(background);
    await expect.poll(() => explorer.colourAt({ x, y })).not.toBe(background);
    // Another editor hides the map, which is unloaded and comes back as it was left.
    await explorer.click(solitary);
    await session.workbench.tab(`${solitary}.json`).waitFor();
    await explorer.open();
    expect(await select.inputValue()).toBe('never');
    await select.selectOption('auto');
    await explorer.picturedOnce(1, ids);
  });

  it('has them in every theme, in a border of the concept’s colour', async () => {
    const background = (): Promise<string> =>
      explorer.find('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    let before = await background();
    try {
      for (const theme of ['Default Light Modern', 'Default High Contrast']) {
        await session.set('workbench.colorTheme', theme);
        await expect.poll(background).not.toBe(before);
        before = await background();
        await explorer.picturedOnce(5, ids);
        await explorer.allSettled(ids);
        await session.keepScreenshot(`pictures ${theme}`);
      }
    } finally {
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    }
  });
});
