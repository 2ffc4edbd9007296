import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../scripts/real-vscode/browser.ts';
import type { CarriedImage } from '../../src/core/explore/carried.ts';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { standalonePage } from '../../src/core/explore/page.ts';
import { generatedImages, generatedMap } from '../bench/explorer/generated-map.ts';
import type { Place } from './explorer.ts';
import { root } from './fixtures.ts';
import { until } from './until.ts';

/** More dots than are drawn one by one. */
const MANY = 5000;
/** So few that they move from one map to another in frames that a busy machine draws. */
const FEW = 300;

/** Counts what the page animates by itself. */
const COUNTS_ANIMATIONS = `
  globalThis.animated = 0;
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...args) {
    globalThis.animated++;
    return animate.apply(this, args);
  };
`;

/** Looks at the map in each frame; small, as all that moves is seen so, too. */
const WATCH_FRAMES = `
  globalThis.seen = new Set();
  const map = document.querySelector('.map-canvas canvas');
  const small = document.createElement('canvas');
  [small.width, small.height] = [160, 100];
  const context = small.getContext('2d');
  const look = () => {
    context.clearRect(0, 0, small.width, small.height);
    context.drawImage(map, 0, 0, small.width, small.height);
    globalThis.seen.add(small.toDataURL());
    requestAnimationFrame(look);
  };
  look();
`;
const COUNT_FRAMES = `new Promise((resolve) => setTimeout(() => resolve(globalThis.seen.size), 1500))`;

/* Pages like exported ones, of maps that nobody has to embed. */
describe('a page with many dots', () => {
  const setup = inject('setup');
  let browser: Browser;
  let folder = '';
  let page: Page;
  let problems: string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    if (setup.kind === 'failed') throw new Error(setup.reason);
    folder = await mkdtemp(join(tmpdir(), 'lexiclip-dots-'));
    browser = await launchBrowser();
    return async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    };
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
    problems = [];
    return async () => {
      await page.close();
      expect(problems).toEqual([]);
    };
  });

  it('has each at its place, in the colour of its concept, and grey where that is hidden', async () => {
    const map = twoMaps(MANY);
    await open(map, 'reduce');
    const places = await placesOf(map.images.ids);
    const [alone = 0, next = 0] = mostSolitary(places);
    const rows = [alone, next];
    for (const row of rows) {
      const own = await swatchOf(map, row);
      expect(distance(await colourAt(places[row]), own)).toBeLessThan(30);
    }
    // The wheel comes closer: the place is another, and the dot is there.
    await page.mouse.move(places[alone]?.x ?? NaN, (places[alone]?.y ?? NaN) + 30);
    await page.mouse.wheel(0, -200);
    let [moved] = await placesOf([map.images.ids[alone] ?? '']);
    await until('the map has come closer', async () => {
      [moved] = await placesOf([map.images.ids[alone] ?? '']);
      return moved?.y !== places[alone]?.y;
    });
    await page.mouse.move(2, 2);
    const own = await swatchOf(map, alone);
    await expect.poll(async () => distance(await colourAt(moved), own)).toBeLessThan(30);

    await entryOf(map, alone).focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => distance(await colourAt(moved), own)).toBeGreaterThan(60);
  });

  it.each([
    ['moves from one map to another, and draws the eye to what is opened', 'no-preference'],
    ['does neither for who asked their system for less movement', 'reduce'],
  ] as const)('%s', async (_what, reducedMotion) => {
    const map = twoMaps(FEW);
    await open(map, reducedMotion);
    const frames = await picturesWhile(() => page.locator('[data-projection="tsne"]').click());
    // Before and after, and whatever was between.
    if (reducedMotion === 'reduce') expect(frames).toBe(2);
    else expect(frames).toBeGreaterThan(3);

    await page.locator('.map-surface').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#hover-card').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.prompt-panel').waitFor();
    const animated = await page.evaluate(() => (globalThis as { animated?: number }).animated);
    if (reducedMotion === 'reduce') expect(animated).toBe(0);
    else expect(animated).toBe(1);
  });

  async function open(map: ExplorerMap, reducedMotion: 'reduce' | 'no-preference'): Promise<void> {
    const file = join(folder, `${map.images.ids.length}.html`);
    const dist = join(root, 'webview/dist');
    const content = standalonePage({
      map,
      images: inTurn(promptFiles(map.images.ids.length)),
      sheets: inTurn([]),
      script: await readFile(join(dist, 'explorer.js'), 'utf8'),
      style: await readFile(join(dist, 'explorer.css'), 'utf8'),
      title: map.title,
      base64: (bytes) => Buffer.from(bytes).toString('base64'),
    });
    await pipeline(Readable.from(content), createWriteStream(file));
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion });
    page.on('pageerror', (error) => problems.push(String(error.stack)));
    await page.addInitScript({ content: COUNTS_ANIMATIONS });
    await page.goto(pathToFileURL(file).href);
    await page.locator('.legend-entry').first().waitFor();
    await until('the map is drawn', async () => (await placesOf(map.images.ids.slice(0, 1))).length === 1);
  }

  async function placesOf(ids: readonly string[]): Promise<readonly Place[]> {
    const found = await page.evaluate(
      (wanted) => wanted.map((id) => globalThis.lexiclipExplorer?.locate(id) ?? null),
      ids,
    );
    return found.flatMap((place) => place ?? []);
  }

  /** How many different pictures the map shows while something is done, and for a second afterwards. */
  async function picturesWhile(act: () => Promise<void>): Promise<number> {
    await page.evaluate(WATCH_FRAMES);
    await act();
    return page.evaluate<number>(COUNT_FRAMES);
  }

  async function colourAt(place: Place | undefined): Promise<readonly number[]> {
    const clip = { x: Math.round(place?.x ?? NaN), y: Math.round(place?.y ?? NaN), width: 1, height: 1 };
    const picture = await page.screenshot({ clip });
    return [...(await sharp(picture).removeAlpha().raw().toBuffer())];
  }

  const entryOf = ({ concepts, images }: ExplorerMap, row: number): ReturnType<Page['locator']> =>
    page.locator(`[data-concept="${concepts[images.concepts[row] ?? -1] ?? ''}"]`);

  async function swatchOf(map: ExplorerMap, row: number): Promise<readonly number[]> {
    const swatch = entryOf(map, row).locator('.swatch');
    const colour = await swatch.evaluate((element) => getComputedStyle(element).backgroundColor);
    return (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  }
});

/** Generated images with prompt files as collections have them. */
function* promptFiles(n: number): Iterable<CarriedImage> {
  const lexiclip = {
    concept: 'concept 1',
    source: 'generated',
    image: 'images/a.webp',
    sha256: '',
    fetchedAt: '',
  };
  for (const image of generatedImages(n))
    yield { ...image, file: JSON.stringify({ prompt: image.prompt, lexiclip }) };
}

/** A generated map without pictures, and the same mirrored. */
function twoMaps(n: number): ExplorerMap {
  const map = generatedMap(n, 1);
  const { ids, concepts, flags, thumbnailNames, fields } = map.images;
  const images = { ids, concepts, flags, thumbnailNames, fields };
  const [umap] = map.projections;
  if (umap === undefined) throw new Error('a generated map has a projection');
  const xy = umap.xy.map((value, at) => (at % 2 === 0 ? -value : value));
  return {
    ...map,
    images,
    projections: [umap, { ...umap, name: 'tsne', title: 't-SNE', method: 'tsne', xy }],
  };
}

/** The rows of the places that are farthest from all others: nothing else is drawn there. */
function mostSolitary(places: readonly Place[]): readonly number[] {
  const solitude = places.map(({ x, y }, row) => {
    let nearest = Infinity;
    places.forEach((other, at) => {
      if (at !== row) nearest = Math.min(nearest, Math.hypot(other.x - x, other.y - y));
    });
    return nearest;
  });
  return [...places.keys()].sort((a, b) => (solitude[b] ?? 0) - (solitude[a] ?? 0));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, at) => value - (b[at] ?? NaN)));
}

async function* inTurn<T>(items: Iterable<T>): AsyncIterable<T> {
  yield* items;
  await Promise.resolve();
}
