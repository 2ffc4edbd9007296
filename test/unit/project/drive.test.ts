import { describe, expect, it } from 'vitest';
import { drive, type DriveOptions } from '../../../src/core/project/drive.ts';
import type { LayoutFrame, RunControl } from '../../../src/core/project/projector.ts';
import type { LayoutRun } from '../../../src/core/project/run.ts';

/** A run whose points are at its number of steps; each takes 10 ms of the clock. */
class CountingRun implements LayoutRun {
  done = 0;
  total = 100;
  time = 0;
  readonly changes: unknown[] = [];

  step(): void {
    this.done++;
    this.time += 10;
  }

  layout(): Float32Array {
    return Float32Array.of(this.done, this.done);
  }

  loss(): number {
    return 1 / this.done;
  }

  change(parameters: object): void {
    this.changes.push(parameters);
    this.total += 10;
  }
}

function bench(run: CountingRun, act: (control: RunControl, turn: number) => void = () => undefined) {
  const frames: LayoutFrame[] = [];
  const progress: number[] = [];
  let control: RunControl | undefined;
  let turn = 0;
  const options: DriveOptions = {
    dimensions: 2,
    onFrame: (frame) => frames.push(frame),
    onProgress: (done) => progress.push(done),
    pause: () => {
      if (control !== undefined) act(control, ++turn);
      return Promise.resolve();
    },
    now: () => run.time,
    onStart: (given) => {
      control = given;
    },
  };
  return { frames, progress, result: drive(run, options) };
}

describe('driving a run', () => {
  it('takes it to its end, and shows it on the way', async () => {
    const { frames, progress, result } = bench(new CountingRun());
    expect(await result).toEqual({
      layout: Float64Array.of(100, 100),
      dimensions: 2,
      steps: 100,
      stopped: false,
      loss: 0.01,
    });
    expect(frames[0]?.done).toBe(0);
    expect(frames.length).toBeGreaterThan(4);
    expect(frames.length).toBeLessThan(9);
    expect(frames.every(({ layout, done }) => layout[0] === done)).toBe(true);
    expect(progress.at(-1)).toBe(100);
  });

  it('lets messages in every few steps, and ends where it is stopped', async () => {
    const { result } = bench(new CountingRun(), ({ stop }, turn) => {
      if (turn === 3) stop();
    });
    expect(await result).toMatchObject({ steps: 12, stopped: true, layout: Float64Array.of(12, 12) });
  });

  it('goes on with other parameters', async () => {
    const run = new CountingRun();
    const { result } = bench(run, ({ change }, turn) => {
      if (turn === 2) change({ minDist: 0.5 });
    });
    expect(await result).toMatchObject({ steps: 110, stopped: false });
    expect(run.changes).toEqual([{ minDist: 0.5 }]);
  });

  it('refuses a layout with numbers that are not finite', async () => {
    const run = new CountingRun();
    run.layout = () => Float32Array.of(NaN, 0);
    await expect(bench(run).result).rejects.toThrow('not finite');
  });
});
