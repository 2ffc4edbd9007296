import { describe, expect, it } from 'vitest';
import { LexiclipError, type Failure } from '../../../src/core/errors.ts';
import { isWorthRetrying, pauseMs, withRetries } from '../../../src/core/fetch/retry.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';

const url = 'http://127.0.0.1/';
const status = (code: number, retryAfterSeconds?: number): Failure => ({
  kind: 'http-status',
  url,
  status: code,
  retryAfterSeconds,
});
const { signal } = new AbortController();

function failing(times: number, failure: Failure): { run: () => Promise<string>; calls: () => number } {
  let calls = 0;
  const run = (): Promise<string> =>
    ++calls <= times ? Promise.reject(new LexiclipError(failure)) : Promise.resolve('ok');
  return { run, calls: () => calls };
}

describe('withRetries', () => {
  it('tries overload and broken connections again, with growing pauses', async () => {
    const clock = new FixedClock();
    const { run, calls } = failing(3, status(504));
    expect(await withRetries(run, clock, signal)).toBe('ok');
    expect(calls()).toBe(4);
    expect(clock.pauses[0]).toBeLessThanOrEqual(500);
    expect(clock.pauses[2]).toBeGreaterThanOrEqual(1000);
  });

  it('gives up after four tries with the last failure', async () => {
    const { run, calls } = failing(9, status(500));
    expect(await failureOf(withRetries(run, new FixedClock(), signal))).toEqual(status(500));
    expect(calls()).toBe(4);
  });

  it.each([
    status(403),
    status(404),
    { kind: 'challenge-page', url } as const,
    { kind: 'no-images-key', url } as const,
  ])('does not repeat %j', async (failure) => {
    const { run, calls } = failing(1, failure);
    await failureOf(withRetries(run, new FixedClock(), signal));
    expect(calls()).toBe(1);
  });

  it('waits as long as the server asks, within reason', async () => {
    const clock = new FixedClock();
    await withRetries(failing(1, status(429, 7)).run, clock, signal);
    expect(clock.pauses).toEqual([7000]);
    const { run, calls } = failing(1, status(429, 3600));
    await failureOf(withRetries(run, clock, signal));
    expect(calls()).toBe(1);
  });

  it('stops when cancelled', async () => {
    const { run, calls } = failing(9, status(500));
    await expect(withRetries(run, new FixedClock(), AbortSignal.abort())).rejects.toThrow('aborted');
    expect(calls()).toBe(0);
  });
});

it('spreads pauses by chance, between half and all', () => {
  expect(pauseMs(1, undefined, () => 0)).toBe(250);
  expect(pauseMs(3, undefined, () => 1)).toBe(2000);
});

it('repeats nothing that is not a failure of the network', () => {
  expect(isWorthRetrying(new TypeError('a bug'))).toBe(false);
});
