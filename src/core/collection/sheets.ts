import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { LexiclipError } from '../errors.ts';
import type { CachedFiles, CollectionFiles } from './files.ts';
import { decodeVersioned } from './json.ts';
import { SHEETS_FOLDER, sheetPath } from './paths.ts';
import { FORMAT_VERSION, LONGEST_NAME } from './schema.ts';

/*
 * Sheets: small pictures of many images in one file, for maps that show pictures instead of points. A cell is twice as
 * large as a usual mark on the screen, so that marks are sharp on high-density screens. A sheet has 1440 pixels a side:
 * decoded 8 MB, as WebP about half of one, and to make a bitmap of it holds a page's main thread for 8 ms.
 */

/** Pixels on a cell's side. */
export const CELL_PIXELS = 96;
/** Cells in a row of a sheet. */
export const SHEET_COLUMNS = 15;
/** Cells in a full sheet. */
export const SHEET_CELLS = SHEET_COLUMNS ** 2;

/** Which image a cell shows, and how large it is in the cell's top left corner. */
export interface SheetCell {
  readonly id: string;
  /** Of the image's bytes. */
  readonly sha256: string;
  /** Pixels; 0 where its thumbnail could not be decoded. */
  readonly width: number;
  readonly height: number;
}

export interface Sheet {
  /** Without extension. */
  readonly name: string;
  /** Row by row. */
  readonly cells: readonly SheetCell[];
}

const side = z.int().min(0).max(CELL_PIXELS);
const name = z.string().max(LONGEST_NAME);
const schema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  cellPixels: z.literal(CELL_PIXELS),
  columns: z.literal(SHEET_COLUMNS),
  cells: z.array(z.tuple([name, name, side, side])).max(SHEET_CELLS),
});

/** What stands beside a sheet: one line to a cell. */
export function encodeSheet(cells: readonly SheetCell[]): string {
  const lines = cells.map(({ id, sha256, width, height }) => JSON.stringify([id, sha256, width, height]));
  const header = { formatVersion: FORMAT_VERSION, cellPixels: CELL_PIXELS, columns: SHEET_COLUMNS };
  return `${JSON.stringify(header).slice(0, -1)},"cells":[\n${lines.join(',\n')}\n]}\n`;
}

/** The names of the sheets whose two files are there, sorted. A folder that cannot be listed is a problem among others. */
export async function sheetNames({ store, problems }: CollectionFiles): Promise<readonly string[]> {
  const files = new Set(await problems.of(SHEETS_FOLDER, () => store.listFiles(SHEETS_FOLDER)));
  const names = [...files].flatMap((file) => /^([0-9a-f]{32})\.json$/.exec(file)?.[1] ?? []);
  problems.keepOnly(SHEETS_FOLDER, [...files]);
  return names.filter((one) => files.has(`${one}.webp`)).sort();
}

/** All sheets that can be used. What their pictures look like is not looked at. */
export async function readSheets(files: Omit<CachedFiles, 'readParsed'>): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  for (const one of await sheetNames(files)) {
    const path = sheetPath(one, 'json');
    const sheet = await files.cache.get(path, [path], () =>
      files.problems.ofCache(path, () => readSheet(files, one)),
    );
    if (sheet !== undefined) sheets.push(sheet);
  }
  return sheets;
}

async function readSheet({ store }: CollectionFiles, sheet: string): Promise<Sheet | undefined> {
  const path = sheetPath(sheet, 'json');
  const text = await store.readText(path);
  if (text === undefined) return undefined;
  const cells = decodeVersioned(text, schema, path).cells.map(([id, sha256, width, height]): SheetCell => {
    if ((width === 0) !== (height === 0))
      throw new LexiclipError({ kind: 'corrupt-file', path, detail: l10n.t('a picture has one side only') });
    return { id, sha256, width, height };
  });
  return { name: sheet, cells };
}
