import { describe, expect, it } from 'vitest';
import {
  adjustableParameters,
  canBeKept,
  changeProblem,
  describeFrame,
  liveLayoutRows,
  liveLayoutView,
  includingLiveLayout,
} from '../../../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo } from '../../../src/core/explore/map.ts';
import { device, model } from '../../fakes/collections.ts';

const liveLayout: LiveLayoutInfo = {
  name: 'umap',
  title: 'UMAP',
  method: 'umap',
  seed: 1,
  parameters: { neighbors: 5 },
  model,
  device,
  ids: ['b', 'a', 'hidden'],
};
const ids = ['a', 'b', 'not placed'];
const rows = liveLayoutRows(liveLayout, ids);
const columns = { concepts: new Uint32Array(3), flags: new Uint8Array(3), thumbnailNames: [], fields: [] };
const frameOf = (...coordinates: number[]): Float32Array => Float32Array.from(coordinates);

describe('a forming map as one that can be drawn', () => {
  it('aligns a frame with the images by their ids', () => {
    const coordinates = frameOf(1, 2, 3, 4, 5, 6);
    const view = liveLayoutView(liveLayout, { coordinates, dimensions: 2, done: 1, total: 2 }, rows);
    expect(view.xy).toEqual(frameOf(3, 4, 1, 2, NaN, NaN));
    expect(view.depth).toBeUndefined();
    expect(view).toMatchObject({ name: 'umap', liveLayout: true, parameters: { neighbors: 5 } });
  });

  it('has depth where the frame does', () => {
    const coordinates = frameOf(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const view = liveLayoutView(liveLayout, { coordinates, dimensions: 3, done: 1, total: 2 }, rows);
    expect(view.xy).toEqual(frameOf(4, 5, 1, 2, NaN, NaN));
    expect(view.depth).toEqual(frameOf(6, 3, NaN));
  });

  it('shows what was there before the first frame, if anything', () => {
    expect(liveLayoutView(liveLayout, undefined, rows).xy.every(Number.isNaN)).toBe(true);
    const before = { xy: frameOf(1, 2, 3, 4, 5, 6), depth: frameOf(7, 8, 9) };
    expect(liveLayoutView(liveLayout, undefined, rows, before)).toMatchObject({ ...before, name: 'umap' });
    const frame = { coordinates: frameOf(1, 2, 3, 4, 5, 6), dimensions: 2, done: 1, total: 2 };
    expect(liveLayoutView(liveLayout, frame, rows, before).depth).toBeUndefined();
  });

  it('takes the place of the map that it will replace, else the last', () => {
    const view = liveLayoutView(liveLayout, undefined, rows);
    const map: ExplorerMap = {
      title: '',
      concepts: ['x'],
      images: { ids, ...columns },
      thumbnails: '',
      clusters: [],
      sheets: '',
      leftOut: { nsfw: 0, grids: 0 },
      projections: [
        { ...view, liveLayout: false },
        { ...view, name: 'tsne', liveLayout: false },
      ],
    };
    const shown = (name: string): unknown[] =>
      includingLiveLayout(map, { ...view, name }).projections.map((one) => [one.name, one.liveLayout]);
    expect(shown('umap')).toEqual([
      ['umap', true],
      ['tsne', false],
    ]);
    expect(shown('new').at(-1)).toEqual(['new', true]);
    expect(shown('new')).toHaveLength(3);
  });
});

it.each([
  [undefined, 'starting'],
  [{ done: 120, total: 500 }, 'epoch 120 of 500'],
  [{ done: 500, total: 500 }, 'measuring'],
])('with the frame %j it says %s', (frame, words) => expect(describeFrame('umap', frame)).toBe(words));

describe('what can be changed while a map forms', () => {
  it('is numbers of our own engines', () => {
    expect(adjustableParameters('umap').map(({ name }) => name)).toEqual([
      'neighbors',
      'minDist',
      'spread',
      'epochs',
    ]);
    expect(adjustableParameters('tsne').map(({ name }) => name)).toEqual([
      'perplexity',
      'iterations',
      'learningRate',
    ]);
    expect(adjustableParameters('pca')).toEqual([]);
  });

  it.each([
    ['umap', { neighbors: 30, minDist: 0 }, undefined],
    ['umap', {}, undefined],
    ['umap', { neighbors: 1.5 }, 'Neighbours must be a whole number'],
    ['umap', { minDist: 7 }, 'Minimum distance must be from 0 to 1'],
    ['umap', { minDist: 'much' }, 'Minimum distance must be a number'],
    ['umap', { dimensions: 3 }, 'dimensions cannot be changed while the map forms'],
    ['tsne', { constructor: 3 }, 'constructor cannot be changed while the map forms'],
  ] as const)('of %s, %j: %s', (method, parameters, problem) =>
    expect(changeProblem(method, parameters)).toBe(problem),
  );

  it('looks at what does not go together, with what the map has', () => {
    expect(changeProblem('umap', { minDist: 0.8 }, { spread: 0.5 })).toBe(
      'Minimum distance must not be larger than the spread',
    );
    expect(changeProblem('umap', { minDist: 0.8, spread: 2 }, { spread: 0.5 })).toBeUndefined();
  });
});

it('offers to keep what is made in many steps', () => {
  expect((['umap', 'tsne', 'pca', 'umap-js', 'tsne-js'] as const).filter(canBeKept)).toEqual([
    'umap',
    'tsne',
    'umap-js',
  ]);
});
