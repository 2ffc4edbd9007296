import type { CollectedImage, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { thumbnailPath, THUMBNAILS_FOLDER } from '../collection/paths.ts';
import { projectionMethods, type ProjectionFile } from '../collection/schema.ts';
import { projectionTitle } from '../project/parameters.ts';
import type { ArrivingPoint } from './arriving.ts';
import {
  ARRIVING,
  type Arriving,
  type ExplorerImage,
  type ExplorerMap,
  type ProjectionView,
  type Visibility,
} from './map.ts';

/** How a collection is shown. */
export interface MapOptions {
  /** Names the collection for people. */
  readonly title: string;
  readonly visible: Visibility;
  /** Turns a path in the collection into what the page loads. */
  readonly thumbnail: (path: string) => Promise<string | null>;
  /** What is being embedded at this moment; it comes first. */
  readonly arriving?: Arriving | undefined;
  /** The images of a map that is being laid out: they are shown although no map has them yet. */
  readonly forming?: readonly string[] | undefined;
}

/**
 * The map for the explorer: all images that at least one projection places and the user wants to see. Undefined where
 * there is no projection.
 */
export async function explorerMap(
  collection: Collection,
  view: CollectionView,
  { title, visible, thumbnail, arriving, forming = [] }: MapOptions,
): Promise<ExplorerMap | undefined> {
  const projections = inOrder(await collection.projections());
  if (projections.length === 0 && arriving === undefined && forming.length === 0) return undefined;
  const maps = [...(arriving === undefined ? [] : [arriving]), ...projections];
  const placed = new Set([...forming, ...maps.flatMap(({ points }) => points.map(({ id }) => id))]);
  const all = view.images.filter(({ id }) => placed.has(id));
  const unwanted = ({ nsfw, grid }: CollectedImage): keyof Visibility | undefined => {
    if (nsfw && !visible.nsfw) return 'nsfw';
    return grid && !visible.grids ? 'grids' : undefined;
  };
  const collected = all.filter((image) => unwanted(image) === undefined);
  const countOf = (reason: keyof Visibility): number =>
    all.filter((image) => unwanted(image) === reason).length;
  const thumbnails = await thumbnailsOf(collection);
  const images = await Promise.all(
    collected.map(async ({ id, prompt, grid, concepts }) => ({
      id,
      concept: concepts[0] ?? 0,
      prompt,
      grid,
      thumbnail: thumbnails.has(thumbnailPath(id)) ? await thumbnail(thumbnailPath(id)) : null,
    })),
  );
  const views = projections.map((projection) => projectionView(projection, images));
  const concepts = view.concepts.map(({ name }) => name);
  const leftOut = { nsfw: countOf('nsfw'), grids: countOf('grids') };
  const first = arriving === undefined ? [] : [arrivingView(arriving, images)];
  return { title, concepts, images, projections: [...first, ...views], leftOut };
}

/** The thumbnails that there are: regular files. */
async function thumbnailsOf({ store, problems }: Collection): Promise<ReadonlySet<string>> {
  const thumbnails = new Set<string>();
  await problems.of(THUMBNAILS_FOLDER, async () => {
    for await (const files of store.scan(THUMBNAILS_FOLDER))
      for (const { name, stamp } of files)
        if (stamp !== undefined) thumbnails.add(`${THUMBNAILS_FOLDER}/${name}`);
  });
  return thumbnails;
}

/** A projection's file, aligned with the images; what the file does not have, the view lacks. */
function projectionView(file: ProjectionFile, images: readonly ExplorerImage[]): ProjectionView {
  const { name, method, parameters, seed, createdAt, model, device, points } = file;
  const { quality, stability, origin, stopped, steps } = file;
  const at = new Map(points.map((point) => [point.id, point]));
  const depth = images.map(({ id }) => at.get(id)?.z ?? null);
  const distortion = images.map(({ id }) => at.get(id)?.distortion ?? null);
  const isKnown = (values: readonly (number | null)[]): boolean => values.some((value) => value !== null);
  return {
    ...{ name, title: projectionTitle({ name, method }), method, parameters, seed, createdAt, model, device },
    ...{ quality, stability, origin, stopped, steps },
    xy: coordinates(images, points),
    ...(isKnown(depth) ? { depth } : {}),
    ...(isKnown(distortion) ? { distortion } : {}),
  };
}

/** What has come so far, as a map. */
function arrivingView({ points, model, device }: Arriving, images: readonly ExplorerImage[]): ProjectionView {
  const name = ARRIVING;
  const common = { name, title: 'Arriving', method: name, parameters: {}, seed: 0, model, device } as const;
  // Another layout each time: a viewport of before would leave new points outside.
  return { ...common, createdAt: String(points.length), xy: coordinates(images, points) };
}

function coordinates(
  images: readonly ExplorerImage[],
  points: readonly ArrivingPoint[],
): readonly (number | null)[] {
  const at = new Map(points.map((point) => [point.id, point]));
  return images.flatMap(({ id }) => [at.get(id)?.x ?? null, at.get(id)?.y ?? null]);
}

/** First the maps that every exploration makes, UMAP before t-SNE; then those that have a name of their own. */
export function inOrder(projections: readonly ProjectionFile[]): ProjectionFile[] {
  const rank = ({ name, method }: ProjectionFile): number =>
    name === method ? projectionMethods.indexOf(method) : projectionMethods.length;
  return [...projections].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
