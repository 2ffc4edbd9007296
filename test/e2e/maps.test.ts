import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { Explorer } from './explorer.ts';
import { openSession, root, type Session } from './fixtures.ts';

const EXPLORE = 'Control+Alt+e';
const EXPLORE_MORE = 'Control+Alt+m';
const LONG_MAP = 'Control+Alt+l';
const MAP_IN_SPACE = 'Control+Alt+s';

/** The reference engine with all the neighbours that there are: long enough to be stopped by hand. */
const longMap = { method: 'umap-js', parameters: { epochs: 5000, neighbors: 70 }, name: 'long' };
const mapInSpace = { method: 'pca', parameters: { dimensions: 3 }, name: 'space' };

/*
 * Maps that form, can be trusted so far, and stay; each step starts where the one before it ended.
 */
describe('maps in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let broken: string | undefined;
  let shown = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const explore = (concepts: readonly string[]): object => ({ concepts, count: 10, source: 'sample' });
    session = await openSession({
      keybindings: [
        {
          ...{ key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts' },
          args: explore(['cat', 'dog', 'lion', 'mouse', 'apple', 'banana', 'tomato']),
        },
        { key: 'ctrl+alt+m', command: 'lexiclip.exploreConcepts', args: explore(['pear']) },
        { key: 'ctrl+alt+l', command: 'lexiclip.newMap', args: longMap },
        { key: 'ctrl+alt+s', command: 'lexiclip.newMap', args: mapInSpace },
      ],
      settings: {
        'lexiclip.model': join(root, 'build/models/resnet50-imagenet.onnx'),
        // Nothing may be asked of it: the sample needs no network.
        'lexiclip.lexica.endpoint': 'http://127.0.0.1:9/',
        'workbench.colorTheme': 'Default Dark Modern',
      },
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
    };
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
    if (broken !== undefined) skip(`"${broken}" failed before it`);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    broken = task.name;
    await session.keepEvidence(task.name);
  });

  it('says how far a map can be trusted', { timeout: 180_000 }, async () => {
    await session.workbench.page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
    await press(EXPLORE);
    await explorer.find('.status-trust').waitFor({ timeout: 120_000 });
    await idle();
    const { quality, points } = await projection('umap');
    const trust = `Trust ${((quality?.trustworthiness ?? NaN) * 100).toFixed(1)}`;
    await explorer.find('.status-trust').getByText(trust).waitFor();
    shown = await explorer.mostSolitary(points.map(({ id }) => id));
    const tooltip = await explorer.find('.status-trust').getAttribute('title');
    expect(tooltip).toContain('images that are close here are alike');
  });

  it('says of an image how many of its neighbours the map keeps', async () => {
    await explorer.hover(shown);
    const { quality, points } = await projection('umap');
    const distortion = points.find(({ id }) => id === shown)?.distortion ?? NaN;
    const k = quality?.k ?? NaN;
    const kept = `${String(Math.round((1 - distortion) * k))} of ${String(k)} neighbours kept`;
    expect(await explorer.card.locator('.hover-card-kept').textContent()).toBe(kept);
  });

  it('colours by distortion, and tells what the colours say', async () => {
    const at = await explorer.settled(shown);
    const before = await explorer.colourAt(at);
    await explorer.find('.colour-by select').selectOption('distortion');
    await explorer.find('.distortion-legend').getByText('Neighbours lost').waitFor();
    expect(await explorer.legendEntry('cat').isVisible()).toBe(false);
    await expect.poll(() => explorer.colourAt(at)).not.toBe(before);
    await session.keepScreenshot('distortion');
    await explorer.find('.colour-by select').selectOption('concept');
    await explorer.legendEntry('cat').waitFor();
  });

  it('lets points glide from one map to another, and they arrive', async () => {
    await explorer.projectionButton('tsne').click();
    const there = await explorer.settled(shown);
    // Where it will be is known at once; it is seen there when it has come.
    const background = await explorer.colourAt({ x: there.x + 14, y: there.y + 14 });
    await expect.poll(() => explorer.colourAt(there)).not.toBe(background);
    await explorer.projectionButton('umap').click();
    await explorer.settled(shown);
  });

  it('shows a map while it forms, and keeps it as it is when asked to', async () => {
    await press(LONG_MAP);
    await explorer.find('.forming-bar').waitFor({ timeout: 30_000 });
    await expect
      .poll(() => explorer.projectionButton('long').getAttribute('aria-checked'), { timeout: 10_000 })
      .toBe('true');
    await expect
      .poll(() => explorer.find('.forming-step').textContent(), { timeout: 20_000 })
      .toMatch(/epoch \d+ of 5000/);
    const before = await explorer.locate(shown);
    await expect.poll(() => explorer.locate(shown), { timeout: 10_000 }).not.toEqual(before);
    await session.keepScreenshot('forming');
    await explorer.find('.forming-bar').getByText('Keep This').click();
    await explorer.find('.forming-bar').waitFor({ state: 'hidden', timeout: 30_000 });
    await idle();
    const { stopped, steps, points } = await projection('long');
    expect(stopped).toBe(true);
    expect(steps).toBeLessThan(5000);
    expect(points).toHaveLength(70);
    await explorer
      .find('.status-line')
      .getByText(`stopped at epoch ${String(steps)}`)
      .waitFor();
  });

  it('makes a map in space that can be turned', async () => {
    await press(MAP_IN_SPACE);
    await explorer.find('[data-tool="turn"]').waitFor({ timeout: 30_000 });
    await idle();
    expect((await projection('space')).points[0]?.z).toBeTypeOf('number');
    const before = await explorer.settled(shown);
    await explorer.find('.map-surface').focus();
    await session.workbench.page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => explorer.locate(shown)).not.toEqual(before);
    await session.keepScreenshot('space');
  });

  it('asks for a new map in steps: its method, its parameters, its seed and its name', async () => {
    const { workbench } = session;
    await workbench.treeMenu('Projections', 'New Map…');
    await workbench.pick('How is the map to be laid out?', 'PCA');
    await workbench.answer('Dimensions', '2');
    await workbench.answer('Seed', '7');
    await workbench.answer('Name of the map', 'plain');
    await workbench.treeRow('PCA · plain').waitFor();
    expect(await projection('plain')).toMatchObject({
      method: 'pca',
      seed: 7,
      parameters: { dimensions: 2 },
    });
    await expect
      .poll(() => explorer.projectionButton('plain').getAttribute('aria-checked'), { timeout: 10_000 })
      .toBe('true');
    await idle();
  });

  it('measures the stability of a map', async () => {
    const { workbench } = session;
    await explorer.projectionButton('umap').click();
    await workbench.treeMenu('UMAP', 'Measure Stability');
    await workbench.notifications.getByText(/Stability \d+\.\d/).waitFor({ timeout: 60_000 });
    await explorer.find('.status-stability').waitFor();
    await workbench.dismissNotifications();
    expect((await projection('umap')).stability?.agreement).toBeGreaterThan(0);
  });

  it('finds what stands alone, and says where nothing is alike', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Find Outliers');
    const list = workbench.page.locator('.quick-input-widget');
    await list
      .getByText(/^\d\.\d{3} · /)
      .first()
      .waitFor();
    await explorer.find('.hover-card').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Lexica: Find Duplicates');
    await workbench.notifications.getByText('None of 70 images are nearly the same').waitFor();
    await workbench.dismissNotifications();
  });

  it('places new images where everything else stays, after a question that is asked once', async () => {
    const { workbench } = session;
    const before = await projection('umap');
    await press(EXPLORE_MORE);
    await workbench.pick('lexiclip.newImages', 'Place new images; everything else stays');
    await explorer.legendEntry('pear').getByText('10').waitFor({ timeout: 60_000 });
    await idle();
    const after = await projection('umap');
    expect(after.origin).toBe('placed');
    expect(after.points).toHaveLength(80);
    const places = new Map(after.points.map(({ id, x, y }) => [id, [x, y]]));
    for (const { id, x, y } of before.points) expect(places.get(id)).toEqual([x, y]);
    const settings = join(session.workspace, '.vscode/settings.json');
    expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({ 'lexiclip.newImages': 'place' });
  });

  async function press(keys: string): Promise<void> {
    await session.workbench.page.keyboard.press(keys);
  }

  /** Until no run is going on: a second one would be refused. */
  async function idle(): Promise<void> {
    await expect.poll(() => session.workbench.notifications.count(), { timeout: 60_000 }).toBe(0);
  }

  async function projection(name: string): Promise<ProjectionFile> {
    return (await session.collectionFile(`projections/${name}.json`)) as ProjectionFile;
  }
});
