import { expect, it } from 'vitest';
import type { ProjectionView } from '../../../src/core/explore/map.ts';
import { lookCarried, lookKept, restoreState, type ViewState } from '../../../webview/view-state.ts';
import { device, model } from '../../fakes/collections.ts';

const near = { centreX: 1, centreY: 2, scale: 0.1 };
const rotation = { yaw: 1, pitch: 0.5 };

function view(name: string, createdAt: string): ProjectionView {
  return {
    name,
    title: name,
    method: 'umap',
    parameters: {},
    seed: 1,
    createdAt,
    xy: new Float32Array(),
    model,
    device,
  };
}

it('reads what a version before kept', () => {
  const kept = {
    version: 1,
    projection: 'umap',
    hidden: { concept: ['cat'] },
    viewports: { 'umap 1': near },
  };
  expect(restoreState(kept)).toEqual(kept);
  expect(restoreState({ ...kept, version: 2 }).hidden).toBeUndefined();
  expect(restoreState(undefined).viewports).toEqual({});
});

it('keeps how each map is looked at, and drops what is of maps that are gone', () => {
  const state: ViewState = { version: 1, viewports: { 'gone 1': near, 'tsne 1': near } };
  const [umap, tsne] = [view('umap', '2'), view('tsne', '1')];
  const moved = lookKept(state, [umap, tsne], umap, { viewport: near });
  expect(moved).toEqual({ viewports: { 'tsne 1': near, 'umap 2': near }, rotations: {} });
  const rotated = lookKept({ ...state, ...moved }, [umap, tsne], umap, { rotation });
  expect(rotated).toEqual({ ...moved, rotations: { 'umap 2': rotation } });
  const whole = lookKept({ ...state, ...rotated }, [umap, tsne], umap, { viewport: undefined });
  expect(whole).toEqual({ viewports: { 'tsne 1': near }, rotations: { 'umap 2': rotation } });
});

it('passes the look at a forming map on to what becomes of it', () => {
  const liveLayout = view('umap', '');
  const state: ViewState = {
    version: 1,
    viewports: { 'umap ': near },
    rotations: { 'umap ': rotation },
  };
  expect(lookCarried(state, liveLayout, view('umap', '3'))).toEqual({
    viewports: { 'umap 3': near },
    rotations: { 'umap 3': rotation },
  });
  expect(lookCarried(state, liveLayout, undefined)).toEqual({ viewports: {}, rotations: {} });
});
