import * as l10n from '@vscode/l10n';
import type { CollectedImage, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { vectorsName } from '../collection/embedding-rows.ts';
import { inSlices } from '../collection/in-slices.ts';
import { fileName, THUMBNAILS_FOLDER } from '../collection/paths.ts';
import { mapMethods } from '../collection/schema.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { projectionTitle } from '../project/parameters.ts';
import { KeptClusters } from './cluster-views.ts';
import { fieldColumns } from './field-columns.ts';
import type { KeptColumns } from './kept-columns.ts';
import {
  PREVIEW,
  GRID,
  THUMBNAIL,
  type Preview,
  type ExplorerMap,
  type ImageColumns,
  type ProjectionView,
  type Visibility,
} from './map.ts';
import { pictureColumns } from './picture-columns.ts';

/** How a collection is shown. */
export interface MapOptions {
  /** Names the collection for people. */
  readonly title: string;
  readonly visible: Visibility;
  /** The address from which the page loads thumbnails. */
  readonly thumbnails: string;
  /** The same for sheets. */
  readonly sheets: string;
  /** The maps that are shown, in this order; all of the collection without it. */
  readonly maps?: readonly StoredMap[] | undefined;
  /** The images that are shown; all without it. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What is being embedded at this moment; it comes first. */
  readonly preview?: Preview | undefined;
  /** The images of a map that is being laid out: they are shown although no map has them yet. */
  readonly liveLayout?: readonly string[] | undefined;
  /** Columns of before, for who shows the collection again and again. */
  readonly kept?: KeptColumns;
}

/**
 * The map for the explorer: all images that at least one projection places and the user wants to see. Undefined where
 * there is no projection.
 */
export async function explorerMap(
  collection: Collection,
  view: CollectionView,
  { title, visible, maps: given, only, thumbnails, sheets, preview, liveLayout = [], kept }: MapOptions,
): Promise<ExplorerMap | undefined> {
  const maps = given ?? inOrder(await collection.projections());
  if (maps.length === 0 && preview === undefined && liveLayout.length === 0) return undefined;
  const { pause } = collection;
  const placed = new Set<string>();
  const previewIds = preview?.points.map(({ id }) => id) ?? [];
  for (const ids of [liveLayout, previewIds, ...maps.map((map) => map.ids)])
    await inSlices(ids, pause, (id) => {
      placed.add(id);
    });
  const shown: CollectedImage[] = [];
  const leftOut = { nsfw: 0, grids: 0 };
  await inSlices(view.images, pause, (image) => {
    if (!placed.has(image.id) || only?.has(image.id) === false) return;
    if (image.nsfw && !visible.nsfw) leftOut.nsfw++;
    else if (image.grid && !visible.grids) leftOut.grids++;
    else shown.push(image);
  });
  const columns = await imageColumns(shown, collection);
  const images = kept?.images(columns) ?? columns;
  const rows = new Map<string, number>();
  await inSlices(images.ids, pause, (id, row) => {
    rows.set(id, row);
  });
  const views: ProjectionView[] = preview === undefined ? [] : [previewView(preview, rows)];
  kept?.keepOnly(maps);
  for (const map of maps) {
    const before = kept?.view(map, images);
    const made = before ?? (await projectionView(map, rows, pause));
    kept?.keep(map, images, made);
    views.push(made);
  }
  const concepts = view.concepts.map(({ name }) => name);
  const vectors = [...new Set(views.flatMap((made) => made.vectors ?? []))];
  const clusters = await (kept?.clusters ?? new KeptClusters()).read(collection, images.ids, vectors);
  return { title, concepts, images, projections: views, clusters, leftOut, thumbnails, sheets };
}

async function imageColumns(
  images: readonly CollectedImage[],
  collection: Collection,
): Promise<ImageColumns> {
  const thumbnails = await thumbnailsOf(collection);
  const concepts = new Uint32Array(images.length);
  const flags = new Uint8Array(images.length);
  const thumbnailNames: [number, string][] = [];
  await inSlices(images, collection.pause, (image, row) => {
    const name = fileName(image.id);
    const hasThumbnail = thumbnails.has(`${name}.webp`);
    concepts[row] = image.concepts.at(-1) ?? 0;
    flags[row] = (image.grid ? GRID : 0) | (hasThumbnail ? THUMBNAIL : 0);
    if (hasThumbnail && name !== image.id) thumbnailNames.push([row, name]);
  });
  const fields = await fieldColumns(images, collection.pause);
  const pictures = await pictureColumns(images, collection);
  const columns = { ids: images.map(({ id }) => id), concepts, flags, thumbnailNames, fields };
  return pictures === undefined ? columns : { ...columns, pictures };
}

/** The names of the thumbnails that there are: regular files. */
async function thumbnailsOf({ store, problems }: Collection): Promise<ReadonlySet<string>> {
  return new Set(await problems.of(THUMBNAILS_FOLDER, () => store.listFiles(THUMBNAILS_FOLDER)));
}

/** A map, aligned with the images; what the map does not have, the view lacks. */
async function projectionView(
  { ids, dimensions, layout, distortion: shares, ...header }: StoredMap,
  rows: ReadonlyMap<string, number>,
  pause: () => Promise<void>,
): Promise<ProjectionView> {
  const { name, method, parameters, seed, createdAt, model, device } = header;
  const { quality, stability, origin, stopped, steps } = header;
  const missing = (length: number): Float32Array => new Float32Array(length).fill(NaN);
  const xy = missing(rows.size * 2);
  const depth = dimensions === 3 ? missing(rows.size) : undefined;
  const distortion = shares === undefined ? undefined : missing(rows.size);
  await inSlices(ids, pause, (id, point) => {
    const row = rows.get(id);
    if (row === undefined) return;
    const at = point * dimensions;
    xy[row * 2] = layout[at] ?? NaN;
    xy[row * 2 + 1] = layout[at + 1] ?? NaN;
    if (depth !== undefined) depth[row] = layout[at + 2] ?? NaN;
    if (distortion !== undefined) distortion[row] = shares?.[point] ?? NaN;
  });
  return {
    name,
    title: projectionTitle({ name, method }),
    method,
    parameters,
    seed,
    createdAt,
    vectors: vectorsName(model),
    model,
    device,
    quality,
    stability,
    origin,
    stopped,
    steps,
    xy,
    ...(depth === undefined ? {} : { depth }),
    ...(distortion === undefined ? {} : { distortion }),
  };
}

/** What has come so far, as a map. */
function previewView({ points, model, device }: Preview, rows: ReadonlyMap<string, number>): ProjectionView {
  const name = PREVIEW;
  const common = {
    name,
    title: l10n.t('Preview'),
    method: name,
    parameters: {},
    seed: 0,
    model,
    device,
  } as const;
  const xy = new Float32Array(rows.size * 2).fill(NaN);
  for (const { id, x, y } of points) {
    const row = rows.get(id);
    if (row !== undefined) xy.set([x, y], row * 2);
  }
  // Another layout each time: a viewport of before would leave new points outside.
  return { ...common, createdAt: String(points.length), xy };
}

/** First the maps that every exploration makes, UMAP before t-SNE; then those that have a name of their own. */
export function inOrder(projections: readonly StoredMap[]): StoredMap[] {
  const rank = ({ name, method }: StoredMap): number =>
    name === method ? mapMethods.indexOf(method) : mapMethods.length;
  return [...projections].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
