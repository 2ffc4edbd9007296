import type { VectorSet } from '../collection/vector-set.ts';
import type { Vocabulary } from './available-vocabulary.ts';
import { dot } from './centres.ts';

/** Words of which a cluster gets one: others take the best. */
const CANDIDATES = 64;

/**
 * A word for each of some clusters, all differently: the one whose vector lies, seen from the middle of all words,
 * nearest to where the cluster's centre lies, seen from the middle of all clusters. What is true of all pictures is so
 * left out, and so is the gap between the vectors of images and of texts (Liang and others 2022, "Mind the gap").
 * @param centres Row-major [clusters, dimension], of all clusters of a level.
 * @param wanted The clusters that need a word.
 * @param taken Names that others have.
 * @returns By cluster; those that found none are not among them.
 */
export function* wordNames(
  { words, ...vectors }: Vocabulary,
  centres: VectorSet,
  wanted: readonly number[],
  taken: ReadonlySet<string>,
): Generator<void, ReadonlyMap<number, string>, undefined> {
  const { dimension } = vectors;
  const directions = fromMiddle(vectors);
  yield;
  // A single cluster is what it is; there is nothing that it could be told from.
  const isOne = centres.vectors.length === dimension;
  const kinds = isOne ? centres.vectors : fromMiddle(centres);
  const found: Candidate[] = [];
  for (const cluster of wanted) {
    yield;
    const own: Candidate[] = [];
    for (let word = 0; word < words.length; word++) {
      const cosine = dot(kinds, cluster * dimension, directions, word * dimension, dimension);
      if (cosine > 0 && !taken.has(words[word] ?? '')) own.push({ cluster, word, cosine });
    }
    found.push(...own.sort(byFit).slice(0, CANDIDATES));
  }
  yield;
  // A word goes to the cluster that it fits best.
  found.sort(byFit);
  const names = new Map<number, string>();
  const given = new Set<number>();
  for (const { cluster, word } of found) {
    if (names.has(cluster) || given.has(word)) continue;
    names.set(cluster, words[word] ?? '');
    given.add(word);
  }
  return names;
}

interface Candidate {
  readonly cluster: number;
  readonly word: number;
  readonly cosine: number;
}

function byFit(a: Candidate, b: Candidate): number {
  return b.cosine - a.cosine || a.word - b.word || a.cluster - b.cluster;
}

/** The directions of rows from their mean, each of length 1; zeros for a row that is the mean. */
function fromMiddle({ vectors, dimension }: VectorSet): Float32Array {
  const count = vectors.length / dimension;
  const mean = new Float64Array(dimension);
  vectors.forEach((value, at) => {
    mean[at % dimension] = (mean[at % dimension] ?? 0) + value / count;
  });
  const directions = vectors.map((value, at) => value - (mean[at % dimension] ?? 0));
  for (let from = 0; from < directions.length; from += dimension) {
    const row = directions.subarray(from, from + dimension);
    const length = Math.sqrt(dot(row, 0, row, 0, dimension));
    if (length > 0) row.forEach((value, at) => (row[at] = value / length));
  }
  return directions;
}
