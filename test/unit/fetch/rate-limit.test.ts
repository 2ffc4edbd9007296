import { expect, it } from 'vitest';
import { RateLimit } from '../../../src/core/fetch/rate-limit.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { JumpingClock } from '../../fakes/jumping-clock.ts';

const task = { signal: new AbortController().signal, onWait: (): void => undefined };

it('lets as many start at once as a minute may have, and the others a minute after those', async () => {
  const clock = new FixedClock();
  const limit = new RateLimit(3, clock);
  for (let request = 0; request < 7; request++) await limit.turn(task);
  expect(clock.pauses).toEqual([60_000, 60_000, 60_000, 120_000]);
});

it('says what it waits for', async () => {
  const reasons: string[] = [];
  const limit = new RateLimit(1, new FixedClock());
  await limit.turn(task);
  await limit.turn({ ...task, onWait: (reason) => reasons.push(reason) });
  expect(reasons).toEqual(['waiting 60 s: no more than 1 searches a minute']);
});

it.each([
  ['back', '2026-06-01T12:00:00Z', '2026-06-01T11:00:00Z', '1970-01-01T00:00:00Z'],
  ['forward', '2026-06-01T12:00:00Z', '2026-06-01T13:00:00Z', '2099-01-01T00:00:00Z'],
])('waits no longer and no less where the clock is set %s', async (_way, ...shown) => {
  const clock = new JumpingClock(...shown);
  const limit = new RateLimit(2, clock);
  for (let request = 0; request < 6; request++) await limit.turn(task);
  expect(clock.pauses).toEqual([60_000, 60_000]);
});
