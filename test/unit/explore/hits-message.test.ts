import { expect, it } from 'vitest';
import type { Hits } from '../../../src/core/explore/hits.ts';
import { packHits, unpackHits } from '../../../src/protocol/hits-message.ts';

const ids = ['a', 'b', 'c'];
const rowOf = new Map(ids.map((id, row) => [id, row]));
const hits: Hits = {
  kind: 'search',
  title: 'a cat',
  ids: ['c', 'elsewhere', 'a'],
  scores: [0.75, 0.5, 0.25],
};

it('hits cross to a page as they are, on its map or not', () => {
  const packed = packHits(hits, rowOf);
  expect(packed.rows).toHaveLength(3);
  expect(packed.others).toEqual(['elsewhere']);
  expect(unpackHits(packed, ids)).toEqual({ ...hits, similarity: undefined });
});

it('what all images score is told by the rows of the map', () => {
  const all = { ids: ['c', 'elsewhere', 'a'], scores: Float32Array.of(0.5, 1, 0.25) };
  const { similarity } = unpackHits(packHits({ ...hits, all }, rowOf), ids);
  expect([...(similarity ?? [])]).toEqual([0.25, NaN, 0.5]);
});

it('nothing is made up where nothing was compared', () => {
  const found = unpackHits(packHits({ kind: 'outliers', title: 'Outliers', ids: [] }, rowOf), ids);
  expect(found).toEqual({
    kind: 'outliers',
    title: 'Outliers',
    ids: [],
    scores: undefined,
    similarity: undefined,
  });
});
