import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { CancelSignal, OnStep } from '../signal.ts';
import { allRows, similarityBlocks, type Block, type BlockProduct } from './blocks.ts';
import type { KnownNeighbours } from './comparer.ts';
import { NeighbourLists } from './lists.ts';

export interface ExactRequest {
  readonly product: BlockProduct;
  /** Neighbours of each; no more are given than there are others. */
  readonly k: number;
  readonly known?: KnownNeighbours | undefined;
}

/**
 * The exact k nearest of every row by cosine, from similarities that are looked at once, block by block. With what
 * is known from before others came or went, only the rows whose neighbours are not known are compared, with all;
 * the result is the one of a computation from nothing.
 */
export async function exactNeighbours(
  { product, k: wanted, known }: ExactRequest,
  signal: CancelSignal,
  onStep: OnStep,
): Promise<NeighbourGraph> {
  const { count } = product;
  const k = Math.max(0, Math.min(wanted, count - 1));
  const lists = new NeighbourLists(count, k);
  if (k === 0) return lists.finish();
  const work = known === undefined ? undefined : pendingRows(known, count, k);
  if (known === undefined || work === undefined) {
    for await (const block of similarityBlocks(product, allRows(count), signal, onStep))
      offerBlock(lists, block);
    return lists.finish();
  }
  const isPending = new Uint8Array(count);
  for (const row of work.pending) isPending[row] = 1;
  fillSettled(lists, known, isPending);
  for await (const block of similarityBlocks(product, work.pending, signal, onStep))
    offerToPending(lists, block, work.isNew, isPending);
  return lists.finish();
}

/** @throws RangeError where a number of a vector is none: nothing is near such a vector, or far from it. */
export function checkFinite(vectors: Float32Array): void {
  if (!vectors.every(Number.isFinite)) throw new RangeError('a vector has numbers that are not finite');
}

interface Pending {
  /** Ascending. */
  readonly pending: Int32Array;
  /** For each row 1 where it was not in the graph. */
  readonly isNew: Uint8Array;
}

/**
 * The rows whose k nearest are not known: those that are new, and those that have fewer than k left of what was
 * known. Undefined where they are more than half: comparing all is no more work then, thanks to symmetry.
 */
export function pendingRows(known: KnownNeighbours, count: number, k: number): Pending | undefined {
  const isNew = new Uint8Array(count).fill(1);
  const left = new Int32Array(count);
  eachKnown(known, (now, start) => {
    isNew[now] = 0;
    for (let at = start; at < start + known.graph.k; at++)
      if ((known.rowNow[known.graph.indices[at] ?? 0] ?? 0) >= 0) left[now] = (left[now] ?? 0) + 1;
  });
  const pending = allRows(count).filter((row) => isNew[row] === 1 || (left[row] ?? 0) < k);
  return pending.length > count / 2 ? undefined : { pending, isNew };
}

/** Calls with the row now, and the place of its list, for every row of the graph that is still there. */
function eachKnown({ graph, rowNow }: KnownNeighbours, use: (now: number, start: number) => void): void {
  for (let row = 0; row < graph.count; row++) {
    const now = rowNow[row] ?? 0;
    if (now >= 0) use(now, row * graph.k);
  }
}

function fillSettled(lists: NeighbourLists, known: KnownNeighbours, isPending: Uint8Array): void {
  const { graph, rowNow } = known;
  const indices = new Int32Array(graph.k);
  const distances = new Float32Array(graph.k);
  eachKnown(known, (now, start) => {
    if (isPending[now] === 1) return;
    let size = 0;
    for (let at = start; at < start + graph.k; at++) {
      const index = rowNow[graph.indices[at] ?? 0] ?? 0;
      if (index < 0) continue;
      indices[size] = index;
      distances[size++] = graph.distances[at] ?? 0;
    }
    lists.fill(now, indices, distances);
  });
}

/** Offers every similarity to its row, and to its column's row where that will not see it otherwise. */
function offerBlock(lists: NeighbourLists, { rows, first, last, values, isMirrored }: Block): void {
  const { limits } = lists;
  const width = last - first;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const start = at * width;
    let limit = limits[row] ?? 0;
    for (let column = 0; column < width; column++) {
      const similarity = values[start + column] ?? 0;
      const other = first + column;
      if (similarity >= limit && other !== row) {
        lists.offer(row, other, similarity);
        limit = limits[row] ?? 0;
      }
    }
    if (!isMirrored) continue;
    for (let column = 0; column < width; column++) {
      const similarity = values[start + column] ?? 0;
      if (similarity >= (limits[first + column] ?? 0)) lists.offer(first + column, row, similarity);
    }
  }
}

/** The same for rows that are pending: settled rows know all others but the new ones. */
function offerToPending(
  lists: NeighbourLists,
  { rows, first, last, values }: Block,
  isNew: Uint8Array,
  isPending: Uint8Array,
): void {
  const { limits } = lists;
  const width = last - first;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const tells = isNew[row] === 1;
    const start = at * width;
    for (let column = 0; column < width; column++) {
      const similarity = values[start + column] ?? 0;
      const other = first + column;
      if (similarity >= (limits[row] ?? 0) && other !== row) lists.offer(row, other, similarity);
      if (tells && similarity >= (limits[other] ?? 0) && isPending[other] === 0)
        lists.offer(other, row, similarity);
    }
  }
}
