import { describe, expect, it } from 'vitest';
import {
  gallerySortsOf,
  sortedRows,
  sortKeysOf,
  startsDescending,
  type FoundRows,
  type GallerySort,
} from '../../../src/core/explore/gallery-sort.ts';
import { hilbertPlaces } from '../../../src/core/explore/hilbert.ts';
import { OTHER, UNKNOWN } from '../../../src/core/explore/labels.ts';
import type { ExplorerMap, ProjectionView } from '../../../src/core/explore/map.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { device, model } from '../../fakes/collections.ts';

const projection: ProjectionView = {
  name: 'umap',
  title: 'UMAP',
  method: 'umap',
  parameters: {},
  seed: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  xy: Float32Array.of(0, 10, 9, 10, 1, 10, NaN, NaN, 10, 0),
  distortion: Float32Array.of(0.5, NaN, 0.25, 1, 0.5),
  model,
  device,
};

const map: ExplorerMap = {
  title: 'drawings',
  concepts: ['pear', 'apple'],
  images: {
    ids: ['a', 'b', 'c', 'd', 'e'],
    concepts: Uint32Array.of(0, 1, 0, 1, 1),
    flags: new Uint8Array(5),
    thumbnailNames: [],
    fields: [
      { field: 'size', labels: ['1024x1024', '512x512'], values: Uint8Array.of(0, 1, UNKNOWN, OTHER, 1) },
      { field: 'steps', values: Float32Array.of(30, NaN, 7.5, 30, 20) },
      { field: 'date', values: Float32Array.of(NaN, NaN, NaN, Date.UTC(2024, 4, 2, 12), NaN) },
    ],
  },
  projections: [projection],
  clusters: [],
  leftOut: { nsfw: 0, grids: 0 },
  thumbnails: '',
  sheets: '',
};

const all = Uint32Array.from([0, 1, 2, 3, 4]);
const found: FoundRows = {
  rows: Uint32Array.of(4, 0, 2),
  scores: new Map([
    [4, 0.31],
    [0, 0.42],
    [2, 0.1],
  ]),
};

function sorted(by: GallerySort, descending = false): string {
  const rows = sortedRows(all, sortKeysOf(map, projection, by, found), descending);
  return Array.from(rows, (row) => map.images.ids[row]).join('');
}

describe('the order of a gallery', () => {
  it('is by any number, what is not known last in both directions, what is alike as it was', () => {
    expect(sorted('steps')).toBe('ceadb');
    expect(sorted('steps', true)).toBe('adecb');
    expect(sorted('distortion')).toBe('caedb');
    expect(sorted('distortion', true)).toBe('daecb');
  });

  it('is by any word as people sort, other words after those that are named', () => {
    expect(sorted('concept')).toBe('bdeac');
    expect(sorted('concept', true)).toBe('acbde');
    expect(sorted('size')).toBe('beadc');
    expect(sorted('size', true)).toBe('dabec');
  });

  it('is that in which images were found, or by their scores', () => {
    expect(sorted('found')).toBe('eacbd');
    expect(sorted('score', true)).toBe('aecbd');
    expect(sorted('collection', true)).toBe('edcba');
  });

  it('follows the map: images that are close there are close here', () => {
    expect(sorted('map')).toMatch(/^ac(be|eb)d$/);
    // What the map does not know is by its place, too.
    expect(sorted('sampler')).toBe(sorted('map'));
  });

  it('is offered as far as the map knows it', () => {
    expect(gallerySortsOf(map, projection, found, true)).toEqual([
      ...['found', 'score', 'map', 'collection', 'concept', 'size', 'steps', 'date', 'distortion'],
    ]);
    const { name, title, method, parameters, seed, createdAt, xy } = projection;
    const flat = { name, title, method, parameters, seed, createdAt, xy, model, device };
    const unscored = { ...found, scores: undefined };
    expect(gallerySortsOf(map, flat, unscored, false).slice(0, 2)).toEqual(['map', 'collection']);
    expect(gallerySortsOf(map, flat, unscored, false)).not.toContain('distortion');
    expect([startsDescending('score'), startsDescending('steps')]).toEqual([true, false]);
  });

  it('says what images are sorted by', () => {
    const text = (by: GallerySort, row: number): string => sortKeysOf(map, projection, by, found).textOf(row);
    expect([text('steps', 2), text('steps', 1)]).toEqual(['7.5', 'not known']);
    expect(text('date', 3)).toBe('2024-05-02');
    expect(text('score', 0)).toBe('0.420');
    expect(text('size', 3)).toBe('other than these 12');
    expect([text('map', 0), text('found', 1)]).toEqual(['pear', 'apple']);
    expect(text('distortion', 2)).toBe('25.0\u00a0%');
  });

  it('sorts 100,000 images', () => {
    const random = seededRandom(1);
    const values = Float32Array.from({ length: 100_000 }, () =>
      random() < 0.1 ? NaN : Math.floor(random() * 1000),
    );
    const images = { ...map.images, fields: [{ field: 'seed' as const, values }] };
    const rows = Uint32Array.from(values.keys());
    const order = sortedRows(rows, sortKeysOf({ ...map, images }, projection, 'seed', undefined), true);
    const known = order.filter((row) => !Number.isNaN(values[row] ?? NaN));
    expect(known).toEqual(order.subarray(0, known.length));
    for (let at = 1; at < known.length; at++) {
      const [one = 0, next = 0] = [values[known[at - 1] ?? -1], values[known[at] ?? -1]];
      if (one < next || (one === next && (known[at - 1] ?? 0) > (known[at] ?? 0))) expect.fail(`at ${at}`);
    }
  });
});

it('walks through a plane so that each step is short', () => {
  const side = 16;
  const xy = Float32Array.from({ length: 2 * side * side }, (_, at) =>
    at % 2 === 0 ? (at >> 1) % side : Math.floor((at >> 1) / side),
  );
  const places = hilbertPlaces(xy);
  const order = [...places.keys()].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  for (let at = 1; at < order.length; at++) {
    const [one = 0, next = 0] = [order[at - 1], order[at]];
    const dx = (xy[2 * one] ?? 0) - (xy[2 * next] ?? 0);
    const dy = (xy[2 * one + 1] ?? 0) - (xy[2 * next + 1] ?? 0);
    expect(Math.hypot(dx, dy)).toBe(1);
  }
  expect([...hilbertPlaces(Float32Array.of(NaN, NaN))]).toEqual([NaN]);
});
