import { describe, expect, it } from 'vitest';
import { LexiclipError, type Failure } from '../../../src/core/errors.ts';
import { isWorthRetrying, pauseMs, RetryBudget, withRetries } from '../../../src/core/fetch/retry.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';

const url = 'http://127.0.0.1/';
const status = (code: number, retryAfterSeconds?: number): Failure => ({
  kind: 'http-status',
  url,
  status: code,
  retryAfterSeconds,
});
const task = { signal: new AbortController().signal, onWait: (): void => undefined };
const fresh = (clock = new FixedClock()): { clock: FixedClock; budget: RetryBudget } => ({
  clock,
  budget: new RetryBudget(),
});

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
    expect(await withRetries(run, fresh(clock), task)).toBe('ok');
    expect(calls()).toBe(4);
    expect(clock.pauses[0]).toBeLessThanOrEqual(500);
    expect(clock.pauses[2]).toBeGreaterThanOrEqual(1000);
  });

  it('gives up after four tries with the last failure', async () => {
    const { run, calls } = failing(9, status(500));
    expect(await failureOf(withRetries(run, fresh(), task))).toEqual(status(500));
    expect(calls()).toBe(4);
  });

  it.each([
    status(403),
    status(404),
    { kind: 'challenge-page', url } as const,
    { kind: 'no-images-key', url, key: 'images', setting: '' } as const,
  ])('does not repeat %j', async (failure) => {
    const { run, calls } = failing(1, failure);
    await failureOf(withRetries(run, fresh(), task));
    expect(calls()).toBe(1);
  });

  it('waits as long as the server asks, within reason', async () => {
    const clock = new FixedClock();
    await withRetries(failing(1, status(429, 7)).run, fresh(clock), task);
    expect(clock.pauses).toEqual([7000]);
    const { run, calls } = failing(1, status(429, 3600));
    await failureOf(withRetries(run, fresh(clock), task));
    expect(calls()).toBe(1);
  });

  it('says what it waits for', async () => {
    const reasons: string[] = [];
    const telling = { ...task, onWait: (reason: string) => reasons.push(reason) };
    await withRetries(failing(1, status(429, 7)).run, fresh(), telling);
    expect(reasons).toEqual([expect.stringMatching(/too many requests.*Asking again in 7 s\.$/)]);
  });

  it('stops when cancelled', async () => {
    const { run, calls } = failing(9, status(500));
    await expect(withRetries(run, fresh(), { ...task, signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
    expect(calls()).toBe(0);
  });
});

it('spreads pauses by chance, between half and all', () => {
  expect(pauseMs(1, undefined, () => 0)).toBe(250);
  expect(pauseMs(3, undefined, () => 1)).toBe(2000);
});

it('repeats nothing that is not a failure of the network', () =>
  expect(isWorthRetrying(new TypeError('a bug'))).toBe(false));

describe('the budget of a run', () => {
  /** How many times a service was asked for `requests`, which fails as often as `fails` says. */
  async function asked(requests: number, fails: (call: number) => boolean): Promise<number> {
    const run = fresh();
    let calls = 0;
    const attempt = (): Promise<void> =>
      fails(calls++) ? Promise.reject(new LexiclipError(status(500))) : Promise.resolve();
    for (let request = 0; request < requests; request++)
      await withRetries(attempt, run, task).catch(() => undefined);
    return calls;
  }

  it('does not ask a service that is down four times for everything', async () => {
    expect(await asked(100, () => true)).toBeLessThanOrEqual(120);
  });

  it('lasts for as long as a service fails only now and then', async () => {
    // Every twentieth call: all 1000 requests succeed, with 52 repetitions.
    expect(await asked(1000, (call) => call % 20 === 0)).toBe(1053);
  });
});
