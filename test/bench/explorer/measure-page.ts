import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { median } from '../subject.ts';
import { PageCost } from './page-cost.ts';

declare global {
  var lexiclipExplorer: { readonly locate: (id: string) => Place | null } | undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface PageMeasures {
  /** Milliseconds of the main thread. */
  readonly openMs: number;
  /** The larger of the next two. */
  readonly frameMs: number;
  readonly zoomMs: number;
  readonly panMs: number;
  readonly hoverMs: number;
  readonly toggleMs: number;
  /** To select a fifth of the images by a lasso, from when it is let go; and how many these are. NaN where there is none. */
  readonly lassoMs: number;
  readonly lassoImages: number;
  readonly heapMb: number;
  /** Share of some points that are on the screen when the clock of `openMs` stops. */
  readonly drawn: number;
}

export interface PageTask {
  readonly browser: Browser;
  /** Absolute. */
  readonly file: string;
  /** An empty page in the same folder. */
  readonly blank: string;
  /** Of some images; the last is that of the map. */
  readonly ids: readonly string[];
  readonly opens: number;
  readonly steps: number;
  /** Whether all images are drawn as pictures. */
  readonly pictures: boolean;
}

export const size = { width: 1280, height: 800 };
/** The largest page may take so long. */
export const TIMEOUT_MS = 120_000;
/** Of one notch of a wheel. */
export const NOTCH = 100;

/** Opens a page a few times, and does to the last what users do. */
export async function measurePage(task: PageTask): Promise<PageMeasures> {
  const opened: { openMs: number; drawn: number }[] = [];
  for (let at = 1; ; at++) {
    const page = await task.browser.newPage({ viewport: size });
    page.setDefaultTimeout(TIMEOUT_MS);
    try {
      await page.goto(pathToFileURL(task.blank).href);
      const cost = await PageCost.of(page);
      const openMs = await cost.by(() => open(page, task));
      opened.push({ openMs, drawn: await drawnShare(page, task.ids) });
      if (at < task.opens) continue;
      if (task.pictures) await showPictures(page);
      return {
        openMs: median(opened.map((one) => one.openMs)),
        drawn: Math.min(...opened.map((one) => one.drawn)),
        ...(await interactions(page, cost, task)),
      };
    } finally {
      await page.close();
    }
  }
}

export async function open(page: Page, { file, ids }: PageTask): Promise<void> {
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(
    (id) => (globalThis.lexiclipExplorer?.locate(id) ?? null) !== null,
    ids.at(-1) ?? '',
  );
}

async function showPictures(page: Page): Promise<void> {
  await page.locator('.picture-select select').selectOption('always');
  // Sheets are decoded one after the other.
  await page.waitForTimeout(5000);
}

async function interactions(
  page: Page,
  cost: PageCost,
  { ids, steps }: PageTask,
): Promise<Omit<PageMeasures, 'openMs' | 'drawn'>> {
  const middle = { x: size.width / 2, y: size.height / 2 };
  const heapMb = await cost.heapMb();
  const hovers: number[] = [];
  for (const id of ids.slice(0, steps)) {
    const place = await locate(page, id);
    const spent = await cost.by(() => page.mouse.move(place.x, place.y));
    // There is none for what lies beside the picture that takes its place, or below the legend.
    if (await page.locator('.hover-card').isVisible()) hovers.push(spent);
  }
  const toggles: number[] = [];
  for (let at = 0; at < Math.min(6, steps); at++)
    toggles.push(await cost.by(() => page.locator('.legend-entry').first().click()));
  await page.mouse.move(middle.x, middle.y);
  const zooms: number[] = [];
  for (let at = 0; at < steps; at++)
    zooms.push(await cost.by(() => page.mouse.wheel(0, at % 8 < 4 ? -NOTCH : NOTCH)));
  // Where all is in view, some have nothing to move.
  await cost.by(() => page.mouse.wheel(0, -NOTCH));
  await page.mouse.down();
  const pans: number[] = [];
  for (let at = 1; at <= steps; at++)
    pans.push(await cost.by(() => page.mouse.move(middle.x + 6 * at, middle.y + 4 * at)));
  await page.mouse.up();
  const [zoomMs, panMs] = [median(zooms), median(pans)];
  const frameMs = Math.max(zoomMs, panMs);
  return {
    frameMs,
    zoomMs,
    panMs,
    hoverMs: median(hovers),
    toggleMs: median(toggles),
    ...(await lasso(page, cost)),
    heapMb,
  };
}

/** Points of the line that is drawn: a hand that takes its time. */
const LASSO_POINTS = 300;
const LASSO_TRIALS = 4;

/** Draws a circle around a fifth of the images, a few times. */
async function lasso(page: Page, cost: PageCost): Promise<Pick<PageMeasures, 'lassoMs' | 'lassoImages'>> {
  const tool = page.locator('[data-tool="lasso"]');
  if ((await tool.count()) === 0) return { lassoMs: NaN, lassoImages: NaN };
  await page.locator('button[title^="Show everything"]').click();
  await tool.click();
  const surface = page.locator('.map-surface');
  const count = async (): Promise<number> => {
    const said = (await page.locator('.selection-count').textContent()) ?? '';
    return Number(said.replaceAll(/\D/g, ''));
  };
  const selectedBy = async (key: string): Promise<number> => {
    await surface.press(key);
    return count();
  };
  const map = await surface.boundingBox();
  const middle = { x: (map?.x ?? 0) + (map?.width ?? 0) / 2, y: (map?.y ?? 0) + (map?.height ?? 0) / 2 };
  // Points are dense in some places: what a circle is around has to be tried.
  const wanted = ((await selectedBy('Control+a')) || 1) / 5;
  let radius = Math.min(middle.x, middle.y) / 2;
  const spent: number[] = [];
  let lassoImages = 0;
  for (let round = 0; round < LASSO_TRIALS + 3; round++) {
    await selectedBy('Escape');
    await page.mouse.move(middle.x + radius, middle.y);
    await page.mouse.down();
    for (let at = 1; at < LASSO_POINTS; at++) {
      const angle = (2 * Math.PI * at) / LASSO_POINTS;
      await page.mouse.move(middle.x + radius * Math.cos(angle), middle.y + radius * Math.sin(angle));
    }
    const one = await cost.by(() => page.mouse.up());
    lassoImages = await count();
    if (round < LASSO_TRIALS) radius *= Math.sqrt(wanted / Math.max(1, lassoImages));
    else spent.push(one);
  }
  return { lassoMs: median(spent), lassoImages };
}

async function locate(page: Page, id: string): Promise<Place> {
  const place = await page.evaluate((one) => globalThis.lexiclipExplorer?.locate(one) ?? null, id);
  if (place === null) throw new Error(`${id} is not on the map`);
  return place;
}

/** The share of some points whose pixel is not of the page's background. */
async function drawnShare(page: Page, ids: readonly string[]): Promise<number> {
  const shot = await page.screenshot();
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const places = await Promise.all(ids.map((id) => locate(page, id)));
  const isDrawn = ({ x, y }: Place): boolean => {
    const at = 3 * (Math.round(y) * info.width + Math.round(x));
    return Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255) < 240;
  };
  return places.filter(isDrawn).length / places.length;
}
