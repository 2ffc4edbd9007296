import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/real-vscode/browser.ts';
import { generatedMap } from './explorer/generated-map.ts';
import { measureGallery } from './explorer/measure-gallery.ts';
import { measurePage } from './explorer/measure-page.ts';
import { pageScripts, writePage } from './explorer/write-pages.ts';
import type { Row } from './subject.ts';

const GALLERY = 'lexiclip-gallery';

/** What each row opens. Pictures are drawn of so many images and no more: pages carry no more, or the same ones. */
const subjects = [
  { name: 'lexiclip', script: 'lexiclip', pictures: false, most: Infinity },
  { name: 'lexiclip-pictures', script: 'lexiclip', pictures: true, most: 10_000 },
  { name: GALLERY, script: 'lexiclip', pictures: true, most: 100_000 },
  { name: 'echarts-large', script: 'echarts-large', pictures: false, most: Infinity },
  { name: 'regl-scatterplot', script: 'regl-scatterplot', pictures: false, most: Infinity },
] as const;

/** Of those that are looked for and pointed at. */
const SOME_IMAGES = 40;

/**
 * Measures what a map costs the main thread of a page in a headless browser without a GPU: to open it, to move over it,
 * to point at it, to hide a concept. All pages carry the same map.
 * @param sizes How many images.
 */
export async function benchExplorer(
  sizes: readonly number[],
  scratch: string,
  { subjects: chosen, rounds }: { readonly subjects?: readonly string[]; readonly rounds?: number },
): Promise<readonly Row[]> {
  const browser = await launchBrowser();
  try {
    const scripts = await pageScripts();
    const blank = path.join(scratch, 'blank.html');
    await writeFile(blank, '<!DOCTYPE html><title>Blank</title>');
    const rows: Row[] = [];
    for (const n of sizes) {
      const { ids } = generatedMap(n, 1).images;
      const some = ids.filter((_, row) => row % Math.ceil(n / SOME_IMAGES) === 0);
      for (const { name, script, pictures } of subjects.filter(
        (one) => n <= one.most && (chosen?.includes(one.name) ?? true),
      )) {
        const isGallery = name === GALLERY;
        const code = scripts[script] ?? '';
        const file = await writePage(scratch, isGallery ? name : script, n, code, isGallery);
        const [opens, steps] = [rounds ?? (n > 100_000 ? 2 : 3), n > 100_000 ? 8 : 16];
        const task = { browser, file, blank, ids: some, opens, steps, pictures };
        const measure = (): Promise<object> => (isGallery ? measureGallery(task) : measurePage(task));
        rows.push(await rowOf(name, n, measure, browser));
      }
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function rowOf(
  subject: string,
  n: number,
  measure: () => Promise<Readonly<Record<string, number>> | object>,
  browser: Browser,
): Promise<Row> {
  const none = { subject, n, cpuSeconds: NaN, wallSeconds: NaN, peakMb: NaN };
  if (subject === 'regl-scatterplot' && !(await hasWebGl(browser)))
    return say({ ...none, failed: 'not available: this browser has no WebGL' });
  const start = performance.now();
  try {
    const measures = await measure();
    return say({ ...none, ...measures, wallSeconds: (performance.now() - start) / 1000 });
  } catch (error) {
    return say({ ...none, failed: String(error).split('\n')[0] ?? '' });
  }
}

async function hasWebGl(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  const code = `document.createElement('canvas').getContext('webgl') !== null`;
  const found = await page.evaluate<boolean>(code);
  await page.close();
  return found;
}

function say(row: Row): Row {
  process.stderr.write(`${JSON.stringify(row)}\n`);
  return row;
}
