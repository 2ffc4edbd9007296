import type { Collection } from '../core/collection/collection.ts';
import type { ImageDecoder } from '../core/embed/image-decoder.ts';
import { LexiclipError } from '../core/errors.ts';
import type { CarriedImage } from '../core/explore/carried.ts';
import type { ExplorerMap, Visibility } from '../core/explore/map.ts';
import { explorerMap } from '../core/explore/view-model.ts';
import type { nearestFinder } from '../core/neighbours/nearest-images.ts';
import { carriedBytes, carriedImages, carriedSheets } from './carried-images.ts';

/** What a page carries that needs nothing else. */
export interface StandaloneContent {
  readonly map: ExplorerMap;
  /** In the order of the map's images, read as they are asked for: together they may be gigabytes. */
  readonly images: AsyncIterable<CarriedImage>;
  /** In the order of the map's sheets, as data URIs. */
  readonly sheets: AsyncIterable<string | null>;
  /** About how many bytes these become in a page. */
  readonly bytes: number;
}

/** Which images a page carries. */
export interface PageChoice {
  readonly visible: Visibility;
  /** Without it, all that are on a map. */
  readonly ids?: readonly string[] | undefined;
}

export interface StandaloneDependencies {
  readonly collection: Collection;
  readonly decoder: Pick<ImageDecoder, 'sheet'>;
  /** Tells who is most like whom, by the neighbours of the named vectors. */
  readonly nearestFinder: (vectors: string) => ReturnType<typeof nearestFinder>;
}

/** The content of a page; undefined where there is no map. @throws LexiclipError `no-images`. */
export async function standaloneContent(
  { title, visible, ids: chosen }: PageChoice & { readonly title: string },
  { collection, decoder, nearestFinder }: StandaloneDependencies,
  signal: AbortSignal,
): Promise<StandaloneContent | undefined> {
  const view = await collection.view();
  const map = await explorerMap(collection, view, {
    title,
    visible,
    only: chosen === undefined ? undefined : new Set(chosen),
    thumbnails: '',
    sheets: '',
  });
  if (map === undefined) return undefined;
  const { ids } = map.images;
  if (ids.length + map.leftOut.nsfw + map.leftOut.grids === 0) throw new LexiclipError({ kind: 'no-images' });
  const find = await nearestFinder(map.projections[0]?.vectors ?? '');
  // It goes to other people: nothing of what is left out.
  const shown = new Set(ids);
  const nearestOf = (id: string): CarriedImage['nearest'] => find(id).filter((near) => shown.has(near.id));
  return {
    map,
    images: carriedImages(collection, view, ids, nearestOf, signal),
    sheets: carriedSheets(collection, map, decoder, signal),
    bytes: await carriedBytes(collection, view, map),
  };
}
