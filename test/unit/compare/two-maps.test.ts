import { describe, expect, it, vi } from 'vitest';
import { colouring, colouringsOf } from '../../../src/core/explore/colouring.ts';
import type { ExplorerMap, ProjectionView } from '../../../src/core/explore/map.ts';
import { carriedOver, fitAll } from '../../../src/core/explore/viewport.ts';
import { MovedBetween } from '../../../webview/compare/moved-between.ts';
import { ReplacedMaps } from '../../../webview/compare/replaced-maps.ts';

function view(name: string, xy: readonly number[], createdAt = '1'): ProjectionView {
  return {
    name,
    title: name.toUpperCase(),
    method: 'umap',
    parameters: {},
    seed: 42,
    createdAt,
    xy: Float32Array.from(xy),
    model: { id: 'm', label: 'M', standIn: false },
    device: { provider: 'cpu', reason: '' },
  };
}

function map(ids: readonly string[], projections: readonly ProjectionView[]): ExplorerMap {
  const images = {
    ids,
    concepts: new Uint32Array(ids.length),
    flags: new Uint8Array(ids.length),
    thumbnailNames: [],
    fields: [],
  };
  const leftOut = { nsfw: 0, grids: 0 };
  return {
    title: '',
    concepts: ['cat'],
    images,
    projections,
    clusters: [],
    leftOut,
    thumbnails: '',
    sheets: '',
  };
}

const line = (count: number): number[] =>
  Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? at : 0));

describe('a map as it was', () => {
  const before = map(['a', 'b', 'c'], [view('umap', [0, 0, 1, 1, 2, 2]), view('tsne', [5, 5, 6, 6, 7, 7])]);

  it('is offered once its map was computed again, with the images in their new rows', () => {
    const replaced = new ReplacedMaps();
    const now = map(
      ['c', 'new', 'a'],
      [view('umap', [9, 9, 9, 9, 9, 9], '2'), ...before.projections.slice(1)],
    );
    replaced.remember(undefined, before);
    expect(replaced.on(before)).toEqual([]);
    replaced.remember(before, now);
    const [was, ...others] = replaced.on(now);
    expect(others).toEqual([]);
    expect([was?.name, was?.title]).toEqual(['before/umap', 'UMAP, before']);
    expect([...(was?.xy ?? [])]).toEqual([2, 2, NaN, NaN, 0, 0]);
    // The same for the same: it is not drawn again.
    expect(replaced.on(now)[0]).toBe(was);
  });

  it('goes with its map', () => {
    const replaced = new ReplacedMaps();
    replaced.remember(before, map(['a'], [view('umap', [1, 1], '2')]));
    expect(replaced.on(map(['a'], [view('tsne', [1, 1])]))).toEqual([]);
  });
});

describe('who moved between the maps that show', () => {
  const listen = (): { onProgress: () => void; onDone: ReturnType<typeof vi.fn<() => void>> } => ({
    onProgress: () => undefined,
    onDone: vi.fn<() => void>(),
  });

  it('is found once for the same maps, in whichever order they stand', async () => {
    const listener = listen();
    const between = new MovedBetween(listener);
    const [first, second] = [view('umap', line(40)), view('tsne', line(40).reverse())];
    expect(between.between(first, second)).toBeUndefined();
    await vi.waitFor(() => expect(listener.onDone).toHaveBeenCalled());
    const moved = between.between(first, second);
    expect(moved?.compared).toBe(40);
    expect(between.between(second, first)).toBe(moved);
    expect(between.on(second, first).moved).toBe(moved?.shares);
    expect(between.on(first, second)).toBe(between.on(first, second));
    expect(listener.onDone).toHaveBeenCalledTimes(1);
  });

  it('is not looked for while a map forms, and is dropped when other maps show', async () => {
    const listener = listen();
    const between = new MovedBetween(listener);
    const [first, second, third] = [
      view('umap', line(3000)),
      view('tsne', line(3000)),
      view('pca', line(30)),
    ];
    expect(between.between({ ...first, liveLayout: true }, second)).toBeUndefined();
    between.between(first, second);
    between.between(third, view('other', line(30)));
    await vi.waitFor(() => expect(listener.onDone).toHaveBeenCalled());
    expect(listener.onDone).toHaveBeenCalledTimes(1);
    expect(between.on(first, second)).toBe(first);
  });
});

it('colours by who moved where that is known', () => {
  const [known, unknown] = [
    { ...view('umap', line(3)), moved: Float32Array.of(0, 1, NaN) },
    view('umap', line(3)),
  ];
  const all = map(['a', 'b', 'c'], [known]);
  expect(colouringsOf(all, known)).toContain('moved');
  expect(colouringsOf(all, unknown)).not.toContain('moved');
  const look = { background: 'dark', highContrast: false } as const;
  const { by, scale, markOf } = colouring(all, known, 'moved', look);
  expect([by, scale]).toEqual(['moved', { least: 0, most: 1 }]);
  expect(new Set([0, 1, 2].map((row) => markOf(row).colour)).size).toBe(3);
  expect(colouring(all, unknown, 'moved', look).by).toBe('concept');
});

it('sees the same part of another map', () => {
  const size = { width: 456, height: 256 };
  const from = fitAll({ left: 0, right: 4, low: 0, high: 2 }, size);
  const to = fitAll({ left: 100, right: 140, low: 10, high: 30 }, size);
  expect(carriedOver(from, from, to)).toEqual(to);
  const close = { centreX: 3, centreY: 0.5, scale: from.scale / 4 };
  expect(carriedOver(close, from, to)).toEqual({ centreX: 130, centreY: 15, scale: to.scale / 4 });
});
