import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as esbuild from 'esbuild';
import sharp from 'sharp';
import { CELL_PIXELS, SHEET_COLUMNS } from '../../../src/core/collection/sheets.ts';
import { standalonePage } from '../../../src/core/explore/page.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { generatedImages, generatedMap } from './generated-map.ts';

const dist = path.resolve(import.meta.dirname, '../../../webview/dist');
const SEED = 1;

/** The program of each subject's page: ours as it is built, and those of peers. */
export async function pageScripts(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['echarts-large', 'regl-scatterplot'].map((name) =>
      path.join(import.meta.dirname, 'pages', `${name}.ts`),
    ),
    outdir: 'pages',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
  });
  const peers = outputFiles.map(({ path: file, text }) => [path.basename(file, '.js'), text] as const);
  return { lexiclip: await readFile(path.join(dist, 'explorer.js'), 'utf8'), ...Object.fromEntries(peers) };
}

/**
 * Writes an exported page of a generated map, with a program in it that need not be ours: what all of them read is the
 * same.
 * @param sharesPictures Whether all images have pictures, however many there are.
 * @returns Its path.
 */
export async function writePage(
  folder: string,
  name: string,
  n: number,
  script: string,
  sharesPictures: boolean,
): Promise<string> {
  const map = generatedMap(n, SEED, sharesPictures);
  const sheet = `data:image/webp;base64,${(await sheetOfPictures()).toString('base64')}`;
  const page = standalonePage({
    map,
    images: inTurn(generatedImages(n)),
    sheets: inTurn(map.images.pictures?.sheets.map(() => sheet) ?? []),
    script,
    style: await readFile(path.join(dist, 'explorer.css'), 'utf8'),
    title: map.title,
    base64: (bytes) => Buffer.from(bytes).toString('base64'),
  });
  const file = path.join(folder, `${name}-${n}.html`);
  await pipeline(Readable.from(allowingCode(page)), createWriteStream(file));
  return file;
}

/** regl makes its programs of texts, which the pages that we export do not allow. */
async function* allowingCode(page: AsyncIterable<string>): AsyncIterable<string> {
  for await (const piece of page)
    yield piece.replace("script-src 'unsafe-inline'", "script-src 'unsafe-inline' 'unsafe-eval'");
}

async function* inTurn<T>(values: Iterable<T>): AsyncIterable<T> {
  yield* values;
  await Promise.resolve();
}

/** All sheets show the same: pictures of waves, whose files are about as large as those of photographs. */
async function sheetOfPictures(): Promise<Buffer> {
  const side = CELL_PIXELS * SHEET_COLUMNS;
  const random = seededRandom(SEED);
  const pixels = Uint8Array.from({ length: 3 * side * side }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % side, Math.floor(at / 3 / side)];
    const cell = Math.floor(x / CELL_PIXELS) + SHEET_COLUMNS * Math.floor(y / CELL_PIXELS);
    return (
      110 + 60 * Math.sin(x / (5 + (cell % 20)) + (at % 3)) + 40 * Math.cos(y / 9) + 20 * (random() - 0.5)
    );
  });
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .webp({ quality: 80, effort: 0 })
    .toBuffer();
}
