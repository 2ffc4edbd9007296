import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { localNumber } from '../../src/core/language.ts';
import { exploreBy, offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

const EXPLORE = 'Control+Alt+e';
const EXPLORE_MORE = 'Control+Alt+m';
const LONG_MAP = 'Control+Alt+l';
const MAP_IN_SPACE = 'Control+Alt+s';

/** The reference engine with all the neighbours that there are: long enough to be stopped by hand. */
const longMap = { method: 'umap-js', parameters: { epochs: 5000, neighbors: 100 }, name: 'long' };
const mapInSpace = { method: 'pca', parameters: { dimensions: 3 }, name: 'space' };

/* Maps that form, can be trusted so far, and stay. Every test starts from a window that is put in order. */
describe('maps in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const explore = (concepts: readonly string[]): object => ({ concepts, count: 10, source: 'sample' });
    session = await openSession({
      keybindings: [
        {
          key: 'ctrl+alt+e',
          command: 'lexiclip.exploreConcepts',
          args: explore([
            ...['cat', 'dog', 'lion', 'mouse', 'elephant'],
            ...['apple', 'banana', 'tomato', 'potato', 'watermelon'],
          ]),
        },
        { key: 'ctrl+alt+m', command: 'lexiclip.exploreConcepts', args: explore(['pear']) },
        { key: 'ctrl+alt+l', command: 'lexiclip.newMap', args: longMap },
        { key: 'ctrl+alt+s', command: 'lexiclip.newMap', args: mapInSpace },
      ],
      settings: offline,
    });
    explorer = new Explorer(session.workbench);
    await exploreBy(EXPLORE, session, explorer);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  it('says how far a map can be trusted', async () => {
    const { quality } = await projection('umap');
    const trust = `Trust ${((quality?.trustworthiness ?? NaN) * 100).toFixed(1)}`;
    await explorer.find('.status-trust').getByText(trust).waitFor();
    const tooltip = await explorer.find('.status-trust').getAttribute('title');
    expect(tooltip).toContain('images that are close here are alike');
  });

  it('says of an image how many of its neighbours the map keeps', async () => {
    const { quality, points } = await projection('umap');
    const id = await explorer.mostSolitary(points.map((point) => point.id));
    await explorer.hover(id);
    const distortion = points.find((point) => point.id === id)?.distortion ?? NaN;
    const k = quality?.k ?? NaN;
    const kept = `${Math.round((1 - distortion) * k)} of ${k} neighbours kept`;
    expect(await explorer.card.locator('.hover-card-kept').textContent()).toBe(kept);
  });

  it('colours by distortion, and tells what the colours say', async () => {
    await explorer.allSettled(await images());
    const before = await explorer.picture();
    await explorer.find('.colour-by select').selectOption('distortion');
    await explorer.find('.scale-legend').getByText('Neighbours lost').waitFor();
    expect(await explorer.legendEntry('cat').isVisible()).toBe(false);
    await expect.poll(() => explorer.picture()).not.toBe(before);
    await session.keepScreenshot('distortion');
    await explorer.find('.colour-by select').selectOption('concept');
    await explorer.legendEntry('cat').waitFor();
  });

  it('lets points glide from one map to another, and they arrive', async () => {
    const ids = await images();
    await explorer.show('tsne');
    const there = await explorer.settled(await explorer.mostSolitary(ids));
    // Where it will be is known at once; it is seen there when it has come.
    const background = await explorer.background();
    await expect.poll(() => explorer.colourAt(there)).not.toBe(background);
  });

  it('shows a map while it forms, and keeps it as it is when asked to', async () => {
    const ids = await images();
    await session.workbench.pressUntil(LONG_MAP, explorer.find('.live-layout-bar'));
    const button = explorer.projectionButton('long');
    await expect.poll(() => button.getAttribute('aria-checked')).toBe('true');
    const step = explorer.find('.live-layout-step');
    await expect.poll(() => step.textContent()).toMatch(/epoch [\d,]+ of 5,000/);
    // A few: it takes seconds to ask for all, and the map forms meanwhile.
    const some = ids.slice(0, 3);
    const before = await explorer.places(some);
    await expect.poll(() => explorer.places(some)).not.toEqual(before);
    await explorer.find('.live-layout-bar').getByText('Keep This').click();
    await explorer.find('.live-layout-bar').waitFor({ state: 'hidden' });
    await session.workbench.idle();
    const { stopped, steps, points } = await projection('long');
    expect(stopped).toBe(true);
    expect(steps).toBeLessThan(5000);
    expect(points).toHaveLength(ids.length);
    await explorer
      .find('.status-line')
      .getByText(`stopped at epoch ${localNumber(steps ?? NaN)}`)
      .waitFor();
  });

  it('makes a map in space that can be turned', async () => {
    const ids = await images();
    await session.workbench.pressUntil(MAP_IN_SPACE, explorer.find('[data-tool="rotate"]'));
    await session.workbench.idle();
    expect((await projection('space')).points[0]?.z).toBeTypeOf('number');
    const before = await explorer.allSettled(ids);
    await explorer.find('.map-surface').focus();
    await session.workbench.page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => explorer.places(ids)).not.toEqual(before);
    await session.keepScreenshot('space');
  });

  it('measures the stability of a map, which is asked for where none is named', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Measure Stability');
    await workbench.pick('Which map?', 'UMAP');
    await workbench.notifications.getByText(/Stability \d+\.\d/).waitFor();
    await explorer.find('.status-stability').waitFor();
    expect((await projection('umap')).stability?.agreement).toBeGreaterThanOrEqual(0);
  });

  it('places new images where everything else stays, after a question that is asked once', async () => {
    const { workbench } = session;
    const before = await projection('umap');
    await workbench.pressUntil(EXPLORE_MORE, workbench.question('lexiclip.newImages'));
    await workbench.pick('lexiclip.newImages', 'Keep positions, insert new');
    await explorer.legendEntry('pear').getByText('10').waitFor();
    await workbench.idle();
    const after = await projection('umap');
    expect(after.origin).toBe('placed');
    expect(after.points).toHaveLength(before.points.length + 10);
    const places = new Map(after.points.map(({ id, x, y }) => [id, [x, y]]));
    for (const { id, x, y } of before.points) expect(places.get(id)).toEqual([x, y]);
    const settings = join(session.workspace, '.vscode/settings.json');
    expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({ 'lexiclip.newImages': 'place' });
  });

  async function images(): Promise<readonly string[]> {
    return (await projection('umap')).points.map(({ id }) => id);
  }

  async function projection(name: string): Promise<ProjectionFile> {
    return (await session.collectionFile(`projections/${name}.json`)) as ProjectionFile;
  }
});
