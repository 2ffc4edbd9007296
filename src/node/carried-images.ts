import type { CollectionView } from '../core/collection/collection-view.ts';
import type { Collection } from '../core/collection/collection.ts';
import { sheetPath, thumbnailPath } from '../core/collection/paths.ts';
import { readSheets, SHEET_CELLS } from '../core/collection/sheets.ts';
import type { ContainedFile } from '../core/collection/store.ts';
import type { ImageDecoder } from '../core/embed/image-decoder.ts';
import type { CarriedImage } from '../core/explore/carried.ts';
import type { ExplorerMap } from '../core/explore/map.ts';
import { imageExtension } from '../core/image-type.ts';

/** Four characters stand for three bytes (RFC 4648, base64). */
const BASE64 = 4 / 3;

/** About how many bytes a map's images and sheets become in a page. */
export async function carriedBytes(
  { store }: Collection,
  view: CollectionView,
  { images }: ExplorerMap,
): Promise<number> {
  let [pictures, texts] = [0, 0];
  for (const name of images.pictures?.sheets ?? [])
    pictures += (await store.size(sheetPath(name, 'webp'))) ?? 0;
  for (const id of images.ids) {
    pictures += (await store.size(thumbnailPath(id))) ?? 0;
    // The text of the prompt file, and the prompt once more.
    const { path = '', prompt = '' } = view.image(id) ?? {};
    texts += ((await store.size(path)) ?? 0) + prompt.length;
  }
  return Math.round(pictures * BASE64 + texts);
}

/** The sheets of small pictures that a map names. One that also shows others than the map's images is made without them. */
export async function* carriedSheets(
  collection: Collection,
  { images }: ExplorerMap,
  decoder: Pick<ImageDecoder, 'sheet'>,
  signal: AbortSignal,
): AsyncIterable<string | null> {
  const { sheets: names = [], cells: placed = [] } = images.pictures ?? {};
  const shown = new Map(Array.from(placed, (cell, row) => [cell, images.ids[row] ?? '']));
  const sheets = new Map((await readSheets(collection)).map((sheet) => [sheet.name, sheet]));
  for (const [at, name] of names.entries()) {
    signal.throwIfAborted();
    const cells = sheets.get(name)?.cells ?? [];
    const ids = cells.map((_, cell) => shown.get(at * SHEET_CELLS + cell));
    if (cells.every(({ width }, cell) => width === 0 || ids[cell] !== undefined))
      yield await carriedPicture(collection, sheetPath(name, 'webp'));
    else {
      const locate = async (id: string | undefined): Promise<ContainedFile | null> =>
        (id === undefined ? undefined : await collection.store.locateImage(thumbnailPath(id))) ?? null;
      const { webp } = await decoder.sheet(await Promise.all(ids.map(locate)), signal);
      yield webpAddress(webp);
    }
  }
}

/** What is carried of each of some images. What cannot be read is a problem among others, and left out. */
export async function* carriedImages(
  collection: Collection,
  view: CollectionView,
  ids: readonly string[],
  nearestOf: (id: string) => CarriedImage['nearest'],
  signal: AbortSignal,
): AsyncIterable<CarriedImage> {
  for (const id of ids) {
    signal.throwIfAborted();
    const image = view.image(id);
    if (image === undefined) continue;
    yield {
      prompt: image.prompt,
      file: (await collection.store.readText(image.path)) ?? '',
      thumbnail: await carriedPicture(collection, thumbnailPath(id)),
      nearest: nearestOf(id),
    };
  }
}

/** A WebP file as a data URI; null where there is none. It goes to other people: nothing but a picture. */
async function carriedPicture({ store, problems }: Collection, file: string): Promise<string | null> {
  const bytes = await problems.of(file, () => store.read(file));
  const isPicture = bytes !== undefined && imageExtension(bytes) === 'webp';
  return isPicture ? webpAddress(bytes) : null;
}

function webpAddress(bytes: Uint8Array): string {
  return `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
}
