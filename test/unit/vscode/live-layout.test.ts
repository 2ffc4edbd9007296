import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ParameterValue } from '../../../src/core/collection/schema.ts';
import type { LiveLayoutRun } from '../../../src/core/project/live-layout.ts';
import type { LayoutFrame } from '../../../src/core/project/projector.ts';
import { LatestOnly } from '../../../src/vscode/explorer/latest-only.ts';
import { LiveLayout } from '../../../src/vscode/sessions/live-layout.ts';
import { device, model } from '../../fakes/collections.ts';

describe('a run that forms', () => {
  const changes: Readonly<Record<string, ParameterValue>>[] = [];
  let tell: (frame: LayoutFrame) => void = () => undefined;
  let stopped = 0;
  const run: LiveLayoutRun = {
    name: 'loose',
    method: 'umap',
    seed: 1,
    model,
    device,
    ids: ['a'],
    parameters: { neighbors: 15, minDist: 0.1, start: 'pca' },
    control: {
      stop: () => stopped++,
      change: (parameters) => changes.push(parameters),
    },
    onFrame: (listener) => {
      tell = listener;
    },
  };

  it('shows its newest frame', () => {
    let told = 0;
    const liveLayout = new LiveLayout(run, () => told++);
    expect(liveLayout.frame).toBeUndefined();
    tell({ layout: Float32Array.of(1, -2.5), dimensions: 2, done: 1, total: 9 });
    expect(told).toBe(1);
    expect(liveLayout.frame).toEqual({
      coordinates: Float32Array.of(1, -2.5),
      dimensions: 2,
      done: 1,
      total: 9,
    });
    expect(liveLayout.map).toMatchObject({ name: 'loose', title: 'UMAP · loose', ids: ['a'] });
  });

  it('goes on with all its parameters when one is changed, and a page that comes later knows of it', () => {
    const liveLayout = new LiveLayout(run, () => undefined);
    expect(liveLayout.change({ minDist: 0.5 })).toBeUndefined();
    expect(changes).toEqual([{ neighbors: 15, minDist: 0.5, start: 'pca' }]);
    expect(liveLayout.map.parameters).toEqual({ neighbors: 15, minDist: 0.5, start: 'pca' });
  });

  it('changes nothing where the parameters do not fit', () => {
    const liveLayout = new LiveLayout(run, () => undefined);
    changes.length = 0;
    expect(liveLayout.change({ minDist: 7 })).toMatch(/^Minimum distance/);
    expect(liveLayout.change({ start: 'random' })).toMatch(/^start/);
    expect(changes).toEqual([]);
  });

  it('is stopped', () => {
    new LiveLayout(run, () => undefined).stop();
    expect(stopped).toBe(1);
  });
});

describe('what comes faster than it can be used', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is passed on once in an interval, the newest, and the last always', async () => {
    const passed: number[] = [];
    const newest = new LatestOnly<number>(200, (value) => Promise.resolve(passed.push(value)));
    for (let at = 0; at <= 10; at++) {
      newest.offer(at);
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual([0, 3, 7, 10]);
  });

  it('waits for what is on its way', async () => {
    const passed: number[] = [];
    const ends: (() => void)[] = [];
    const newest = new LatestOnly<number>(200, (value) => {
      passed.push(value);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
    newest.offer(1);
    newest.offer(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(passed).toEqual([1]);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(passed).toEqual([1, 2]);
  });

  it('is forgotten when it is dropped, and goes on after that', async () => {
    const passed: number[] = [];
    const newest = new LatestOnly<number>(200, (value) => Promise.resolve(passed.push(value)));
    newest.offer(1);
    newest.offer(2);
    newest.drop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual([1]);
    newest.offer(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual([1, 3]);
  });
});
