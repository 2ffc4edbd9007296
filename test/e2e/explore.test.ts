import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { Explorer } from './explorer.ts';
import { openSession, root, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';

const concepts = ['cat', 'dog', 'tomato'];
const standIn = join(root, 'build/models/resnet50-imagenet.onnx');

/*
 * One story, in the order of a first use; each step starts where the one before it ended.
 */
describe('the packaged extension in a real VS Code', () => {
  const setup = inject('setup');
  let lexica: LexicaServer;
  let session: Session;
  let explorer: Explorer;
  let broken: string | undefined;
  let cats: readonly string[] = [];
  let dogs: readonly string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    lexica = await startLexicaServer();
    session = await openSession({
      settings: {
        'lexiclip.lexica.endpoint': lexica.endpoint,
        'lexiclip.model': standIn,
        // Or it would be asked with each exploration that brings images to maps that stand.
        'lexiclip.newImages': 'refit',
        'workbench.colorTheme': 'Default Dark Modern',
      },
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await lexica.close();
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

  it('says what to do where there is nothing yet', async () => {
    const { page } = session.workbench;
    await page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
    await page.locator('.welcome-view').getByRole('button', { name: 'Explore Concepts' }).waitFor();
  });

  it('explores concepts that are typed into the palette', { timeout: 180_000 }, async () => {
    await explore(concepts.join(', '), '8');
    cats = lexica.idsOf('cat').slice(0, 8);
    dogs = lexica.idsOf('dog').slice(0, 8);
    await explorer.settled(cats[0] ?? '', 120_000);
    await idle();
    for (const concept of concepts) {
      const ids = lexica.idsOf(concept).slice(0, 8);
      expect(await session.collectionFile(`concepts/${concept}/concept.json`)).toMatchObject({ images: ids });
      await explorer.legendEntry(concept).getByText('8').waitFor();
    }
  });

  it('shows the thumbnail, concept and prompt of the point under the pointer', async () => {
    const id = await explorer.mostSolitary(cats);
    await explorer.hover(id);
    await explorer.card.getByText('cat', { exact: true }).waitFor();
    const { prompt } = (await session.collectionFile(`concepts/cat/${id}.json`)) as { prompt: string };
    expect(await explorer.card.locator('.hover-card-prompt').textContent()).toBe(prompt.trim());
    const picture = await explorer.thumbnail();
    const served = new Map(cats.concat(dogs).map((one) => [one, lexica.fileOf(one) ?? '']));
    expect(await mostAlike(picture, served)).toBe(id);
  });

  it('opens the prompt in a preview tab on a click, and pins it on a double click', async () => {
    const { workbench } = session;
    const id = await explorer.mostSolitary(cats);
    await explorer.click(id);
    const tab = workbench.tab(`${id}.json`);
    await tab.waitFor();
    await workbench.previewTab(`${id}.json`).waitFor();
    await workbench.editorText(`${id}.json`).getByText(`"id": "${id}"`).waitFor();

    const other = await explorer.mostSolitary(dogs);
    await explorer.click(other);
    await workbench.previewTab(`${other}.json`).waitFor();
    expect(await tab.count()).toBe(0);
    await explorer.doubleClick(other);
    await workbench.editorText(`${other}.json`).getByText('"concept": "dog"').waitFor();
    await expect.poll(() => workbench.previewTab(`${other}.json`).count()).toBe(0);
  });

  it('hides and shows a concept from the legend', async () => {
    const [cat = ''] = cats;
    const at = await explorer.settled(await explorer.mostSolitary(dogs));
    const shown = await explorer.colourAt(at);
    await explorer.legendEntry('dog').click();
    expect(await explorer.locate(dogs[0] ?? '')).toBeNull();
    await explorer.settled(cat);
    await expect.poll(() => explorer.colourAt(at)).not.toBe(shown);
    await explorer.legendEntry('dog').click();
    await expect.poll(() => explorer.colourAt(at)).toBe(shown);
  });

  it('switches to t-SNE and back', async () => {
    const [cat = ''] = cats;
    const before = await explorer.settled(cat);
    await explorer.projectionButton('tsne').click();
    expect(await explorer.settled(cat)).not.toEqual(before);
    await explorer.projectionButton('umap').click();
    await expect.poll(() => explorer.locate(cat)).toEqual(before);
  });

  it('zooms with the wheel and resets', async () => {
    const { page } = session.workbench;
    const id = await explorer.mostSolitary(cats);
    const [other = ''] = dogs;
    const before = await explorer.locate(other);
    const at = await explorer.hover(id);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => explorer.locate(other)).not.toEqual(before);
    // What is under the pointer stays there.
    const after = await explorer.locate(id);
    expect(Math.hypot((after?.x ?? NaN) - at.x, (after?.y ?? NaN) - at.y)).toBeLessThan(1);
    await explorer.find('[title^="Show everything"]').click();
    await expect.poll(() => explorer.locate(other)).toEqual(before);
  });

  it('reruns a projection from the tree', async () => {
    const { workbench } = session;
    const before = await projection('umap');
    await workbench.treeAction('UMAP', 'Rerun');
    await expect
      .poll(async () => (await projection('umap')).createdAt, { timeout: 20_000 })
      .not.toBe(before.createdAt);
    expect((await projection('umap')).points).toEqual(before.points);
    await idle();
  });

  it('makes another map with other parameters from the tree', async () => {
    const { workbench } = session;
    await workbench.treeAction('UMAP', 'Rerun with Other Parameters');
    await workbench.answer('Neighbours', '5');
    await workbench.answer('Minimum distance', '0.8');
    await workbench.answer('Spread', '1');
    await workbench.pick('Metric', 'cosine');
    await workbench.answer('Epochs', '200');
    await workbench.pick('Start', 'pca');
    await workbench.answer('Dimensions', '2');
    await workbench.answer('Seed', '7');
    await workbench.answer('Name of the map', 'loose');
    await workbench.treeRow('UMAP · loose').waitFor();
    expect(await projection('loose')).toMatchObject({
      method: 'umap',
      seed: 7,
      parameters: { neighbors: 5, minDist: 0.8, spread: 1, epochs: 200 },
    });
    await expect.poll(() => explorer.projectionButton('loose').getAttribute('aria-checked')).toBe('true');
    await idle();
  });

  it('does on the map with the keyboard what the pointer does', async () => {
    const { workbench } = session;
    await explorer.find('.map-surface').focus();
    await workbench.page.keyboard.press('ArrowRight');
    await explorer.card.waitFor();
    const id = (await explorer.card.getAttribute('data-id')) ?? '';
    await workbench.page.keyboard.press('Enter');
    await workbench.tab(`${id}.json`).waitFor();
  });

  it('opens a prompt from the tree', async () => {
    const { workbench } = session;
    const [, , cat = ''] = cats;
    const { prompt } = (await session.collectionFile(`concepts/cat/${cat}.json`)) as { prompt: string };
    await workbench.treeRow(/^cat/).click();
    await workbench.treeRow(prompt.trim()).click();
    await workbench.editorText(`${cat}.json`).getByText(`"id": "${cat}"`).waitFor();
  });

  it('asks for nothing that it has, and stops when it is cancelled', { timeout: 120_000 }, async () => {
    const { workbench } = session;
    const asked = lexica.requests.length;
    lexica.setFaults([{ kind: 'hang', on: 'search', match: 'q=pear' }]);
    await explore('cat, pear', '8');
    await expect.poll(() => lexica.requests.length, { timeout: 30_000 }).toBe(asked + 1);
    await workbench.notifications.getByText('pear: 0 of 8').waitFor();
    await workbench.notifications.getByRole('button', { name: 'Cancel' }).click();
    await idle();
    expect(await session.collectionFile('collection.json')).toMatchObject({ concepts });

    // Looked at closely, a map that is computed anew would be out of sight.
    await explorer.projectionButton('umap').click();
    await explorer.hover(await explorer.mostSolitary(dogs));
    await workbench.page.mouse.wheel(0, -1000);
    await expect.poll(() => explorer.isInView(cats[0] ?? '')).toBe(false);
    lexica.setFaults([]);
    await explore('pear', '8');
    await explorer.legendEntry('pear').waitFor({ timeout: 60_000 });
    await idle();
    await expect.poll(() => explorer.isInView(cats[0] ?? '')).toBe(true);
  });

  it('tells what is missing, and fetches it when asked to', async () => {
    const { workbench } = session;
    const [missing = ''] = lexica.idsOf('lion');
    lexica.setFaults([{ kind: 'gone', on: 'image', match: missing }]);
    await explore('lion', '3');
    await workbench.notifications.getByText(`Missing on the map: ${missing}`).waitFor({ timeout: 60_000 });
    await workbench.treeRow('2 images, 1 missing').waitFor();
    lexica.setFaults([]);
    await workbench.page.keyboard.press('Escape');
    await workbench.treeAction(/^lion/, 'Retry Missing Images');
    await workbench.treeRow(/^lion\s*3 images/).waitFor({ timeout: 60_000 });
    await explorer.legendEntry('lion').getByText('3').waitFor({ timeout: 60_000 });
    await workbench.notifications.getByText('LexiCLIP: ').waitFor({ state: 'hidden', timeout: 60_000 });
    await workbench.dismissNotifications();
  });

  it('finds images like one', async () => {
    const { workbench } = session;
    const [cat = ''] = cats;
    const { prompt } = (await session.collectionFile(`concepts/cat/${cat}.json`)) as { prompt: string };
    await workbench.treeMenu(prompt.trim(), 'Find on Lexica Images Like This One');
    await workbench.treeRow(/^like a cat/).waitFor({ timeout: 60_000 });
    await idle();
    const searches = lexica.requests.filter(({ kind }) => kind === 'search').map(({ url }) => url);
    expect(searches.at(-1)).toMatch(new RegExp(`q=http.*${cat}$`));
  });

  it('leaves out what the settings say', async () => {
    await explorer.projectionButton('umap').click();
    const { points } = (await projection('umap')) as { points: { id: string }[] };
    const found = ['cat', 'dog', 'tomato', 'pear', 'lion'].flatMap((concept) => lexica.gridsOf(concept));
    const grids = found.filter((id) => points.some((point) => point.id === id));
    expect(grids).not.toEqual([]);
    await session.set('lexiclip.show.grids', false);
    await explorer
      .find('.status-line')
      .getByText(`${String(grids.length)} left out`)
      .waitFor();
    expect(await explorer.locate(grids[0] ?? '')).toBeNull();
    await session.set('lexiclip.show.grids', true);
    await expect.poll(() => explorer.locate(grids[0] ?? '')).not.toBeNull();
  });

  it('follows the theme', async () => {
    const background = (): Promise<string> =>
      explorer.find('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const [cat = ''] = cats;
    await session.keepScreenshot('dark');
    const seen = new Set([await background()]);
    const colours = new Set([await explorer.colourAt(await explorer.settled(cat))]);
    for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) {
      await session.set('workbench.colorTheme', theme);
      await expect.poll(background, { timeout: 20_000 }).not.toBe([...seen].at(-1));
      seen.add(await background());
      await session.keepScreenshot(theme.toLowerCase());
      colours.add(await explorer.colourAt(await explorer.settled(cat)));
    }
    expect(colours.size).toBeGreaterThan(1);
  });

  async function explore(typed: string, count: string): Promise<void> {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.answer(/^Concepts, separated by commas/, typed);
    await workbench.answer('How many images', count);
    await workbench.pick('Where do the images come from?', 'Lexica');
  }

  /** Until no run is going on: a second one would be refused. */
  async function idle(): Promise<void> {
    await expect.poll(() => session.workbench.notifications.count(), { timeout: 60_000 }).toBe(0);
  }

  async function projection(name: string): Promise<{ createdAt: string; points: unknown }> {
    return (await session.collectionFile(`projections/${name}.json`)) as {
      createdAt: string;
      points: unknown;
    };
  }
});
