import { CELL_PIXELS, SHEET_COLUMNS } from '../../core/collection/sheets.ts';
import type { SheetPicture } from '../../core/embed/image-decoder.ts';
import { loadSharp } from './sharp.ts';

const sharp = loadSharp();

/** A picture that fits a cell. */
export interface CellPixels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly rgb: Uint8Array;
}

/** A thumbnail, reduced to fit a cell. @throws Error where it cannot be decoded whole. */
export async function decodeCell(thumbnail: Uint8Array): Promise<CellPixels> {
  const { data, info } = await sharp(thumbnail)
    .flatten({ background: '#ffffff' })
    .resize({ width: CELL_PIXELS, height: CELL_PIXELS, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

/** Pictures in the cells of a sheet, row by row; undefined for one that could not be decoded. */
export async function makeSheet(cells: readonly (CellPixels | undefined)[]): Promise<SheetPicture> {
  const width = CELL_PIXELS * Math.min(SHEET_COLUMNS, Math.max(1, cells.length));
  const height = CELL_PIXELS * Math.max(1, Math.ceil(cells.length / SHEET_COLUMNS));
  const sheet = Buffer.alloc(width * height * 3);
  for (const [at, cell] of cells.entries()) {
    if (cell === undefined) continue;
    const left = (at % SHEET_COLUMNS) * CELL_PIXELS;
    const top = Math.floor(at / SHEET_COLUMNS) * CELL_PIXELS;
    const rowBytes = cell.width * 3;
    for (let row = 0; row < cell.height; row++)
      sheet.set(cell.rgb.subarray(row * rowBytes, (row + 1) * rowBytes), ((top + row) * width + left) * 3);
  }
  // As thumbnails: more effort saves a tenth of the bytes and takes several times as long.
  const webp = await sharp(sheet, { raw: { width, height, channels: 3 } })
    .webp({ quality: 80, effort: 0 })
    .toBuffer();
  return { webp, sizes: cells.map((cell) => [cell?.width ?? 0, cell?.height ?? 0]) };
}
