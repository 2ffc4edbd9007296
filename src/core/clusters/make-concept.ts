import * as l10n from '@vscode/l10n';
import type { CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { trimmedName } from '../concepts.ts';
import { newName } from '../curate/concept-names.ts';
import type { CurateDependencies } from '../curate/edits.ts';
import { newConcept } from '../curate/new-concept.ts';
import { LexiclipError } from '../errors.ts';
import { localQuoted } from '../language.ts';
import type { ClusterReference, MadeConcept } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { clusterColumns } from './columns.ts';
import { findCluster, type FoundCluster } from './find-cluster.ts';

/**
 * Makes a concept of a cluster's images (`newConcept`).
 * @param given Empty: the cluster's name.
 * @throws LexiclipError `bad-argument` for a name that cannot be given or a cluster without images, what
 * `findCluster` and what writing throws.
 */
export async function makeConcept(
  reference: ClusterReference,
  given: string,
  dependencies: CurateDependencies & { readonly vectors: string },
  task: LongTask,
): Promise<MadeConcept> {
  const { collection, vectors } = dependencies;
  const found = await findCluster(collection, vectors, reference);
  const name = trimmedName(given) || trimmedName(found.cluster.name);
  const view = await collection.view();
  const ids = await imagesOf(found, view, collection);
  newName(
    name,
    view.concepts.map((concept) => concept.name),
  );
  if (ids.length === 0)
    throw new LexiclipError({
      kind: 'bad-argument',
      argument: localQuoted(found.cluster.name),
      problem: l10n.t('has no images in this collection'),
    });
  return newConcept({ name, ids, source: 'cluster' }, dependencies, task);
}

/** By id, in the collection's order. */
async function imagesOf(
  { stored, level, cluster }: FoundCluster,
  { images }: CollectionView,
  { pause }: Collection,
): Promise<readonly string[]> {
  const ids = images.map(({ id }) => id);
  const columns = await clusterColumns(stored, ids, pause);
  const column = columns.find(({ name }) => name === level);
  return ids.filter((_, row) => column?.clusters[column.clusterOf[row] ?? -1] === cluster);
}
