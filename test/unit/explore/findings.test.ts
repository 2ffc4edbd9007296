import { describe, expect, it } from 'vitest';
import {
  goersOf,
  hitsOf,
  keeperOf,
  type KeeperChoice,
  type Twin,
  type TwinSet,
} from '../../../src/core/explore/findings.ts';

const twin = (id: string, width: number, date: number): Twin => ({
  id,
  concepts: ['pear'],
  prompt: 'a pear',
  content: 0,
  words: 0,
  width,
  height: 10,
  bytes: 100,
  date,
});
const set = (...images: Twin[]): TwinSet => ({ similarity: 0.99, images, more: 0 });

describe('what goes of images that are nearly the same', () => {
  const sets = [
    set(twin('a', 10, 1), twin('b', 30, 2), twin('c', 20, 3)),
    set(twin('d', 10, 1), twin('e', 5, 2)),
  ];
  const choice: KeeperChoice = { rule: 'largest', kept: new Map(), skipped: new Set() };

  it('is all but one of each set, by a rule', () => {
    expect(goersOf(sets, choice)).toEqual(['a', 'c', 'e']);
    expect(goersOf(sets, { ...choice, rule: 'oldest' })).toEqual(['b', 'c', 'e']);
  });

  it('is another where one was chosen by hand, as long as it is there', () => {
    const kept = new Map([['a', 'c']]);
    expect(goersOf(sets, { ...choice, kept })).toEqual(['a', 'b', 'e']);
    expect(keeperOf(set(twin('a', 10, 1), twin('b', 30, 2)), { ...choice, kept })).toBe('b');
  });

  it('is nothing of a set that is left alone', () => {
    expect(goersOf(sets, { ...choice, skipped: new Set(['a']) })).toEqual(['e']);
  });

  it('is lit on the map with those that stay', () => {
    const twins = {
      kind: 'duplicates',
      model: 'm',
      compared: 9,
      similarity: 0.95,
      sets,
      inAll: { sets: 2, images: 5 },
    } as const;
    expect(hitsOf(twins, false)).toMatchObject({ kind: 'duplicates', ids: ['a', 'b', 'c', 'd', 'e'] });
  });
});
