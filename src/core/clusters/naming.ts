import type { ClusterEntry } from '../collection/clusters-schema.ts';
import type { CollectedImage } from '../collection/collection-view.ts';
import { imageName } from '../image-name.ts';
import { isNamedByHand } from './earlier-clusters.ts';
import type { ClusterLevel } from './levels.ts';
import { clusterNames, freeName } from './names.ts';
import { collectTerms, type Terms } from './terms.ts';
import { membersOf } from './weighted-graph.ts';

/** Texts by row: an image's prompt, or where it has none and concepts may be shown, their names. */
export function textsOf(
  images: readonly CollectedImage[],
  concepts: readonly string[],
): (row: number) => string {
  return (row) => {
    const { prompt = '', concepts: own = [] } = images[row] ?? {};
    return prompt === '' ? own.flatMap((index) => concepts[index] ?? []).join(', ') : prompt;
  };
}

/** @param finest The level whose clusters lie in those of all others. */
export function* termsOfImages(
  texts: (row: number) => string,
  finest: ClusterLevel,
): Generator<void, Terms, undefined> {
  return yield* collectTerms(texts, membersOf(finest).members, finest.communities > 1);
}

/**
 * What the clusters of a level are called, all differently: by their prompts, and without any by their most typical
 * image.
 * @param medoids The id of each cluster's.
 * @param continued The earlier cluster that each continues: the names that were given by hand are theirs.
 */
export function* suggestedNames(
  terms: Terms,
  level: ClusterLevel,
  medoids: readonly string[],
  continued: readonly (ClusterEntry | undefined)[],
): Generator<void, readonly string[], undefined> {
  const taken = new Set(
    continued.flatMap((earlier) => (earlier !== undefined && isNamedByHand(earlier) ? earlier.name : [])),
  );
  const names = yield* clusterNames(terms, level, taken);
  for (const name of names) taken.add(name);
  return names.map((name, cluster) => {
    if (name !== '') return name;
    const free = freeName(nameByImage(medoids[cluster] ?? ''), taken);
    taken.add(free);
    return free;
  });
}

/** What a cluster is called whose prompts say nothing: its most central image stands for it. */
function nameByImage(medoid: string): string {
  return `like ${imageName(medoid)}`;
}

/** Whether a cluster is called so. A number may follow, where several have images of one name. */
export function isNamedByImage({ name, medoid }: Pick<ClusterEntry, 'name' | 'medoid'>): boolean {
  return name.replace(/ \(\d+\)$/, '') === nameByImage(medoid);
}
