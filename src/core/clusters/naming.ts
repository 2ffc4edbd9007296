import type { ClusterEntry } from '../collection/clusters-schema.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import { imageName } from '../image-name.ts';
import type { Vocabulary } from './available-vocabulary.ts';
import { isNamedByHand } from './earlier-clusters.ts';
import type { ClusterLevel } from './levels.ts';
import { clusterNames, freeName } from './names.ts';
import { collectTerms, type Terms } from './terms.ts';
import { membersOf } from './weighted-graph.ts';
import { wordNames } from './word-names.ts';

/** @param finest The level whose clusters lie in those of all others. */
export function* termsOfImages(
  texts: (row: number) => string,
  finest: ClusterLevel,
): Generator<void, Terms, undefined> {
  return yield* collectTerms(texts, membersOf(finest).members, finest.communities > 1);
}

/** The least share of a cluster's images whose prompts say something, for a name that stands for all of it. */
const LEAST_SHARE = 0.2;

/** The clusters whose prompts say something of enough of their images. */
function* clustersWithPrompts(
  { rows, termsOf, step }: Terms,
  level: ClusterLevel,
): Generator<void, ReadonlySet<number>, undefined> {
  const telling = new Int32Array(level.communities);
  rows.forEach((row, at) => {
    const cluster = level.communityOf[row] ?? 0;
    if (termsOf[at]?.length !== 0) telling[cluster] = (telling[cluster] ?? 0) + step;
  });
  yield;
  const { starts } = membersOf(level);
  yield;
  const enough = [...telling.entries()].filter(([cluster, count]) => {
    const size = (starts[cluster + 1] ?? 0) - (starts[cluster] ?? 0);
    return count > 0 && count >= LEAST_SHARE * size;
  });
  return new Set(enough.map(([cluster]) => cluster));
}

/** Without prompts, a cluster is called what its pictures show. */
export interface KnownWords {
  readonly vocabulary: Vocabulary;
  /** Of the level's clusters. */
  readonly centres: VectorSet;
}

export interface LevelToName {
  readonly level: ClusterLevel;
  /** The id of each cluster's most typical image. */
  readonly medoids: readonly string[];
  /** The earlier cluster that each continues: the names that were given by hand are theirs. */
  readonly continued: readonly (ClusterEntry | undefined)[];
}

/**
 * What the clusters of a level are called, all differently: by their prompts; without enough of these by words for what
 * their pictures show, where the model knows any; else by their most typical image.
 * @param words Asked for where a cluster needs one.
 */
export async function suggestedNames(
  terms: Terms,
  { level, medoids, continued }: LevelToName,
  words: () => Promise<KnownWords | undefined>,
  turns: Turns,
): Promise<readonly string[]> {
  const taken = new Set(
    continued.flatMap((earlier) => (earlier !== undefined && isNamedByHand(earlier) ? earlier.name : [])),
  );
  const names = await turns(clusterNames(terms, level, taken));
  const withPrompts = await turns(clustersWithPrompts(terms, level));
  for (const [cluster, name] of names.entries()) if (withPrompts.has(cluster)) taken.add(name);
  const wanted = [...names.keys()].filter((cluster) => !withPrompts.has(cluster));
  const known = wanted.length === 0 ? undefined : await words();
  const shown =
    known === undefined ? undefined : await turns(wordNames(known.vocabulary, known.centres, wanted, taken));
  for (const name of shown?.values() ?? []) taken.add(name);
  return names.map((name, cluster) => {
    const word = shown?.get(cluster);
    if (word !== undefined || withPrompts.has(cluster)) return word ?? name;
    // A name of few prompts is better than none.
    const free = freeName(name === '' ? nameByImage(medoids[cluster] ?? '') : name, taken);
    taken.add(free);
    return free;
  });
}

/** Takes a computation to its end, letting others have the thread. */
type Turns = <T>(steps: Generator<void, T, undefined>) => Promise<T>;

/** What a cluster is called whose prompts say nothing: its most central image stands for it. */
function nameByImage(medoid: string): string {
  return `like ${imageName(medoid)}`;
}

/** Whether a cluster is called so. A number may follow, where several have images of one name. */
export function isNamedByImage({ name, medoid }: Pick<ClusterEntry, 'name' | 'medoid'>): boolean {
  return name.replace(/ \(\d+\)$/, '') === nameByImage(medoid);
}
