import { CELL_PIXELS, SHEET_CELLS, SHEET_COLUMNS } from '../../../src/core/collection/sheets.ts';
import { THUMBNAIL, type ExplorerMap } from '../../../src/core/explore/map.ts';
import { NO_CELL } from '../../../src/core/explore/picture-columns.ts';
import type { Host } from '../../host.ts';
import { decoded } from './decoded.ts';
import { LruCache } from './lru.ts';

/** Pictures in memory: cells have up to 36 KB, thumbnails 256 KB and whole sheets 8 MB. */
const MOST_CELLS = 3000;
const MOST_THUMBNAILS = 240;
const MOST_SHEETS = 6;
/** On their way at once: each sheet holds the main thread for some milliseconds. */
const SHEETS_AT_ONCE = 1;
const THUMBNAILS_AT_ONCE = 6;
/** A cell may be drawn a little larger than it is. */
const SHARP_ENOUGH = 1.15;
/** Thumbnails of fewer images are less than the sheet that they are in. */
const SHEET_PAYS = 4;

/** The pictures of one map's images: those that are wanted now are loaded, and the last ones kept. */
export class PictureStore {
  readonly #map: ExplorerMap;
  readonly #host: Pick<Host, 'thumbnail' | 'sheet'>;
  readonly #onArrive: () => void;
  readonly #cells = new LruCache<ImageBitmap>(MOST_CELLS);
  readonly #thumbnails = new LruCache<ImageBitmap>(MOST_THUMBNAILS);
  readonly #sheets = new LruCache<ImageBitmap>(MOST_SHEETS);
  readonly #loading = { sheets: new Set<number>(), thumbnails: new Set<number>() };
  readonly #failed = { sheets: new Set<number>(), thumbnails: new Set<number>() };
  #wanted = { cells: new Set<number>(), thumbnails: new Set<number>() };
  /** Images of which a small picture is wanted as long as they are pointed at. */
  #pointed: readonly number[] = [];
  #isClosed = false;

  /** @param onArrive Told when pictures that were not ready are. */
  constructor(map: ExplorerMap, host: Pick<Host, 'thumbnail' | 'sheet'>, onArrive: () => void) {
    this.#map = map;
    this.#host = host;
    this.#onArrive = onArrive;
  }

  /** Whether the image in a row has a picture at all. */
  has(row: number): boolean {
    return this.#sheetOf(row) !== undefined || this.#hasThumbnail(row);
  }

  /** Begins a new picture of the map: what was wanted for the last and has not begun to load is not any more. */
  begin(): void {
    this.#wanted = { cells: new Set(), thumbnails: new Set() };
  }

  /**
   * The sharpest picture of an image that is ready. One that would be sharper is wanted from now on; of the first that
   * are asked for, where memory holds no more.
   * @param side Device pixels of the longer side.
   */
  get(row: number, side: number): ImageBitmap | undefined {
    const wanted = this.#wanted;
    const isInSheet = this.#sheetOf(row) !== undefined;
    const isLarge = side > CELL_PIXELS * SHARP_ENOUGH && wanted.thumbnails.size < MOST_THUMBNAILS;
    const thumbnail = this.#thumbnails.get(row);
    if (isLarge || !isInSheet) {
      wanted.thumbnails.add(row);
      if (thumbnail !== undefined) return thumbnail;
    }
    if (isInSheet) this.expect(row);
    return this.#cells.get(row) ?? thumbnail;
  }

  /**
   * The same of images that are shown together, and nothing else: what is not at hand is loaded. Where few of them are in a
   * sheet, their thumbnails are loaded in its place.
   */
  getAll(rows: readonly number[], side: number): (ImageBitmap | undefined)[] {
    this.begin();
    const inSheet = new Map<number, number>();
    for (const row of rows) {
      const sheet = this.#sheetOf(row);
      if (sheet !== undefined) inSheet.set(sheet, (inSheet.get(sheet) ?? 0) + 1);
    }
    const bitmaps = rows.map((row) => {
      const sheet = this.#sheetOf(row);
      const pays = sheet === undefined || this.#sheets.has(sheet) || (inSheet.get(sheet) ?? 0) >= SHEET_PAYS;
      if (pays || !this.#hasThumbnail(row)) return this.get(row, side);
      this.#wanted.thumbnails.add(row);
      return this.#thumbnails.get(row) ?? this.#cells.get(row);
    });
    this.load();
    return bitmaps;
  }

  /** The small picture of an image is wanted soon, after those that are wanted now. */
  expect(row: number): void {
    if (this.#wanted.cells.size < MOST_CELLS && this.#sheetOf(row) !== undefined) this.#wanted.cells.add(row);
  }

  /**
   * The pictures of images that are pointed at, as far as they are at hand. For others their thumbnails are loaded, which
   * are less than a sheet.
   * @param others Of the images besides the first, which is loaded elsewhere.
   */
  point(first: number, others: readonly number[]): (ImageBitmap | undefined)[] {
    this.#pointed = others;
    const bitmaps = [first, ...others].map((row) => this.#cells.get(row) ?? this.#thumbnails.get(row));
    this.load();
    return bitmaps;
  }

  /** Loads what is wanted and not there, in the order in which it was asked for. */
  load(): void {
    if (this.#isClosed) return;
    for (const row of this.#wanted.cells) {
      if (this.#cells.has(row)) continue;
      if (this.#loading.sheets.size >= SHEETS_AT_ONCE) break;
      const sheet = this.#sheetOf(row);
      if (sheet !== undefined && !this.#loading.sheets.has(sheet)) void this.#loadSheet(sheet);
    }
    const pointed = this.#pointed.filter((row) => !this.#cells.has(row));
    for (const row of [...pointed, ...this.#wanted.thumbnails]) {
      if (this.#loading.thumbnails.size >= THUMBNAILS_AT_ONCE) break;
      const isSettled = this.#thumbnails.has(row) || this.#failed.thumbnails.has(row);
      if (!isSettled && !this.#loading.thumbnails.has(row)) void this.#loadThumbnail(row);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const kept of [this.#cells, this.#thumbnails, this.#sheets]) kept.clear();
  }

  #hasThumbnail(row: number): boolean {
    const { flags } = this.#map.images;
    return ((flags[row] ?? 0) & THUMBNAIL) > 0 && !this.#failed.thumbnails.has(row);
  }

  /** The sheet of an image's cell; undefined where it is in none, or in one that cannot be loaded. */
  #sheetOf(row: number): number | undefined {
    const cell = this.#map.images.pictures?.cells[row] ?? NO_CELL;
    const sheet = Math.floor(cell / SHEET_CELLS);
    return cell === NO_CELL || this.#failed.sheets.has(sheet) ? undefined : sheet;
  }

  async #loadSheet(sheet: number): Promise<void> {
    this.#loading.sheets.add(sheet);
    try {
      const kept = this.#sheets.get(sheet);
      const whole = kept ?? (await decoded(this.#host.sheet(this.#map, sheet)));
      // Images that were wanted meanwhile are in it, too.
      const rows = [...this.#wanted.cells].filter(
        (row) => !this.#cells.has(row) && this.#sheetOf(row) === sheet,
      );
      const cells = await Promise.all(rows.map((row) => this.#cut(whole, row)));
      if (this.#isClosed) [...cells, whole].forEach((bitmap) => bitmap.close());
      else {
        rows.forEach((row, at) => {
          const cell = cells[at];
          if (cell !== undefined) this.#cells.set(row, cell);
        });
        if (kept === undefined) this.#sheets.set(sheet, whole);
      }
    } catch {
      this.#failed.sheets.add(sheet);
    }
    this.#loading.sheets.delete(sheet);
    this.#arrived();
  }

  #cut(whole: ImageBitmap, row: number): Promise<ImageBitmap> {
    const { cells, sizes } = this.#map.images.pictures ?? {};
    const cell = (cells?.[row] ?? 0) % SHEET_CELLS;
    const left = (cell % SHEET_COLUMNS) * CELL_PIXELS;
    const top = Math.floor(cell / SHEET_COLUMNS) * CELL_PIXELS;
    const [width = 1, height = 1] = [sizes?.[row * 2], sizes?.[row * 2 + 1]];
    return createImageBitmap(whole, left, top, width, height);
  }

  async #loadThumbnail(row: number): Promise<void> {
    this.#loading.thumbnails.add(row);
    try {
      const bitmap = await decoded(this.#host.thumbnail(this.#map, row));
      if (this.#isClosed) bitmap.close();
      else this.#thumbnails.set(row, bitmap);
    } catch {
      this.#failed.thumbnails.add(row);
    }
    this.#loading.thumbnails.delete(row);
    this.#arrived();
  }

  #arrived(): void {
    if (this.#isClosed) return;
    this.load();
    this.#onArrive();
  }
}
