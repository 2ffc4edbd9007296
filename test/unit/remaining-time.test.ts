import { describe, expect, it } from 'vitest';
import { describeRemaining, paced, remainingMs, type Pace } from '../../src/core/remaining-time.ts';
import type { Progress } from '../../src/core/signal.ts';

type Note = readonly [seconds: number, done: number, more?: Partial<Progress>];

/** What was seen of 100 images, by notes in their order. */
function seen(...notes: readonly Note[]): Pace | undefined {
  let pace: Pace | undefined;
  for (const [seconds, done, more] of notes) {
    const progress = { stage: 'embed', done, total: 100, message: '', ...more } as const;
    pace = paced(pace, progress, seconds * 1000);
  }
  return pace;
}

/** Seconds that are left at a moment, rounded. */
function left(pace: Pace | undefined, seconds: number): number | undefined {
  const ms = remainingMs(pace, seconds * 1000);
  return ms === undefined ? undefined : Math.round(ms / 1000);
}

/** An image a second, from a moment on. */
function steadily(from: number, count: number, first = 0, each = 1): readonly Note[] {
  return Array.from({ length: count + 1 }, (_, at) => [from + at * each, first + at] as const);
}

describe('what is left of a stage', () => {
  it('is what its pace so far says, and less with each second', () => {
    const pace = seen(...steadily(0, 10));
    expect(left(pace, 10)).toBe(90);
    expect(left(pace, 12)).toBe(88);
  });

  it('is not told before there is a pace', () => {
    expect(left(undefined, 1)).toBeUndefined();
    expect(left(seen([0, 0]), 60)).toBeUndefined();
    expect(left(seen(...steadily(0, 3)), 3)).toBeUndefined();
    // Many at once, but not for long.
    expect(left(seen(...steadily(0, 20, 0, 0.1)), 2)).toBeUndefined();
    // For long, but two steps.
    expect(left(seen([0, 0], [30, 10], [60, 20]), 60)).toBeUndefined();
    expect(left(seen(...steadily(0, 4)), 4)).toBe(96);
  });

  it('is not told when all is done', () => expect(left(seen(...steadily(0, 100)), 100)).toBeUndefined());

  it('counts what was done in an earlier run as nothing: its own pace is its own', () =>
    expect(left(seen(...steadily(0, 10, 80)), 10)).toBe(10));

  it('begins anew with each stage, with another total, and where less is done than before', () => {
    const before = steadily(0, 10);
    expect(left(seen(...before, [11, 11, { stage: 'project' }]), 11)).toBeUndefined();
    expect(left(seen(...before, [11, 11, { total: 200 }]), 11)).toBeUndefined();
    expect(left(seen(...before, [11, 2]), 11)).toBeUndefined();
    expect(left(seen(...before, ...steadily(20, 10, 0, 2)), 40)).toBe(180);
  });

  it('follows a pace that becomes another, without jumping', () => {
    const slower = seen(...steadily(0, 20), ...steadily(22, 9, 21, 2));
    const now = left(slower, 40) ?? NaN;
    // 70 images: 70 seconds by the first pace, 140 by the second.
    expect(now).toBeGreaterThan(75);
    expect(now).toBeLessThan(135);
    const once = seen(...steadily(0, 20), [26, 21], ...steadily(27, 5, 22));
    expect(left(once, 32)).toBeGreaterThan(73);
    expect(left(once, 32)).toBeLessThan(100);
  });

  it('is not told while the work stalls, and told again when it goes on', () => {
    const pace = seen(...steadily(0, 10));
    expect(left(pace, 19)).toBe(81);
    expect(left(pace, 21)).toBeUndefined();
    expect(left(seen(...steadily(0, 10), ...steadily(60, 5, 11)), 65)).toBeGreaterThan(84);
    // What always takes long does not stall.
    const slow = seen(...steadily(0, 10, 0, 20));
    expect(left(slow, 270)).toBe(1730);
  });

  it('is not told during a pause, which counts as time: it comes again', () => {
    const pause: Note = [11, 10, { isPaused: true }];
    expect(left(seen(...steadily(0, 10), pause), 12)).toBeUndefined();
    // Ten in ten seconds, then a minute of waiting, three times.
    const limited = [0, 60, 120].flatMap((from): readonly Note[] => [
      ...steadily(from, 9, from / 6),
      [from + 10, from / 6 + 9, { isPaused: true }],
    ]);
    const pace = seen(...limited, ...steadily(180, 4, 30));
    // 66 images at ten a minute are 400 seconds; by the pace between pauses it would be 66.
    expect(left(pace, 184)).toBeGreaterThan(250);
    expect(left(pace, 184)).toBeLessThan(500);
  });

  it('is never less than nothing', () => {
    const pace = seen(...steadily(0, 99));
    expect(left(pace, 105)).toBe(0);
  });
});

it.each([
  [0, 'a few seconds left'],
  [9999, 'a few seconds left'],
  [10_000, 'less than a minute left'],
  [60_000, 'about 1 minute left'],
  [130_000, 'about 2 minutes left'],
  [600_000, 'about 10 minutes left'],
  [13.4 * 60_000, 'about 15 minutes left'],
  [59.4 * 60_000, 'about 60 minutes left'],
  [90 * 60_000, 'about 2 hours left'],
  [3_600_000, 'about 1 hour left'],
  [30 * 3_600_000, 'more than a day left'],
])('%d ms read “%s”', (ms, text) => expect(describeRemaining(ms)).toBe(text));
