import type { CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { describeDone } from '../counted.ts';
import { LexiclipError } from '../errors.ts';
import { hitOf } from '../neighbours/hit.ts';
import type { SearchHit } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { comparedImage, MOST_COMPARED, shownName, type ComparedImage } from './compared-image.ts';
import { meanMoved, mostMoved, movedImages, type Layout } from './moved.ts';

/** Two maps and the images that moved most from one to the other, the most first; each score is the share of its neighbours. */
export interface MovedReport {
  readonly maps: readonly [string, string];
  /** Of so many nearest neighbours on each map. */
  readonly k: number;
  /** Images that both maps have. */
  readonly compared: number;
  /** The mean share of neighbours that differ; null where nothing was compared. */
  readonly mean: number | null;
  readonly images: readonly SearchHit[];
}

/**
 * Images as they are compared.
 * @throws LexiclipError `not-comparable`, `no-such-images`
 */
export async function compareImages(
  collection: Collection,
  ids: readonly string[],
): Promise<readonly ComparedImage[]> {
  const different = [...new Set(ids)];
  const { length } = different;
  if (length < 2 || length > MOST_COMPARED)
    throw new LexiclipError({ kind: 'not-comparable', count: length, least: 2, most: MOST_COMPARED });
  const view = await collection.view();
  return Promise.all(
    different.map(async (id) => {
      const image = await readCompared(collection, view, id);
      if (image === undefined) throw new LexiclipError({ kind: 'no-such-images', ids: [id] });
      return image;
    }),
  );
}

/** An image as it is compared; undefined where it is not in the collection, or its prompt file cannot be used. */
export async function readCompared(
  collection: Collection,
  view: CollectionView,
  id: string,
): Promise<ComparedImage | undefined> {
  const file = await collection.promptOf(view, id);
  const concepts = view.image(id)?.concepts.flatMap((index) => view.concepts[index]?.name ?? []) ?? [];
  return file === undefined ? undefined : comparedImage({ id, name: nameIn(view, id), concepts }, file);
}

/** What an image of a collection is called. */
export function nameIn(view: CollectionView, id: string): string {
  const concept = view.concepts[view.image(id)?.concepts[0] ?? -1];
  const place = concept?.images.findIndex((image) => image.id === id) ?? -1;
  return shownName(id, concept?.name ?? '', place);
}

/** Who moved from one map to another. @throws LexiclipError `no-such-map` */
export async function compareMaps(
  collection: Collection,
  [first, second]: readonly [string, string],
  limit: number,
  { signal, onProgress }: LongTask,
): Promise<MovedReport> {
  const view = await collection.view();
  const [a, b] = [await readMap(collection, first), await readMap(collection, second)];
  const rows = new Map<string, number>();
  await inSlices(a.ids, collection.pause, (id) => {
    if (view.image(id) !== undefined) rows.set(id, rows.size);
  });
  const layouts = [await layoutOf(a, rows, collection), await layoutOf(b, rows, collection)] as const;
  const moved = await movedImages(...layouts, {
    signal,
    pause: collection.pause,
    onStep: (done, total) =>
      onProgress({
        stage: 'compare',
        done,
        total,
        message: describeDone(done, total),
      }),
  });
  const ids = [...rows.keys()];
  const concepts = view.concepts.map(({ name }) => name);
  const images = mostMoved(moved, limit).flatMap((row) => {
    const image = view.image(ids[row] ?? '');
    return image === undefined ? [] : hitOf(image, concepts, moved.shares[row] ?? NaN);
  });
  const mean = meanMoved(moved);
  const { k, compared } = moved;
  return { maps: [first, second], k, compared, mean: Number.isNaN(mean) ? null : mean, images };
}

async function readMap(collection: Collection, name: string): Promise<StoredMap> {
  const map = await collection.readProjection(name);
  if (map === undefined) throw new LexiclipError({ kind: 'no-such-map', name });
  return map;
}

async function layoutOf(
  { ids, dimensions, layout }: StoredMap,
  rows: ReadonlyMap<string, number>,
  { pause }: Collection,
): Promise<Layout> {
  const xy = new Float64Array(rows.size * 2).fill(NaN);
  const depth = dimensions === 3 ? new Float64Array(rows.size).fill(NaN) : undefined;
  await inSlices(ids, pause, (id, point) => {
    const row = rows.get(id);
    if (row === undefined) return;
    const at = point * dimensions;
    xy.set(layout.subarray(at, at + 2), row * 2);
    depth?.set(layout.subarray(at + 2, at + 3), row);
  });
  return { xy, depth };
}
