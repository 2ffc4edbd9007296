import { describe, expect, it } from 'vitest';
import { chooseKeeper } from '../../../src/core/neighbours/keepers.ts';

describe('the image that stays of a set', () => {
  const small = { width: 10, height: 10, bytes: 900, date: 1 };
  const large = { width: 20, height: 10, bytes: 100, date: 3 };

  it('is the one with most pixels', () => {
    expect(chooseKeeper([small, large], 'largest')).toBe(1);
    expect(chooseKeeper([large, small], 'largest')).toBe(0);
  });

  it('of as many pixels the larger file, and then the oldest', () => {
    expect(chooseKeeper([large, { ...large, bytes: 101 }], 'largest')).toBe(1);
    expect(chooseKeeper([large, { ...large, date: 2 }], 'largest')).toBe(1);
    expect(chooseKeeper([large, { ...large }], 'largest')).toBe(0);
  });

  it('is the oldest where that is asked for, and then the largest', () => {
    expect(chooseKeeper([large, small], 'oldest')).toBe(1);
    expect(chooseKeeper([small, { ...small, width: 11 }], 'oldest')).toBe(1);
  });

  it('is not one of which nothing is known', () => {
    expect(chooseKeeper([{}, small], 'largest')).toBe(1);
    expect(chooseKeeper([{}, small], 'oldest')).toBe(1);
    expect(chooseKeeper([{}, {}], 'largest')).toBe(0);
  });
});
