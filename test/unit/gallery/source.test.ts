import { expect, it } from 'vitest';
import {
  firstChoice,
  foundRows,
  galleryFollows,
  markedRows,
  type GalleryChoice,
  type Shown,
} from '../../../src/core/explore/gallery-source.ts';
import type { Hits } from '../../../src/core/explore/hits.ts';

const hits: Hits = { kind: 'search', title: 'red', ids: ['b', 'gone', 'a'], scores: [0.3, 0.25, 0.2] };
const nothing: Shown = { hits: undefined, selected: new Set() };
const selected: Shown = { ...nothing, selected: new Set(['a']) };
const found: Shown = { ...nothing, hits };

it('shows what was found or selected last', () => {
  const afterSelecting = galleryFollows(firstChoice, nothing, selected, false);
  expect(afterSelecting.source).toBe('selection');
  expect(galleryFollows(afterSelecting, selected, { ...selected, hits }, false).source).toBe('hits');
  expect(galleryFollows(firstChoice, nothing, nothing, false)).toBe(firstChoice);
});

it('stays where the user chose, or selects in the gallery itself', () => {
  const chosen: GalleryChoice = { source: 'view', isChosen: true };
  expect(galleryFollows(chosen, nothing, selected, false)).toBe(chosen);
  expect(galleryFollows(firstChoice, nothing, selected, true)).toBe(firstChoice);
  // A search is a new question.
  expect(galleryFollows(chosen, nothing, found, false)).toEqual({ source: 'hits', isChosen: false });
});

it('goes on to what there is when what it showed is gone', () => {
  const hit: GalleryChoice = { source: 'hits', isChosen: true };
  expect(galleryFollows(hit, found, nothing, false).source).toBe('view');
  expect(galleryFollows(hit, { ...selected, hits }, selected, false).source).toBe('selection');
  const selection: GalleryChoice = { source: 'selection', isChosen: true };
  expect(galleryFollows(selection, { ...selected, hits }, found, true).source).toBe('hits');
  // Who chose an empty selection sees that it is empty.
  expect(galleryFollows(selection, nothing, nothing, false)).toBe(selection);
});

it('finds the rows of what is marked and of what was found, without what is on no map', () => {
  expect([...markedRows(Uint8Array.of(0, 1, 0, 1))]).toEqual([1, 3]);
  expect([...markedRows(undefined)]).toEqual([]);
  const { rows, scores } = foundRows(
    hits,
    new Map([
      ['a', 0],
      ['b', 1],
    ]),
  );
  expect([...rows]).toEqual([1, 0]);
  expect([scores?.get(1), scores?.get(0)]).toEqual([0.3, 0.2]);
  expect(
    foundRows({ kind: 'duplicates', title: '', ids: ['a'] }, new Map([['a', 5]])).scores,
  ).toBeUndefined();
});
