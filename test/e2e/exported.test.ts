import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../scripts/real-vscode/browser.ts';
import { lexiclip } from '../integration/cli.ts';
import { violations } from './accessible.ts';
import { withSampleCollection } from './collection.ts';

const concepts = ['cat', 'dog', 'apple', 'banana', 'tomato', 'pear'];

/* The page that a map is exported to: from disk, without VS Code and without a network. */
describe('an exported page', () => {
  const setup = inject('setup');
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    if (setup.kind === 'failed') throw new Error(setup.reason);
    const folder = await mkdtemp(join(tmpdir(), 'lexiclip-page-'));
    const file = join(folder, 'map.html');
    await withSampleCollection(concepts, async (workspace) => {
      const { status, stderr } = await lexiclip(['export', '--workspace', workspace, '--output', file]);
      if (status !== 0) throw new Error(stderr);
      expect(stderr).toMatch(/The page will have about .* MB/);
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => problems.push(String(error.stack)));
    await page.goto(pathToFileURL(file).href);
    await page.locator('.legend-entry').first().waitFor();
    return async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    };
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
  });

  it('has pictures, names of clusters, and what is known of an image', async () => {
    await page.locator('.label').first().waitFor();
    const surface = page.locator('.map-surface');
    await surface.focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#hover-card').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.prompt-panel').waitFor();
    await page.keyboard.press('Escape');
    const panel = page.locator('.image-panel');
    await panel.locator('.near-image').first().waitFor();
    const title = panel.locator('.image-panel-title');
    const before = await title.textContent();
    await panel.locator('.near-image').first().click();
    await expect.poll(() => title.textContent()).not.toBe(before);
  });

  it('finds words and fields in what it carries', async () => {
    await page.locator('.map-surface').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('tomato -cat');
    const count = page.locator('.search-count');
    await expect.poll(() => count.textContent()).toMatch(/^[1-9]\d* of 30$/);
    const words = await count.textContent();
    await page.keyboard.press('Escape');
    await page.keyboard.type('concept:tomato');
    await expect.poll(() => count.textContent()).toBe('5 of 30');
    expect(words).toBe('5 of 30');
    expect(await page.locator('.search-mode').first().isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(() => count.textContent()).toBe('');
  });

  it('selects images, without an editor', async () => {
    await page.locator('.map-surface').focus();
    await page.keyboard.press('Control+a');
    const said = page.locator('.status-selection');
    await expect.poll(() => said.textContent()).toMatch(/^(\d+) of \1 images selected/);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.selection-bar [data-action="copyPrompts"]').click();
    const texts = async (): Promise<number> =>
      (await page.evaluate<string>('navigator.clipboard.readText()')).split('\n\n').length;
    await expect.poll(texts).toBe(Number.parseInt((await said.textContent()) ?? '', 10));
    await page.keyboard.press('Control+z');
    await expect.poll(() => said.textContent()).toBe('');
  });

  it('has a gallery with a large view, which opens by keys', async () => {
    await page.locator('.map-surface').focus();
    await page.keyboard.press('g');
    await expect.poll(() => page.locator('.cell:focus').count()).toBe(1);
    await page.keyboard.press('End');
    const last = await page.locator('.cell:focus').getAttribute('data-id');
    await page.keyboard.press('Enter');
    const large = page.locator('dialog.large[open]');
    await large.locator('.image-panel-text').first().waitFor();
    expect(await large.getAttribute('data-id')).toBe(last);
    expect(await violations(page.locator('body'))).toEqual([]);
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'hidden' });
  });

  it('compares maps and images without an editor', async () => {
    await page.getByRole('button', { name: 'Two maps side by side' }).click();
    const moved = page.locator('.moved-image');
    await moved.first().click();
    await page.locator('.beside .ring-selected').waitFor();
    await moved.nth(1).click();
    await page.getByRole('button', { name: /^Compare with/ }).click();
    const table = page.locator('.comparison-table');
    await table.locator('thead th').nth(1).waitFor();
    // There is no diff editor here, and none is offered.
    expect(await page.locator('.comparison button[aria-label="Compare in a diff editor"]').isVisible()).toBe(
      false,
    );
    expect(await violations(page.locator('body'))).toEqual([]);
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Close the second map' }).click();
    await page.locator('.beside').waitFor({ state: 'hidden' });
  });

  it.each(['dark', 'light'] as const)('is accessible: axe finds nothing (%s)', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page.locator('body'))).toEqual([]);
  });

  it('asks nothing of a network, and meets no error', () => {
    expect(asked.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([]);
    expect(problems).toEqual([]);
  });
});
