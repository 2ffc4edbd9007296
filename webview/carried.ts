import {
  columnTypes,
  IMAGES_AT_ONCE,
  type CarriedColumn,
  type CarriedImage,
} from '../src/core/explore/carried.ts';
import type { ExplorerMap } from '../src/core/explore/map.ts';

/* What an exported page carries (core/explore/page.ts). */

const nothing: CarriedImage = { prompt: '', file: '', thumbnail: null, nearest: [] };

/** The map; undefined in a page that carries none. */
export function carriedMap(): ExplorerMap | undefined {
  const text = document.getElementById('lexiclip-map')?.textContent;
  return text === undefined ? undefined : (JSON.parse(text, restored) as ExplorerMap);
}

/** What is carried of the image in a row of the map. Only the part of the page that it is in is read. */
export function carriedImage(row: number): CarriedImage {
  const part = Math.floor(row / IMAGES_AT_ONCE);
  if (part !== last.part) {
    const text = document.getElementById(`lexiclip-images-${part}`)?.textContent;
    last = { part, images: text === undefined ? [] : (JSON.parse(text) as CarriedImage[]) };
  }
  return last.images[row % IMAGES_AT_ONCE] ?? nothing;
}

/** A sheet of small pictures, as a data URI; undefined where the page carries none of that number. */
export function carriedSheet(index: number): string | undefined {
  const text = document.getElementById(`lexiclip-sheet-${index}`)?.textContent;
  return (text === undefined ? null : (JSON.parse(text) as string | null)) ?? undefined;
}

/** Parsing a part takes milliseconds; who moves the pointer about in one place stays in few. */
let last: { readonly part: number; readonly images: readonly CarriedImage[] } = { part: -1, images: [] };

const COLUMNS = new Set([
  'concepts',
  'flags',
  'xy',
  'depth',
  'distortion',
  'values',
  'starts',
  'clusterOf',
  'cells',
  'sizes',
]);

/** Columns stand in the page as base64. */
function restored(key: string, value: unknown): unknown {
  if (!COLUMNS.has(key)) return value;
  const { column, base64 } = (value ?? {}) as Partial<CarriedColumn>;
  if (column === undefined || base64 === undefined) return value;
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  // Several times as fast as a function for each.
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return new columnTypes[column](bytes.buffer);
}
