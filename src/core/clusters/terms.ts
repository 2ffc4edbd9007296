import { termsOf } from './words.ts';

/** Prompts that are read, and terms that are told apart: names gain nothing from more. */
const [MOST_PROMPTS, MOST_TERMS] = [20_000, 500_000];
/** What so large a share of all images has in their prompts tells no clusters apart. */
const NEARLY_ALL = 0.8;
/** In more prompts, a term that only one has says nothing of a cluster, nor one that so small a share has. */
const FEW_PROMPTS = 100;
const LEAST_SHARE = 1 / 4000;
/** Prompts that are looked at before others may have the thread: some milliseconds. */
const SLICE = 64;
/** The same of rows of which it is only asked whether they have one. */
const ROWS = 8192;

/** The terms of prompts, by number. */
export interface Terms {
  /** By number. */
  readonly names: readonly string[];
  /** [terms]: how many of the prompts that were read have the term. */
  readonly frequency: Int32Array;
  /** The rows whose prompts were read, ascending, and the numbers of the terms of each. */
  readonly rows: Int32Array;
  readonly termsOf: readonly Int32Array[];
  /** Of so many prompts one was read. */
  readonly step: number;
}

/**
 * The terms of all prompts, or of evenly many of each cluster.
 * @param texts By row; empty where there is none.
 * @param order The rows, those of one cluster beside each other.
 * @param tellsApart Whether there are several clusters: what nearly all prompts have is left out then.
 */
export function* collectTerms(
  texts: (row: number) => string,
  order: Int32Array,
  tellsApart: boolean,
): Generator<void, Terms, undefined> {
  const withText = yield* rowsWithText(texts, order);
  const step = Math.max(1, Math.ceil(withText.length / MOST_PROMPTS));
  const rows = withText.filter((_, at) => at % step === 0).sort();
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const all: Int32Array[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    const own: number[] = [];
    for (const term of termsOf(texts(row))) {
      const number = numbers.get(term) ?? numbers.size;
      if (number === MOST_TERMS) continue;
      if (number === numbers.size) numbers.set(term, number);
      counts[number] = (counts[number] ?? 0) + 1;
      own.push(number);
    }
    all.push(Int32Array.from(own));
  }
  const frequency = Int32Array.from(counts);
  const least = rows.length > FEW_PROMPTS ? Math.max(2, LEAST_SHARE * rows.length) : 1;
  const most = tellsApart ? (NEARLY_ALL * order.length) / step : rows.length;
  const telling: Int32Array[] = [];
  for (const [at, terms] of all.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    telling.push(
      terms.filter((term) => {
        const count = frequency[term] ?? 0;
        return count >= least && count <= most;
      }),
    );
  }
  return { names: [...numbers.keys()], frequency, rows, termsOf: telling, step };
}

function* rowsWithText(
  texts: (row: number) => string,
  order: Int32Array,
): Generator<void, Int32Array, undefined> {
  const rows = new Int32Array(order.length);
  let count = 0;
  for (const [at, row] of order.entries()) {
    if (at % ROWS === ROWS - 1) yield;
    if (texts(row) !== '') rows[count++] = row;
  }
  return rows.subarray(0, count);
}
