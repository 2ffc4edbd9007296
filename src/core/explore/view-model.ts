import {
  isGrid,
  isNsfw,
  promptText,
  type CollectedImage,
  type Collection,
} from '../collection/collection.ts';
import { namesIn } from '../collection/files.ts';
import {
  conceptPath,
  conceptSlug,
  promptPath,
  projectionPath,
  projectionIn,
  thumbnailPath,
  THUMBNAILS_FOLDER,
} from '../collection/paths.ts';
import { projectionMethods, type ProjectionFile } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import { projectionTitle } from '../project/parameters.ts';
import type { CollectionSnapshot, ConceptSnapshot, ProblemSnapshot, ProjectionSnapshot } from '../reports.ts';
import { describeError } from '../wording.ts';
import type { ArrivingPoint } from './arriving.ts';
import {
  ARRIVING,
  type Arriving,
  type ExplorerImage,
  type ExplorerMap,
  type ProjectionView,
  type Visibility,
} from './map.ts';

/**
 * The map for the explorer: all images that at least one projection places and the user wants to see. `thumbnail`
 * turns a path in the collection into what the page loads. Undefined where there is no projection.
 * @param arriving What is being embedded at this moment; it comes first.
 * @param forming The images of a map that is being laid out: they are shown although no map has them yet.
 */
export async function explorerMap(
  collection: Collection,
  title: string,
  visible: Visibility,
  thumbnail: (path: string) => Promise<string | null>,
  arriving?: Arriving,
  forming: readonly string[] = [],
): Promise<ExplorerMap | undefined> {
  const projections = inOrder(await collection.projections());
  if (projections.length === 0 && arriving === undefined && forming.length === 0) return undefined;
  const maps = [...(arriving === undefined ? [] : [arriving]), ...projections];
  const placed = new Set([...forming, ...maps.flatMap(({ points }) => points.map(({ id }) => id))]);
  const all = (await collection.images()).filter(({ id }) => placed.has(id));
  const unwanted = (image: CollectedImage): keyof Visibility | undefined => {
    if (isNsfw(image.prompt) && !visible.nsfw) return 'nsfw';
    return isGrid(image.prompt) && !visible.grids ? 'grids' : undefined;
  };
  const collected = all.filter((image) => unwanted(image) === undefined);
  const countOf = (reason: keyof Visibility): number =>
    all.filter((image) => unwanted(image) === reason).length;
  const names = await namesIn(collection, THUMBNAILS_FOLDER);
  const thumbnails = new Set(names.map((name) => `${THUMBNAILS_FOLDER}/${name}`));
  const isThere = async (file: string): Promise<boolean> =>
    thumbnails.has(file) && (await collection.store.size(file)) !== undefined;
  const images = await Promise.all(
    collected.map(async ({ id, prompt, concepts }) => ({
      id,
      concept: concepts[0] ?? 0,
      prompt: promptText(prompt),
      grid: isGrid(prompt),
      thumbnail: (await isThere(thumbnailPath(id))) ? await thumbnail(thumbnailPath(id)) : null,
    })),
  );
  const views = projections.map((projection) => projectionView(projection, images));
  const concepts = (await collection.read())?.concepts ?? [];
  const leftOut = { nsfw: countOf('nsfw'), grids: countOf('grids') };
  const first = arriving === undefined ? [] : [arrivingView(arriving, images)];
  return { title, concepts, images, projections: [...first, ...views], leftOut };
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

/** What the sidebar tree lists; undefined where there is no collection yet. */
export async function collectionSnapshot(collection: Collection): Promise<CollectionSnapshot | undefined> {
  const file = await collection.read();
  if (file === undefined) return undefined;
  const concepts = await Promise.all(file.concepts.map((name) => conceptSnapshot(collection, name)));
  const projections = inOrder(await collection.projections()).map(
    ({ points, ...projection }): ProjectionSnapshot => {
      const { name, method, parameters, seed, createdAt, model, device } = projection;
      const { origin, stopped, steps, quality, stability } = projection;
      return {
        ...{ name, method, parameters, seed, createdAt, model, device },
        ...{ origin, stopped, steps, quality, stability },
        points: points.length,
        path: projectionPath(name),
      };
    },
  );
  return { concepts, projections, problems: problemsOf(collection) };
}

/** The files that were met and cannot be used, in words. */
export function problemsOf({ problems }: Collection): readonly ProblemSnapshot[] {
  return problems.all().map(({ path, failure }) => {
    const problem = {
      path,
      message: describeError(new LexiclipError(failure)),
      opens: failure.kind !== 'not-a-plain-file',
    };
    const projection = projectionIn(path);
    return projection === undefined ? problem : { ...problem, projection };
  });
}

/** First the maps that every exploration makes, UMAP before t-SNE; then those that have a name of their own. */
function inOrder(projections: readonly ProjectionFile[]): ProjectionFile[] {
  const rank = ({ name, method }: ProjectionFile): number =>
    name === method ? projectionMethods.indexOf(method) : projectionMethods.length;
  return [...projections].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

async function conceptSnapshot(collection: Collection, name: string): Promise<ConceptSnapshot> {
  const slug = conceptSlug(name);
  const concept = await collection.readConcept(slug);
  const prompts = await Promise.all(
    (await collection.imagesOf(slug, concept)).map(async (id) => {
      const prompt = await collection.usablePrompt(slug, id);
      return prompt === undefined ? [] : [{ id, prompt: promptText(prompt), path: promptPath(slug, id) }];
    }),
  );
  return {
    name,
    slug,
    path: conceptPath(slug),
    query: concept?.query ?? name,
    source: concept?.source ?? '',
    requested: concept?.requested ?? 0,
    fetchedAt: concept?.fetchedAt ?? '',
    missing: concept?.missing ?? [],
    prompts: prompts.flat(),
  };
}
