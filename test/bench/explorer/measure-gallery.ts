import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { median } from '../subject.ts';
import { NOTCH, open, size, TIMEOUT_MS, type PageTask } from './measure-page.ts';
import { PageCost } from './page-cost.ts';

export interface GalleryMeasures {
  /** Milliseconds of the main thread: to open the gallery with all images. */
  readonly openMs: number;
  /** One notch of a wheel. */
  readonly scrollMs: number;
  readonly worstScrollMs: number;
  /** To another place in the whole, as by dragging the scroll bar. */
  readonly jumpMs: number;
  /** To another order. */
  readonly sortMs: number;
  /** Elements that stand for images. */
  readonly cells: number;
  readonly heapMb: number;
}

/** Of jumps, in order: a quarter of the whole and more each. */
const PLACES = [0.5, 0.1, 0.9, 0.35, 0.75, 0.01, 0.62, 1];

/** Opens the gallery of all images of a page, and scrolls it. */
export async function measureGallery({ steps, ...task }: PageTask): Promise<GalleryMeasures> {
  const page = await task.browser.newPage({ viewport: size });
  page.setDefaultTimeout(TIMEOUT_MS);
  try {
    await page.goto(pathToFileURL(task.blank).href);
    const cost = await PageCost.of(page);
    await open(page, { ...task, steps });
    const openMs = await cost.by(async () => {
      await page.keyboard.press('g');
      await page.locator('.cell').first().waitFor();
    });
    const grid = page.locator('.grid');
    const place = await grid.boundingBox();
    await page.mouse.move((place?.x ?? 0) + 300, (place?.y ?? 0) + 100);
    const scrolls: number[] = [];
    for (let at = 0; at < 4 * steps; at++) scrolls.push(await cost.by(() => page.mouse.wheel(0, 2 * NOTCH)));
    const jumps: number[] = [];
    for (const share of PLACES) jumps.push(await cost.by(() => jump(page, share)));
    await pictured(page);
    const [cells, heapMb] = [await page.locator('.cell').count(), await cost.heapMb()];
    const sorts: number[] = [];
    for (const by of ['distortion', 'concept', 'map'])
      sorts.push(await cost.by(() => page.locator('.gallery-sort').selectOption(by)));
    return {
      openMs,
      scrollMs: median(scrolls),
      worstScrollMs: Math.max(...scrolls),
      jumpMs: median(jumps),
      sortMs: median(sorts),
      cells,
      heapMb,
    };
  } finally {
    await page.close();
  }
}

async function jump(page: Page, share: number): Promise<void> {
  await page.evaluate(
    `{ const grid = document.querySelector('.grid'); grid.scrollTop = ${share} * (grid.scrollHeight - grid.clientHeight); }`,
  );
}

/** Until a picture has come to where one jumped last. As text: tests know nothing of a document. */
async function pictured(page: Page): Promise<void> {
  await page.waitForFunction(`(() => {
    const window = document.querySelector('.grid').getBoundingClientRect();
    return [...document.querySelectorAll('.cell-picture')].some((canvas) => {
      const { top } = canvas.getBoundingClientRect();
      if (top < window.top || top > window.bottom) return false;
      const { width, height } = canvas;
      return canvas.getContext('2d').getImageData(width >> 1, height >> 1, 1, 1).data[3] > 0;
    });
  })()`);
}
