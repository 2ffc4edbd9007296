import { describe, expect, it } from 'vitest';
import { describeSelection } from '../../../src/core/explore/describe-selection.ts';
import { selectedBy, shownIds } from '../../../src/core/explore/selection.ts';

describe('the selection', () => {
  const before = new Set(['a', 'b']);

  it('is what is picked, more, less, or each the other way round', () => {
    expect([...selectedBy(before, ['b', 'c'], 'replace')]).toEqual(['b', 'c']);
    expect([...selectedBy(before, ['b', 'c'], 'add')]).toEqual(['a', 'b', 'c']);
    expect([...selectedBy(before, ['b', 'c'], 'remove')]).toEqual(['a']);
    expect([...selectedBy(before, ['b', 'c'], 'toggle')]).toEqual(['a', 'c']);
    expect([...before]).toEqual(['a', 'b']);
  });

  it('is the same object where nothing is another', () => {
    expect(selectedBy(before, ['a'], 'add')).toBe(before);
    expect(selectedBy(before, ['c'], 'remove')).toBe(before);
    expect(selectedBy(before, ['b', 'a'], 'replace')).toBe(before);
    expect(selectedBy(before, ['b', 'c'], 'replace')).not.toBe(before);
  });
});

const map = {
  concepts: ['cat', 'dog', 'a\u202ebear', 'apple', 'pear'],
  images: {
    ids: ['0', '1', '2', '3', '4', '5', '6', '7'],
    concepts: Uint32Array.of(0, 0, 1, 1, 1, 2, 3, 4),
    flags: new Uint8Array(8),
    thumbnailNames: [],
    fields: [],
  },
};
const xy = new Float32Array(16);
xy.set([NaN, NaN], 2);
const scene = { map, projection: { xy }, hidden: Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 0) };

it('can be of those that are seen on a map: they have a place and are not hidden', () => {
  expect(shownIds(scene)).toEqual(['0', '3', '4', '5', '6', '7']);
  expect(shownIds(scene, (row) => row > 4)).toEqual(['5', '6', '7']);
});

describe('what is said of the selection', () => {
  const selected = (...rows: readonly number[]): Uint8Array =>
    Uint8Array.from(map.images.ids, (_, row) => (rows.includes(row) ? 1 : 0));
  const said = (rows: readonly number[], count = rows.length): string =>
    describeSelection({ ...scene, selected: selected(...rows) }, count);

  it('is how many, and of which concepts most', () => {
    expect(said([])).toBe('');
    expect(said([0, 3, 4])).toBe('3 of 7 images selected: 2 dog, 1 cat');
    expect(said([0, 3, 4, 5, 6, 7])).toBe('6 of 7 images selected: 2 dog, 1 cat, 1 abear, 2 more concepts');
  });

  it('tells of those that are not seen', () => {
    expect(said([0, 2])).toBe('2 of 7 images selected (1 hidden): 1 cat, 1 dog');
    expect(said([0, 1])).toBe('2 of 7 images selected (1 not on this map): 1 cat');
    expect(said([0, 2], 5)).toBe('5 of 7 images selected (1 hidden, 3 not on this map): 1 cat, 1 dog');
  });

  it('names no concept where there is one', () => {
    const one = { ...map, concepts: ['cat'], images: { ...map.images, concepts: new Uint32Array(8) } };
    expect(describeSelection({ ...scene, map: one, selected: selected(0) }, 1)).toBe(
      '1 of 7 images selected',
    );
  });
});
