import { describe, expect, it } from 'vitest';
import { History } from '../../../src/core/explore/history.ts';

interface State {
  readonly name: string;
  readonly weight: number;
}
const state = (name: string, weight = 0): State => ({ name, weight });
const [a, b, c, d] = [state('a'), state('b'), state('c'), state('d')];

function history(most = 100, heaviest = Infinity): History<State> {
  return new History({ most, heaviest, weigh: ({ weight }) => weight });
}

describe('a history', () => {
  it('goes back and forward', () => {
    const steps = history();
    expect([steps.canUndo, steps.canRedo]).toEqual([false, false]);
    expect(steps.undo(a)).toBeUndefined();
    steps.record(a, b, undefined, 0);
    steps.record(b, c, undefined, 0);
    expect(steps.undo(c)).toBe(b);
    expect(steps.undo(b)).toBe(a);
    expect([steps.canUndo, steps.canRedo]).toEqual([false, true]);
    expect(steps.redo(a)).toBe(b);
    expect(steps.redo(b)).toBe(c);
    expect(steps.redo(c)).toBeUndefined();
    expect(steps.undo(c)).toBe(b);
  });

  it('forgets what was undone when something else is done', () => {
    const steps = history();
    steps.record(a, b, undefined, 0);
    steps.undo(b);
    steps.record(a, c, undefined, 0);
    expect(steps.canRedo).toBe(false);
    expect(steps.undo(c)).toBe(a);
    expect(steps.canUndo).toBe(false);
  });

  it('takes a movement for one step, until it pauses or something else comes between', () => {
    const steps = history();
    steps.record(a, b, 'zoom', 0);
    steps.record(b, c, 'zoom', 500);
    steps.record(c, d, 'zoom', 1100);
    expect(steps.undo(d)).toBe(a);
    expect(steps.redo(a)).toBe(d);
    steps.record(d, a, 'zoom', 1200);
    steps.record(a, b, undefined, 1300);
    steps.record(b, c, 'zoom', 1400);
    steps.record(c, d, 'zoom', 5000);
    expect(steps.undo(d)).toBe(c);
    expect(steps.undo(c)).toBe(b);
    expect(steps.undo(b)).toBe(a);
    expect(steps.undo(a)).toBe(d);
  });

  it('begins another step with a movement after an undo', () => {
    const steps = history();
    steps.record(a, b, 'zoom', 0);
    steps.record(b, c, undefined, 0);
    steps.undo(c);
    steps.record(b, d, 'zoom', 10);
    expect(steps.undo(d)).toBe(b);
    expect(steps.undo(b)).toBe(a);
  });

  it('is bounded: by steps, and by what they hold', () => {
    const short = history(2);
    for (const [before, after] of [
      [a, b],
      [b, c],
      [c, d],
    ] as const)
      short.record(before, after, undefined, 0);
    expect(short.undo(d)).toBe(c);
    expect(short.undo(c)).toBe(b);
    expect(short.undo(b)).toBeUndefined();

    const light = history(100, 10);
    const [large, small, huge] = [state('large', 8), state('small', 3), state('huge', 50)];
    light.record(large, small, undefined, 0);
    light.record(small, a, undefined, 0);
    expect(light.undo(a)).toBe(small);
    expect(light.undo(small)).toBeUndefined();
    light.record(huge, a, undefined, 0);
    expect(light.undo(a)).toBe(huge);
  });
});
