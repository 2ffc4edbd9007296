import * as l10n from '@vscode/l10n';
import type { ClusterEntry } from '../collection/clusters-schema.ts';
import type { Collection } from '../collection/collection.ts';
import { clustersPath } from '../collection/paths.ts';
import { encodeClusters, type StoredClusters } from '../collection/stored-clusters.ts';
import { writeAnew } from '../collection/write-anew.ts';
import { conceptKey, LONGEST_CONCEPT, trimmedName } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
import { localQuoted } from '../language.ts';
import type { ClusterReference } from '../reports.ts';
import { findCluster } from './find-cluster.ts';

/**
 * Gives a cluster a name, which it keeps when the clusters are computed again. Answers the name that it has then.
 * Needs the turn to write.
 * @param given Empty: the suggested name comes back.
 * @throws LexiclipError `bad-argument` for a name that it cannot have, what `findCluster` and what writing throws.
 */
export async function renameCluster(
  collection: Collection,
  vectors: string,
  reference: ClusterReference,
  given: string,
): Promise<string> {
  const { stored, level, clusters, cluster } = await findCluster(collection, vectors, reference);
  const problem = clusterNameProblem(given, cluster, clusters);
  const name = trimmedName(given) || cluster.suggested;
  if (problem !== undefined)
    throw new LexiclipError({ kind: 'bad-argument', argument: localQuoted(name), problem });
  if (name === cluster.name) return name;
  const levels = stored.levels.map((one) => {
    if (one.name !== level) return one;
    return { ...one, clusters: one.clusters.map((each) => (each === cluster ? { ...each, name } : each)) };
  });
  const renamed: StoredClusters = { ...stored, levels };
  await writeAnew(collection, clustersPath(vectors), () => encodeClusters(renamed, collection.pause));
  return name;
}

/**
 * Why a cluster cannot be called so, as the end of a sentence about the name; undefined where it can.
 * @param level All clusters of its level: names are different there, in any case and with any blanks.
 */
export function clusterNameProblem(
  given: string,
  { id, suggested }: Pick<ClusterEntry, 'id' | 'suggested'>,
  level: readonly Pick<ClusterEntry, 'id' | 'name'>[],
): string | undefined {
  const name = trimmedName(given) || suggested;
  if (name.length > LONGEST_CONCEPT) return l10n.t('is longer than {0} characters', LONGEST_CONCEPT);
  const isTaken = level.some((one) => one.id !== id && conceptKey(one.name) === conceptKey(name));
  return isTaken ? l10n.t('is the name of another cluster of this level') : undefined;
}
