import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

const concepts = ['cat', 'dog', 'tomato'];
const IMAGES = concepts.length * 5;

/* The form of a new map, and of one that is computed again. */
describe('the form of a map in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom }),
    );
    explorer = new Explorer(session.workbench);
    return () => session.close();
  });

  eachTestStartsAnew(() => session);

  const form = (selector = ''): Locator => explorer.find(`.map-form ${selector}`.trim());
  const field = (label: string): Locator => form().getByLabel(label, { exact: true });
  const button = (name: string): Locator => form().getByRole('button', { name, exact: true });
  const newMap = (): Locator => explorer.find('.maps-choice').getByRole('button', { name: 'New Map…' });
  const key = (keys: string): Promise<void> => session.workbench.page.keyboard.press(keys);

  it('makes a map by mouse: from the sidebar, with a preview of what will come', async () => {
    const { workbench } = session;
    await workbench.treeAction('Projections', 'New Map…');
    await form().getByRole('heading', { name: 'New Map' }).waitFor();
    await previewIsDone();
    expect(await form('.map-preview-caption').textContent()).toBe(`All ${IMAGES} images.`);
    await drawnInEveryConceptsColour();
    await session.keepScreenshot('map-form');
    expect(await violations(explorer.find('body'))).toEqual([]);

    const before = await drawing();
    await field('t-SNE').click();
    await field('Perplexity').waitFor();
    await button('Local').click();
    expect(await field('Perplexity').inputValue()).toBe('5');
    expect(await button('Local').getAttribute('aria-pressed')).toBe('true');
    expect(await form('.map-field-changed .map-field-label').allTextContents()).toEqual(['Perplexity']);
    await expect.poll(drawing).not.toBe(before);
    await previewIsDone();

    await field('Early exaggeration').fill('99');
    await form().getByText('Early exaggeration must be from 1 to 50.').first().waitFor();
    await button('Create').click();
    expect(await focused()).toBe('spinbutton "Early exaggeration"');
    await session.keepScreenshot('map-form-wrong');
    await form().getByRole('button', { name: 'Early exaggeration: back to 12' }).click();
    expect(await field('Early exaggeration').inputValue()).toBe('12');

    await field('Name').fill('near');
    await button('Create').click();
    await form().waitFor({ state: 'hidden' });
    await expect.poll(() => explorer.projectionButton('near').getAttribute('aria-checked')).toBe('true');
    await workbench.idle();
    expect(await projection('near')).toMatchObject({
      method: 'tsne',
      parameters: { perplexity: 5, exaggeration: 12 },
      seed: 42,
    });
  });

  it('makes one by keyboard, tells a screen reader all of it, and gives the focus back', async () => {
    await explorer.open();
    await newMap().focus();
    await key('Enter');
    await expect.poll(focused).toBe('radio "UMAP"');
    expect(await form().ariaSnapshot()).toContain('- radio "UMAP" [checked]');
    await key('Escape');
    await form().waitFor({ state: 'hidden' });
    await expect.poll(focused).toBe('button "New Map…"');

    await key('Enter');
    await expect.poll(focused).toBe('radio "UMAP"');
    const neighbours = form().getByRole('spinbutton', {
      name: 'Neighbours',
      description: /Few neighbours show fine detail.* From 2 to 200; default: 15\./,
    });
    await neighbours.waitFor();
    for (let presses = 0; (await focused()) !== 'spinbutton "Neighbours"' && presses < 20; presses++)
      await key('Tab');
    // 15 becomes 1, and later 12.
    await key('End');
    await key('Backspace');
    await expect.poll(() => neighbours.getAttribute('aria-invalid')).toBe('true');
    await form('[role="status"].visually-hidden')
      .filter({ hasText: 'Neighbours must be from 2 to 200.' })
      .waitFor({ state: 'attached' });
    const described = form().getByRole('spinbutton', { description: /Neighbours must be from 2 to 200\./ });
    expect(await described.count()).toBe(1);
    await form('.map-preview-caption').filter({ hasText: 'once all fields can be used' }).waitFor();
    await key('Enter');
    await expect.poll(focused).toBe('spinbutton "Neighbours"');
    await session.workbench.page.keyboard.type('2');
    await expect.poll(() => neighbours.getAttribute('aria-invalid')).toBe('false');
    await previewIsDone();
    await key('Enter');
    await form().waitFor({ state: 'hidden' });
    await expect.poll(() => explorer.projectionButton('umap-2').getAttribute('aria-checked')).toBe('true');
    await session.workbench.idle();
    expect(await projection('umap-2')).toMatchObject({ method: 'umap', parameters: { neighbors: 12 } });
  });

  it('computes a map again with other parameters, or another one beside it', async () => {
    const { workbench } = session;
    await workbench.treeAction('PCA · plain', 'Rerun with Other Parameters');
    await form().getByRole('heading', { name: 'Rerun PCA · plain' }).waitFor();
    expect(await field('Name').inputValue()).toBe('plain');
    await button('Rerun').waitFor();
    await field('Name').fill('umap');
    await button('Replace').waitFor();
    await form().getByText('Replaces the map that has this name.').waitFor();
    await field('Name').fill('deep');
    await button('Create').waitFor();
    await form().getByRole('button', { name: 'Name: back to plain' }).click();
    await field('Dimensions').fill('3');
    await button('Rerun').click();
    await form().waitFor({ state: 'hidden' });
    await workbench.idle();
    await expect.poll(async () => (await projection('plain')).points[0]?.z).toBeTypeOf('number');
  });

  it('goes back to the sidebar when it is left', async () => {
    const { workbench } = session;
    await workbench.treeAction('PCA · plain', 'Rerun with Other Parameters');
    await expect.poll(focused).toBe('radio "PCA"');
    await key('Escape');
    await form().waitFor({ state: 'hidden' });
    await expect.poll(() => workbench.page.locator('.sidebar :focus').count()).toBe(1);
  });

  it('is as it was when one comes back to its tab', async () => {
    const { workbench } = session;
    await explorer.open();
    await newMap().click();
    await field('Seed').fill('77');
    await previewIsDone();
    await workbench.runCommand('New Untitled Text File');
    await workbench.tab(/^Untitled/).waitFor();
    await workbench.tab(/^LexiCLIP Map/).click();
    await expect.poll(() => field('Seed').inputValue()).toBe('77');
    await previewIsDone();
  });

  it('is read in every theme, and in a column of 300 pixels', async () => {
    const { page } = session.workbench;
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    const widthOf = async (part: string): Promise<number> =>
      (await explorer.find(part).boundingBox())?.width ?? NaN;
    const background = (): Promise<string> =>
      explorer.find('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    await explorer.open();
    await newMap().click();
    await field('Neighbours').fill('500');
    try {
      const seen: string[] = [await background()];
      await session.keepScreenshot('map-form dark');
      for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) {
        await session.set('workbench.colorTheme', theme);
        await expect.poll(background).not.toBe(seen.at(-1));
        seen.push(await background());
        await session.keepScreenshot(`map-form ${theme}`);
        expect(await violations(explorer.find('body'))).toEqual([]);
      }
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
      await expect.poll(background).toBe(seen[0]);
      await page.setViewportSize({ ...size, width: size.width - (await widthOf('body')) + 300 });
      await expect.poll(() => widthOf('body')).toBe(300);
      for (const part of await form('input, select, button, p, label, canvas').all()) {
        const box = await part.boundingBox();
        const dialog = await form().boundingBox();
        if (box === null || dialog === null) continue;
        expect(box.x, String(await part.textContent())).toBeGreaterThanOrEqual(dialog.x);
        expect(box.x + box.width).toBeLessThanOrEqual(dialog.x + dialog.width);
      }
      await session.keepScreenshot('map-form narrow');
      expect(await violations(explorer.find('body'))).toEqual([]);
    } finally {
      await page.setViewportSize(size);
      await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    }
  });

  it('opens from the palette, too, which else takes a method with its defaults', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: New Map');
    await workbench.question('Choose a layout method').waitFor();
    await session.keepScreenshot('new-map-palette');
    await workbench.pick('Choose a layout method', 'PCA');
    await workbench.treeRow(/^PCA(?! ·)/).waitFor();
    await workbench.idle();
    expect(await projection('pca')).toMatchObject({ method: 'pca', parameters: { dimensions: 2 } });
    await workbench.runCommand('Lexica: New Map');
    await workbench.pick('Choose a layout method', 'More Options…');
    await button('Create').waitFor();
    expect(await field('Name').inputValue()).toBe('umap-3');
  });

  /* The last one: it takes the maps away. */
  it('makes the first map of images that have vectors', async () => {
    const { workbench } = session;
    await rm(join(session.workspace, '.lexiclip/projections'), { recursive: true });
    await workbench.runCommand('Lexica: Refresh');
    await workbench.treeRow(`${IMAGES} images, no map yet`).waitFor();
    await workbench.runCommand('Lexica: New Map');
    await workbench.pick('Choose a layout method', 'More Options…');
    await previewIsDone();
    await session.keepScreenshot('map-form-first');
    await field('PCA').click();
    await key('Enter');
    await explorer.projectionButton('pca').waitFor();
    await form().waitFor({ state: 'hidden' });
    await workbench.idle();
    expect(await readdir(join(session.workspace, '.lexiclip/projections'))).toEqual(['pca.json']);
  });

  async function projection(name: string): Promise<ProjectionFile> {
    return (await session.collectionFile(`projections/${name}.json`)) as ProjectionFile;
  }

  async function previewIsDone(): Promise<void> {
    await form('.map-preview[data-state="done"]').waitFor();
  }

  /** What a screen reader is told of what has the focus on the page: its role and its name. */
  async function focused(): Promise<string | undefined> {
    const told = await explorer.find(':focus').ariaSnapshot();
    return /^- (\w+ "[^"]*")/.exec(told)?.[1];
  }

  async function drawing(): Promise<string> {
    return (await form('canvas').screenshot()).toString('base64');
  }

  async function drawnInEveryConceptsColour(): Promise<void> {
    const picture = await form('canvas').screenshot();
    const pixels = await sharp(picture).removeAlpha().raw().toBuffer();
    const behind = await colourOf(form('canvas'));
    for (const concept of concepts) {
      // Dots let a tenth of what is behind them through.
      const colour = (await colourOf(explorer.legendEntry(concept).locator('.swatch'))).map(
        (value, part) => 0.9 * value + 0.1 * (behind[part] ?? NaN),
      );
      let found = 0;
      for (let at = 0; at < pixels.length; at += 3)
        if (colour.every((value, part) => Math.abs((pixels[at + part] ?? NaN) - value) < 5)) found++;
      expect(found, concept).toBeGreaterThan(10);
    }
  }

  /** Red, green and blue. */
  async function colourOf(part: Locator): Promise<readonly number[]> {
    const colour = await part.evaluate((one) => getComputedStyle(one).backgroundColor);
    return [...colour.matchAll(/\d+/g)].slice(0, 3).map(Number);
  }
});
