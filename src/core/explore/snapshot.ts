import type { CollectedConcept, CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { conceptPath, projectionIn, projectionPath } from '../collection/paths.ts';
import { LexiclipError } from '../errors.ts';
import type { CollectionSnapshot, ConceptSnapshot, ProblemSnapshot, ProjectionSnapshot } from '../reports.ts';
import { describeError } from '../wording.ts';
import { clustersSnapshot } from './clusters-snapshot.ts';
import { inOrder } from './view-model.ts';

/** What the sidebar tree lists; undefined where there is no collection yet. */
export async function collectionSnapshot(
  collection: Collection,
  view: CollectionView,
): Promise<CollectionSnapshot | undefined> {
  if (!view.exists) return undefined;
  const concepts = view.concepts.map(conceptSnapshot);
  const maps = await collection.projections();
  const projections = inOrder(maps).map((projection): ProjectionSnapshot => {
    const { name, method, parameters, seed, createdAt, model, device } = projection;
    const { origin, stopped, steps, quality, stability } = projection;
    return {
      name,
      method,
      parameters,
      seed,
      createdAt,
      model,
      device,
      origin,
      stopped,
      steps,
      quality,
      stability,
      points: projection.ids.length,
      path: projectionPath(name),
    };
  });
  const clusters = await clustersSnapshot(collection, view, maps);
  await collection.problems.forgetGone(collection.store);
  return { concepts, projections, clusters, problems: problemsOf(collection) };
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

function conceptSnapshot({ name, slug, file, images }: CollectedConcept): ConceptSnapshot {
  return {
    name,
    slug,
    path: conceptPath(slug),
    query: file?.query ?? name,
    source: file?.source ?? '',
    requested: file?.requested ?? 0,
    fetchedAt: file?.fetchedAt ?? '',
    missing: file?.missing ?? [],
    images,
  };
}
