import type { Terms } from './terms.ts';
import type { Partition } from './weighted-graph.ts';

/** Terms of a name, at most; each further one stands for images that those before do not name. */
const MOST_TERMS = 3;
/** The least share of a cluster's prompts that a further term stands for. */
const LEAST_SHARE = 0.2;
/** A phrase is more telling than its words where so large a share of those that have a word have the phrase. */
const PHRASE_SHARE = 0.8;
/** Prompts that are counted before others may have the thread: some milliseconds. */
const SLICE = 128;

/**
 * A name for each cluster, of the terms that its prompts have and those of others have not: class-based TF-IDF
 * (Grootendorst 2022, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure", section 3.3), with prompts
 * in place of words as what is counted, as a word that is said twice in one prompt is no more common.
 * Empty for a cluster without prompts, or whose prompts say what all say.
 * @param taken Names that others have; all names are different.
 */
export function* clusterNames(
  { names, frequency, rows, termsOf }: Terms,
  { communityOf, communities }: Partition,
  taken: ReadonlySet<string> = new Set(),
): Generator<void, readonly string[], undefined> {
  const prompts = Array.from({ length: communities }, (): Int32Array[] => []);
  rows.forEach((row, at) => prompts[communityOf[row] ?? 0]?.push(termsOf[at] ?? new Int32Array()));
  const perCluster = termsOf.reduce((sum, { length }) => sum + length, 0) / communities;
  const inverse = (term: number): number => Math.log(1 + perCluster / (frequency[term] ?? 1));
  const given = new Set(taken);
  const found = new Array<string>(communities).fill('');
  // The largest first: it has the plain name of several that would be called the same.
  const bySize = [...prompts.entries()].sort(([, a], [, b]) => b.length - a.length);
  for (const [community, own] of bySize) {
    yield;
    const chosen = yield* coveringTerms(own, names, inverse);
    if (chosen.length === 0) continue;
    const common = [...(yield* countsOf(own))].filter(([, count]) => count >= LEAST_SHARE * own.length);
    const others = common.map(([term, count]) => ({ term, score: count * inverse(term) }));
    others.sort((a, b) => compare(a, b, names));
    const further = others.map(({ term }) => term);
    const name = unique(wordsOf(chosen, names), wordsOf(further, names), given);
    given.add(name);
    found[community] = name;
  }
  return found;
}

function wordsOf(terms: readonly number[], names: readonly string[]): readonly string[] {
  return terms.map((term) => names[term] ?? '');
}

type Inverse = (term: number) => number;

/** The best term, then the best of the prompts that do not have it, and so on: a mixed cluster is called so. */
function* coveringTerms(
  prompts: readonly Int32Array[],
  names: readonly string[],
  inverse: Inverse,
): Generator<void, readonly number[], undefined> {
  const chosen: number[] = [];
  let unnamed = prompts;
  while (chosen.length < MOST_TERMS) {
    const counts = yield* countsOf(unnamed);
    let best: Scored = { term: -1, score: 0 };
    for (const [term, count] of counts) {
      const scored = { term, score: count * inverse(term) };
      if (compare(scored, best, names) < 0) best = scored;
    }
    const count = counts.get(best.term) ?? 0;
    if (count === 0 || (chosen.length > 0 && count < LEAST_SHARE * prompts.length)) break;
    const word = names[best.term] ?? '';
    const phrase = [...counts].find(
      ([term, times]) =>
        times >= PHRASE_SHARE * count && term !== best.term && names[term]?.split(' ').includes(word),
    );
    chosen.push(phrase?.[0] ?? best.term);
    unnamed = unnamed.filter((terms) => !terms.includes(best.term));
  }
  return chosen;
}

function* countsOf(prompts: readonly Int32Array[]): Generator<void, ReadonlyMap<number, number>, undefined> {
  const counts = new Map<number, number>();
  for (const [at, terms] of prompts.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/** The more telling first; among equals a phrase, then what stands later in its prompt: nouns end phrases. */
function compare(a: Scored, b: Scored, names: readonly string[]): number {
  const isPhrase = ({ term }: Scored): number => Number(names[term]?.includes(' '));
  return b.score - a.score || isPhrase(b) - isPhrase(a) || b.term - a.term;
}

interface Scored {
  readonly term: number;
  readonly score: number;
}

/** The terms as a name that nobody has: with another term where that helps, else with a number. */
function unique(chosen: readonly string[], others: readonly string[], given: ReadonlySet<string>): string {
  const name = chosen.join(', ');
  if (!given.has(name)) return name;
  const longer = others.filter((term) => !chosen.includes(term)).map((term) => `${name}, ${term}`);
  const free = longer.find((each) => !given.has(each));
  return free ?? freeName(name, given);
}

/** The name, or with the first number that makes it one that nobody has. */
export function freeName(name: string, given: ReadonlySet<string>): string {
  if (!given.has(name)) return name;
  let number = 2;
  while (given.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
