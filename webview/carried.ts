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
  return text === undefined ? undefined : (withColumns(JSON.parse(text)) as ExplorerMap);
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

/**
 * Puts the columns of numbers in the place of what carries them. `JSON.parse` could do so as well, but it would ask for
 * each of 100,000 ids.
 */
function withColumns(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map(withColumns) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, columnOf(key, one) ?? withColumns(one)]),
  );
}

function columnOf(key: string, value: unknown): Float32Array | Uint32Array | Uint8Array | undefined {
  if (!COLUMNS.has(key)) return undefined;
  const { column, base64 } = (value ?? {}) as Partial<CarriedColumn>;
  return column === undefined || base64 === undefined
    ? undefined
    : new columnTypes[column](bytesOf(base64).buffer);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const known = bytesByBrowser.fromBase64?.(base64);
  if (known !== undefined) return known;
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  // Several times as fast as a function for each.
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

/** Browsers have it since 2025 (TC39's base64 for typed arrays); it takes a fraction of the time. */
const bytesByBrowser = Uint8Array as unknown as {
  readonly fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
};
