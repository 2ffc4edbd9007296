import type { Hits } from '../core/explore/hits.ts';

/** Hits on their way to a page: rows of its map's images for ids, which would be megabytes of a hundred thousand. */
export interface HitsMessage extends Pick<Hits, 'kind' | 'title'> {
  /** In the order of the hits; `NOT_ON_MAP` for those that the map does not have. */
  readonly rows: Uint32Array;
  /** The ids of those, in their order. */
  readonly others: readonly string[];
  /** Aligned with `rows`. */
  readonly scores?: Float32Array;
  /** What each image of the map scores, by row; NaN where that is not known. */
  readonly similarity?: Float32Array;
}

const NOT_ON_MAP = 0xffffffff;

/** What a page knows of hits. */
export interface PageHits extends Omit<Hits, 'all'> {
  readonly similarity?: Float32Array | undefined;
}

/** @param rowOf The row of each image of the page's map. */
export function packHits(
  { kind, title, ids, scores, all }: Hits,
  rowOf: ReadonlyMap<string, number>,
): HitsMessage {
  const others: string[] = [];
  const rows = new Uint32Array(ids.length);
  for (const [at, id] of ids.entries()) {
    const row = rowOf.get(id);
    rows[at] = row ?? NOT_ON_MAP;
    if (row === undefined) others.push(id);
  }
  let similarity: Float32Array | undefined;
  if (all !== undefined) {
    similarity = new Float32Array(rowOf.size).fill(NaN);
    for (const [at, id] of all.ids.entries()) {
      const row = rowOf.get(id);
      if (row !== undefined) similarity[row] = all.scores[at] ?? NaN;
    }
  }
  return {
    kind,
    title,
    rows,
    others,
    ...(scores === undefined ? {} : { scores: Float32Array.from(scores) }),
    ...(similarity === undefined ? {} : { similarity }),
  };
}

/** @param ids Of the map's images. */
export function unpackHits(
  { kind, title, rows, others, scores, similarity }: HitsMessage,
  ids: readonly string[],
): PageHits {
  let other = 0;
  const found = Array.from(rows, (row) => (row === NOT_ON_MAP ? others[other++] : ids[row]) ?? '');
  return { kind, title, ids: found, scores: scores === undefined ? undefined : [...scores], similarity };
}
