import { describe, expect, it } from 'vitest';
import { changedMap, isSameMap, mapChange } from '../../../src/core/explore/changes.ts';
import type { ExplorerMap, ImageColumns, ProjectionView } from '../../../src/core/explore/map.ts';
import { device, model } from '../../fakes/collections.ts';

const images: ImageColumns = {
  ids: ['a', 'b'],
  concepts: Uint32Array.of(0, 0),
  flags: Uint8Array.of(0, 0),
  thumbnailNames: [],
  fields: [],
};

function view(name: string, columns: Partial<ProjectionView> = {}): ProjectionView {
  const made = {
    name,
    title: name,
    method: 'umap',
    parameters: {},
    seed: 1,
    createdAt: '',
    model,
    device,
  } as const;
  return { ...made, xy: new Float32Array(4), ...columns };
}

function mapOf(...projections: ProjectionView[]): ExplorerMap {
  const leftOut = { nsfw: 0, grids: 0 };
  return {
    title: 'x',
    concepts: ['cat'],
    images,
    projections,
    leftOut,
    thumbnails: '',
    clusters: [],
    sheets: '',
  };
}

const deep = view('deep', { depth: new Float32Array(2), distortion: new Float32Array(2) });

describe('what a page is told of a map', () => {
  it('is everything the first time', () => {
    const map = mapOf(view('umap'), deep);
    expect(mapChange(undefined, map)).toEqual(map);
    expect(changedMap(undefined, mapChange(undefined, map))).toEqual(map);
  });

  it('has the columns of what is another alone', () => {
    const before = mapOf(view('umap'), deep);
    const xy = Float32Array.of(1, 2, 3, 4);
    const now = mapOf({ ...deep, seed: 7 }, view('umap', { xy }), view('new'));
    const change = mapChange(before, now);
    expect(change.images).toBeUndefined();
    expect(change.projections.map((one) => [one.name, 'xy' in one])).toEqual([
      ['deep', false],
      ['umap', true],
      ['new', true],
    ]);
    expect(changedMap(before, change)).toEqual(now);
    expect(changedMap(before, change).projections[0]?.depth).toBe(deep.depth);
  });

  it('is everything where the images are others: all columns are aligned with them', () => {
    const before = mapOf(view('umap'));
    const now = { ...before, images: { ...images } };
    expect(mapChange(before, now)).toEqual(now);
  });

  it('cannot be understood without what was told before', () => {
    const change = mapChange(mapOf(deep), mapOf(deep));
    expect(() => changedMap(undefined, change)).toThrow(RangeError);
    expect(() => changedMap(mapOf(view('umap')), change)).toThrow(/deep/);
  });
});

it('draws the same for maps with the same columns and the same words', () => {
  const map = mapOf(view('umap'), deep);
  expect(isSameMap(map, { ...map })).toBe(true);
  expect(isSameMap(undefined, map)).toBe(false);
  expect(isSameMap(map, { ...map, concepts: ['dog'] })).toBe(false);
  expect(isSameMap(map, { ...map, images: { ...images } })).toBe(false);
  expect(isSameMap(map, mapOf(...map.projections.slice(1)))).toBe(false);
  expect(isSameMap(map, mapOf(view('umap'), deep))).toBe(false);
});
