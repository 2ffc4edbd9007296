import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { exploreBy, offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { mostAlike } from './pictures.ts';
import { succeeds, unanswered } from './until.ts';

const concepts = ['cat', 'dog', 'tomato'];
const EXPLORE = 'Control+Alt+e';

/*
 * The explorer and the sidebar over a collection from Lexica. Every test starts from a window that is put in order, and
 * names concepts that no other test explores.
 */
describe('the packaged extension in a real VS Code', () => {
  const setup = inject('setup');
  let lexica: LexicaServer;
  let session: Session;
  let explorer: Explorer;
  let cats: readonly string[] = [];
  let dogs: readonly string[] = [];
  let all: readonly string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    lexica = await startLexicaServer();
    const args = { concepts, count: 8, source: 'lexica' };
    session = await openSession({
      settings: {
        ...offline,
        'lexiclip.lexica.endpoint': lexica.endpoint,
        'lexiclip.lexica.requestsPerMinute': 6000,
        // Or it would be asked with each exploration that brings images to maps that stand.
        'lexiclip.newImages': 'refit',
      },
      keybindings: [{ key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts', args }],
    });
    explorer = new Explorer(session.workbench);
    await exploreBy(EXPLORE, session, explorer);
    cats = lexica.idsOf('cat').slice(0, 8);
    dogs = lexica.idsOf('dog').slice(0, 8);
    all = concepts.flatMap((concept) => lexica.idsOf(concept).slice(0, 8));
    return async () => {
      await session.close();
      await lexica.close();
    };
  });

  eachTestStartsAnew(
    () => session,
    () => lexica.setFaults([]),
  );
  beforeEach(() => explorer.open());

  it('shows the thumbnail, concept and prompt of the point under the pointer', async () => {
    const id = await explorer.mostSolitary(cats);
    await explorer.hover(id);
    await explorer.card.getByText('cat', { exact: true }).waitFor();
    const { prompt } = (await session.collectionFile(`concepts/cat/${id}.json`)) as { prompt: string };
    expect(await explorer.card.locator('.hover-card-prompt').textContent()).toBe(prompt.trim());
    const picture = await explorer.thumbnail();
    const served = new Map(all.map((one) => [one, lexica.fileOf(one) ?? '']));
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
    await expect.poll(() => tab.count()).toBe(0);
    await workbench.editorText(`${other}.json`).getByText('"concept": "dog"').waitFor();
    await expect
      .poll(async () => {
        // To a busy page two clicks may be two single ones.
        await explorer.doubleClick(other);
        const preview = workbench.previewTab(`${other}.json`);
        return await succeeds(preview.waitFor({ state: 'hidden', timeout: unanswered }));
      })
      .toBe(true);
  });

  it('hides and shows a concept from the legend', async () => {
    const at = await explorer.settled(await explorer.mostSolitary(dogs));
    const shown = await explorer.colourAt(at);
    await explorer.legendEntry('dog').click();
    await expect.poll(() => explorer.locate(dogs[0] ?? '')).toBeNull();
    await explorer.allSettled(cats);
    await expect.poll(() => explorer.colourAt(at)).not.toBe(shown);
    await explorer.legendEntry('dog').click();
    await expect.poll(() => explorer.colourAt(at)).toBe(shown);
  });

  it('switches to t-SNE and back', async () => {
    const before = await explorer.allSettled(all);
    await explorer.show('tsne');
    expect(await explorer.allSettled(all)).not.toEqual(before);
    await explorer.show('umap');
    await expect.poll(() => explorer.places(all)).toEqual(before);
  });

  it('zooms with the wheel around the pointer, and resets', async () => {
    const { page } = session.workbench;
    const before = await explorer.allSettled(all);
    const surface = await explorer.find('.map-surface').boundingBox();
    // A wheel event has whole pixels.
    const x = Math.round((surface?.x ?? NaN) + (surface?.width ?? NaN) / 2);
    const y = Math.round((surface?.y ?? NaN) + (surface?.height ?? NaN) / 2);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => explorer.places(all)).not.toEqual(before);
    const after = await explorer.allSettled(all);
    const spread = (places: readonly { x: number }[]): number =>
      Math.max(...places.map((place) => place.x)) - Math.min(...places.map((place) => place.x));
    const scale = spread(after) / spread(before);
    expect(scale).toBeGreaterThan(1.5);
    // What is under the pointer stays there, and everything goes away from it by the same factor.
    before.forEach((place, index) => {
      expect(after[index]?.x).toBeCloseTo(x + scale * (place.x - x), 0);
      expect(after[index]?.y).toBeCloseTo(y + scale * (place.y - y), 0);
    });
    await explorer.find('[title^="Show everything"]').click();
    await expect.poll(() => explorer.places(all)).toEqual(before);
  });

  it('reruns a projection from the tree, to the same map', async () => {
    const rerun = async (): Promise<unknown> => {
      const before = await projection('umap');
      await session.workbench.treeAction('UMAP', 'Rerun');
      await expect.poll(async () => (await projection('umap')).createdAt).not.toBe(before.createdAt);
      await session.workbench.idle();
      return (await projection('umap')).points;
    };
    expect(await rerun()).toEqual(await rerun());
  });

  it('makes another map with other parameters from the tree', async () => {
    const { workbench } = session;
    await workbench.treeAction('UMAP', 'Rerun with Other Parameters');
    const form = explorer.find('.map-form');
    for (const [field, value] of [
      ['Neighbours', '5'],
      ['Minimum distance', '0.8'],
      ['Epochs', '200'],
      ['Seed', '7'],
      ['Name', 'loose'],
    ] as const)
      await form.getByLabel(field, { exact: true }).fill(value);
    await form.getByRole('button', { name: 'Create', exact: true }).click();
    await workbench.treeRow('UMAP · loose').waitFor();
    await workbench.idle();
    expect(await projection('loose')).toMatchObject({
      method: 'umap',
      seed: 7,
      parameters: { neighbors: 5, minDist: 0.8, spread: 1, epochs: 200 },
    });
    await expect.poll(() => explorer.projectionButton('loose').getAttribute('aria-checked')).toBe('true');
  });

  it('does on the map with the keyboard what the pointer does', async () => {
    const { workbench } = session;
    await explorer.allSettled(all);
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
    await workbench.expand(/^cat/);
    await workbench.treeRow(await promptOf('cat', cat)).click();
    await workbench.editorText(`${cat}.json`).getByText(`"id": "${cat}"`).waitFor();
  });

  it('asks for nothing that it has, and stops when it is cancelled', async () => {
    const { workbench } = session;
    const asked = lexica.requests.length;
    lexica.setFaults([{ kind: 'hang', on: 'search', match: 'q=pear' }]);
    await explore('cat, pear', '8');
    await expect.poll(() => lexica.requests.length).toBe(asked + 1);
    await workbench.treeMessage.getByText('pear: 0 of 8').waitFor();
    // The hover of the row under the pointer may cover the one below it.
    await workbench.page.mouse.move(1, 1);
    await workbench.treeRow(/^Cancel$/).click();
    await workbench.idle();
    const { concepts: kept } = (await session.collectionFile('collection.json')) as { concepts: string[] };
    expect(kept).toEqual(expect.arrayContaining(concepts));
    expect(kept).not.toContain('pear');
  });

  it('brings everything into view when a map is computed anew', async () => {
    const { workbench } = session;
    await explorer.hover(await explorer.mostSolitary(dogs));
    await workbench.page.mouse.wheel(0, -1000);
    await expect.poll(() => explorer.areInView(all)).toBe(false);
    await explore('banana', '8');
    await explorer.legendEntry('banana').waitFor();
    await workbench.idle();
    await expect.poll(() => explorer.areInView(all)).toBe(true);
  });

  it('tells what is missing, and fetches it when asked to', async () => {
    const { workbench } = session;
    const [missing = ''] = lexica.idsOf('lion');
    lexica.setFaults([{ kind: 'gone', on: 'image', match: missing }]);
    await explore('lion', '3');
    await workbench.notifications.getByText(`Missing on the map: ${missing}`).waitFor();
    await workbench.treeRow('2 images, 1 missing').waitFor();
    await workbench.idle();
    lexica.setFaults([]);
    await workbench.treeAction(/^lion/, 'Retry Missing Images');
    await workbench.treeRow(/^lion\s*3 images/).waitFor();
    await explorer.legendEntry('lion').getByText('3').waitFor();
    await workbench.idle();
  });

  it('finds images like one', async () => {
    const { workbench } = session;
    const [cat = ''] = cats;
    await workbench.expand(/^cat/);
    await workbench.treeMenu(await promptOf('cat', cat), 'Find Similar on Lexica');
    await workbench.treeRow(/^like a cat/).waitFor();
    await workbench.idle();
    const searches = lexica.requests.filter(({ kind }) => kind === 'search').map(({ url }) => url);
    expect(searches).toContainEqual(expect.stringMatching(new RegExp(`q=http.*${cat}$`)));
  });

  it('leaves out what the settings say', async () => {
    const ids = await everyImage();
    const grids = [...new Set(EXAMPLE_CONCEPTS.flatMap((concept) => lexica.gridsOf(concept)))].filter((id) =>
      ids.includes(id),
    );
    expect(grids).not.toEqual([]);
    await session.set('lexiclip.show.grids', false);
    try {
      await explorer.find('.status-line').getByText(`${grids.length} left out`).waitFor();
      expect(await explorer.locate(grids[0] ?? '')).toBeNull();
    } finally {
      await session.set('lexiclip.show.grids', true);
    }
    await expect.poll(() => explorer.locate(grids[0] ?? '')).not.toBeNull();
  });

  it('follows the theme', async () => {
    const background = (): Promise<string> =>
      explorer.find('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const id = await explorer.mostSolitary(cats);
    await explorer.settled(id);
    await expect.poll(async () => (await explorer.marks([id]))[0]?.width).toBeGreaterThan(0);
    const [{ x, y, width = 0 } = { x: NaN, y: NaN }] = (await explorer.marks([id])).flatMap(
      (mark) => mark ?? [],
    );
    // The border of its picture.
    const at = { x: x - width / 2 - 1, y };
    const seen = [await background()];
    const colours = new Set([await explorer.colourAt(at)]);
    try {
      for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) {
        await session.set('workbench.colorTheme', theme);
        await expect.poll(background).not.toBe(seen.at(-1));
        seen.push(await background());
        await session.keepScreenshot(theme.toLowerCase());
        colours.add(await explorer.colourAt(at));
      }
    } finally {
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    }
    await expect.poll(background).toBe(seen[0]);
    expect(colours.size).toBeGreaterThan(1);
  });

  async function explore(typed: string, count: string): Promise<void> {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.pick('Where do the images come from?', 'Lexica');
    await workbench.answer(/^Concepts, separated by commas/, typed);
    await workbench.answer('How many images', count);
  }

  /** Also of other tests' concepts. */
  async function everyImage(): Promise<readonly string[]> {
    return (await projection('umap')).points.map(({ id }) => id);
  }

  async function promptOf(concept: string, id: string): Promise<string> {
    const file = (await session.collectionFile(`concepts/${concept}/${id}.json`)) as { prompt: string };
    return file.prompt.trim();
  }

  async function projection(name: string): Promise<{ createdAt: string; points: { id: string }[] }> {
    return (await session.collectionFile(`projections/${name}.json`)) as {
      createdAt: string;
      points: { id: string }[];
    };
  }
});
