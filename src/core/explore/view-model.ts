import { promptText, type Collection } from '../collection/collection.ts';
import { conceptPath, conceptSlug, promptPath, projectionPath, thumbnailPath } from '../collection/paths.ts';
import { projectionMethods, type ProjectionFile } from '../collection/schema.ts';
import { projectionTitle } from '../project/parameters.ts';
import type { CollectionSnapshot, ConceptSnapshot } from '../reports.ts';
import type { ExplorerMap } from './map.ts';

/**
 * The map for the explorer: all images that at least one projection places. `thumbnail` turns a path in the
 * collection into what the page loads. Undefined where there is no projection.
 */
export async function explorerMap(
  collection: Collection,
  title: string,
  thumbnail: (path: string) => Promise<string | null>,
): Promise<ExplorerMap | undefined> {
  const projections = inOrder(await collection.projections());
  if (projections.length === 0) return undefined;
  const placed = new Set(projections.flatMap(({ points }) => points.map(({ id }) => id)));
  const collected = (await collection.images()).filter(({ id }) => placed.has(id));
  const images = await Promise.all(
    collected.map(async ({ id, prompt, concepts }) => ({
      id,
      concept: concepts[0] ?? 0,
      prompt: promptText(prompt),
      thumbnail: (await collection.store.exists(thumbnailPath(id)))
        ? await thumbnail(thumbnailPath(id))
        : null,
    })),
  );
  const views = projections.map(({ points, name, ...projection }) => {
    const at = new Map(points.map((point) => [point.id, point]));
    const { method, parameters, seed, createdAt, model, device } = projection;
    const title = projectionTitle({ name, method });
    const xy = images.flatMap(({ id }) => [at.get(id)?.x ?? null, at.get(id)?.y ?? null]);
    return { name, title, method, parameters, seed, createdAt, model, device, xy };
  });
  return { title, concepts: (await collection.read())?.concepts ?? [], images, projections: views };
}

/** What the sidebar tree lists; undefined where there is no collection yet. */
export async function collectionSnapshot(collection: Collection): Promise<CollectionSnapshot | undefined> {
  const file = await collection.read();
  if (file === undefined) return undefined;
  const concepts = await Promise.all(file.concepts.map((name) => conceptSnapshot(collection, name)));
  const projections = inOrder(await collection.projections()).map(({ points, ...projection }) => {
    const { name, method, parameters, seed, createdAt, model, device } = projection;
    return {
      name,
      method,
      parameters,
      seed,
      createdAt,
      model,
      device,
      points: points.length,
      path: projectionPath(name),
    };
  });
  return { concepts, projections };
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
    (concept?.images ?? []).map(async (id) => {
      const prompt = await collection.readPrompt(slug, id);
      return prompt === undefined ? [] : [{ id, prompt: promptText(prompt), path: promptPath(slug, id) }];
    }),
  );
  return {
    name,
    slug,
    path: conceptPath(slug),
    source: concept?.source ?? '',
    requested: concept?.requested ?? 0,
    fetchedAt: concept?.fetchedAt ?? '',
    missing: concept?.missing ?? [],
    prompts: prompts.flat(),
  };
}
