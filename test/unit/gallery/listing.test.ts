import { expect, it } from 'vitest';
import type { Hits } from '../../../src/core/explore/hits.ts';
import type { ExplorerMap, ProjectionView } from '../../../src/core/explore/map.ts';
import { whyEmpty } from '../../../webview/gallery/empty-text.ts';
import { Listings } from '../../../webview/gallery/listing.ts';
import { device, model } from '../../fakes/collections.ts';

const projection: ProjectionView = {
  name: 'umap',
  title: 'UMAP',
  method: 'umap',
  parameters: {},
  seed: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  xy: Float32Array.of(0, 0, 1, 0, 2, 0, 3, 0),
  model,
  device,
};
const map: ExplorerMap = {
  title: 'drawings',
  concepts: ['cat'],
  images: {
    ids: ['a', 'b', 'c', 'd'],
    concepts: new Uint32Array(4),
    flags: new Uint8Array(4),
    thumbnailNames: [],
    fields: [{ field: 'steps', values: Float32Array.of(4, 3, 2, 1) }],
  },
  projections: [projection],
  clusters: [],
  leftOut: { nsfw: 0, grids: 0 },
  thumbnails: '',
  sheets: '',
};
const scene = { map, projection, selected: Uint8Array.of(1, 0, 0, 1) };
const hits: Hits = { kind: 'search', title: 'red', ids: ['d', 'x', 'b'], scores: [0.3, 0.2, 0.1] };
const view = Uint32Array.of(1, 2, 3);

it('lists what is selected, found or in view, each in its order, and counts all three', () => {
  const listings = new Listings();
  const found = listings.make(scene, hits, view, 'hits', {});
  expect([...found.order]).toEqual([3, 1]);
  expect(found.counts).toEqual({ selection: 2, hits: 2, view: 3 });
  expect(found.sort.by).toBe('found');
  const sorts = { selection: { by: 'steps', descending: false } } as const;
  expect([...listings.make(scene, hits, view, 'selection', { sorts }).order]).toEqual([3, 0]);
  expect(listings.make(scene, hits, view, 'view', { sorts }).sort.by).toBe('map');
});

it('sorts as usual where what was chosen is not known here', () => {
  const sorts = { view: { by: 'score', descending: true } } as const;
  const listings = new Listings();
  expect(listings.make(scene, hits, view, 'view', { sorts }).sort).toEqual(sorts.view);
  expect([...listings.make(scene, hits, view, 'view', { sorts }).order]).toEqual([3, 1, 2]);
  expect(listings.make(scene, undefined, view, 'view', { sorts }).sort.by).toBe('map');
});

it('is sorted once for the same images', () => {
  const listings = new Listings();
  const { order } = listings.make(scene, hits, view, 'view', {});
  expect(listings.make({ ...scene }, hits, view, 'view', {}).order).toBe(order);
  expect(listings.make(scene, hits, Uint32Array.of(3, 1, 2), 'view', {}).order).toBe(order);
  expect(listings.make(scene, hits, Uint32Array.of(3, 1, 0), 'view', {}).order).not.toBe(order);
});

it('says why there is nothing', () => {
  const nothing = { hits: undefined, selected: new Set<string>() };
  expect(whyEmpty('selection', nothing)).toMatch(/No image is selected/);
  expect(whyEmpty('hits', nothing)).toMatch(/Nothing was found yet/);
  expect(whyEmpty('hits', { ...nothing, hits: { ...hits, ids: [] } })).toBe('Nothing was found: red');
  expect(whyEmpty('hits', { ...nothing, hits })).toMatch(/on no map/);
  expect(whyEmpty('view', nothing)).toMatch(/Press 0/);
});
