import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands still and sleeps in no time, keeping the pauses it was asked for. */
export class FixedClock implements Clock {
  readonly pauses: number[] = [];

  now(): Date {
    return new Date('2026-01-02T03:04:05.000Z');
  }

  monotonic(): number {
    return 0;
  }

  sleep(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    return Promise.resolve();
  }
}

export const silentLogger = { info: (): void => undefined, warn: (): void => undefined };
