import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { lexiclip } from '../integration/cli.ts';
import { violations } from './accessible.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

const concepts = ['cat', 'dog', 'tomato'];

/* Looking for images in the page. The model is a small CLIP: what it finds means nothing, but it ranks words. */
describe('the search box in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: Readonly<Record<string, readonly string[]>>;
  let all: readonly string[];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const home = await mkdtemp(join(tmpdir(), 'lexiclip-search-'));
    const workspace = join(home, 'workspace');
    const model = await writeTinyClip(join(home, 'model'));
    const { status, stderr } = await lexiclip([
      ...['explore', ...concepts, '--source', 'sample', '--count', '6', '--method', 'umap'],
      ...['--model', model, '--device', 'cpu', '--workspace', workspace],
    ]);
    if (status !== 0) throw new Error(stderr);
    session = await openSession({
      settings: { ...offline, 'lexiclip.model': model, 'lexiclip.device': 'cpu' },
      workspaceFrom: workspace,
      viewport: { width: 1500, height: 900 },
    });
    explorer = new Explorer(session.workbench);
    const files = await Promise.all(
      concepts.map(
        async (name) =>
          [
            name,
            (await session.collectionFile(`concepts/${name}/concept.json`)) as { images: string[] },
          ] as const,
      ),
    );
    ids = Object.fromEntries(files.map(([name, { images }]) => [name, images]));
    all = files.flatMap(([, { images }]) => images);
    return async () => {
      await session.close();
      await rm(home, { recursive: true });
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  const box = (): Locator => explorer.find('.search-input');
  const count = (): Promise<string | null> => explorer.find('.search-count').textContent();
  const press = (keys: string): Promise<void> => session.workbench.page.keyboard.press(keys);
  const type = (text: string): Promise<void> => session.workbench.page.keyboard.type(text);
  const offer = (text: string): Locator => explorer.find('.search-offer').filter({ hasText: text });
  const mode = (name: string): Locator => explorer.find(`.search-mode[data-mode="${name}"]`);
  /** The images that can be pointed at: those that are lit. */
  const lit = async (): Promise<readonly string[]> => {
    const places = await explorer.places(all);
    return all.filter((_, at) => places[at] !== null).toSorted();
  };

  it('lights what has the words while they are typed, and goes back, all by keyboard', async () => {
    await explorer.allSettled(all);
    const before = await explorer.picture();
    await explorer.find('.map-surface').focus();
    await press('/');
    await explorer.find('.search-input:focus').waitFor();
    await type('tomat');
    await expect.poll(count).toBe(`${ids['tomato']?.length} of ${all.length}`);
    expect(await lit()).toEqual([...(ids['tomato'] ?? [])].sort());
    expect(await explorer.picture()).not.toBe(before);
    await session.keepScreenshot('search words');
    await type(' -drawing');
    await expect.poll(count).toBe('No images');
    expect(await lit()).toEqual([]);
    await press('Escape');
    await expect.poll(lit).toEqual([...all].sort());
    expect(await box().inputValue()).toBe('');
    await press('Escape');
    await explorer.find('.map-surface:focus').waitFor();
  });

  it('offers fields and values, and says what is wrong with a query and where', async () => {
    await box().click();
    await type('conc');
    await offer('concept:').waitFor();
    await press('ArrowDown');
    await press('Enter');
    await offer('concept:dog').waitFor();
    await session.keepScreenshot('search suggestions');
    await offer('concept:dog').click();
    await expect.poll(lit).toEqual([...(ids['dog'] ?? [])].sort());
    expect(await violations(explorer.find('body'))).toEqual([]);

    await type('steps>many');
    const message = explorer.find('.search-message');
    await message.getByText('Character 13: “many” is no number').waitFor();
    await session.keepScreenshot('search error');
    await press('Enter');
    const selected = (): Promise<string> =>
      box().evaluate((input: HTMLInputElement) =>
        input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
      );
    expect(await selected()).toBe('steps>many');
    await press('Delete');
    await message.waitFor({ state: 'hidden' });
    await expect.poll(lit).toEqual([...(ids['dog'] ?? [])].sort());
    await explorer.find('button[aria-label^="Clear the search"]').click();
    await expect.poll(lit).toEqual([...all].sort());
  });

  it('ranks by meaning, colours by how well all fit, and offers what was asked before', async () => {
    await box().click();
    await type('a red fruit concept:tomato');
    await press('Enter');
    await expect.poll(count).toBe('6 of 6');
    expect(await mode('meaning').getAttribute('aria-checked')).toBe('true');
    expect(await explorer.find('.search-count').getAttribute('title')).toBe('ranked by Tiny CLIP');
    expect(await lit()).toEqual([...(ids['tomato'] ?? [])].sort());
    const colours = explorer.find('.colour-by select');
    await colours.selectOption({ label: 'Similarity to “a red fruit concept:tomato”' });
    await explorer.find('.scale-legend').getByText('Similarity to').waitFor();
    await session.keepScreenshot('search meaning');
    await mode('words').click();
    await expect.poll(count).toBe('No images');
    await explorer.find('.scale-legend').waitFor({ state: 'hidden' });
    await press('Escape');
    await colours.selectOption('concept');

    await box().click();
    await offer('a red fruit concept:tomato').waitFor();
    await session.keepScreenshot('searched before');
    await mode('meaning').click();
    await box().press('ArrowDown');
    await press('Enter');
    await expect.poll(count).toBe('6 of 6');
    await press('Escape');
    await mode('words').click();
  });

  it('finds what is like an image: of the map, of the sidebar, of a file that is dropped', async () => {
    const { workbench } = session;
    const id = await explorer.mostSolitary(all);
    await explorer.click(id);
    await explorer.find('.image-panel button[aria-label="Find Similar"]').click();
    await expect.poll(() => box().inputValue()).toBe(`like:${id}`);
    await expect.poll(count).toBe(`${all.length - 1} of ${all.length - 1}`);
    expect(await lit()).not.toContain(id);

    // What is grey is not pointed at, and says why when it is asked for.
    const [dog = ''] = ids['dog'] ?? [];
    const row = ((await session.collectionFile(`concepts/dog/${dog}.json`)) as { prompt: string }).prompt;
    await workbench.expand(/^dog/);
    await workbench.treeMenu(row, 'Find Similar in Collection');
    await expect.poll(() => box().inputValue()).toBe(`like:${dog}`);
    await workbench.treeMenu(row, 'Show on Map');
    const unseen = explorer.find('.unseen');
    await unseen.getByText('is not among the images that were found').waitFor();
    await unseen.getByRole('button', { name: 'Clear Search' }).click();
    await explorer.find(`#hover-card[data-id="${dog}"]`).waitFor();

    const file = await readFile(join(session.workspace, '.lexiclip/images', `${dog}.webp`), 'base64');
    await explorer.find('.map-surface').evaluate((map: EventTarget, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'my dog.webp', { type: 'image/webp' }));
      map.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    }, file);
    await expect.poll(() => box().inputValue()).toBe('like:"file:my dog.webp"');
    await expect.poll(count).toBe(`${all.length} of ${all.length}`);
    await session.keepScreenshot('search by image');
    await press('Escape');
  });

  it('shows what commands find, until one goes back', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Find Outliers');
    await explorer.find('.search-other').getByText('Images among others').waitFor();
    await explorer.find('.map-surface').click({ position: { x: 5, y: 5 } });
    await press('Escape');
    await explorer.find('.search-other').getByText('Images among others').waitFor();
    await session.set('workbench.colorTheme', 'Default Light Modern');
    try {
      await explorer.find('body.vscode-light').waitFor();
      await session.keepScreenshot('search light');
    } finally {
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    }
    await workbench.runCommand('Lexica: Search Images');
    await explorer.find('.search-input:focus').waitFor();
    await press('Escape');
    await explorer.find('.search-other').waitFor({ state: 'hidden' });
    await expect.poll(lit).toEqual([...all].sort());
  });
});
