import { expect, it } from 'vitest';
import { RangeSelection } from '../../../webview/gallery/range.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const none: ReadonlySet<string> = new Set();

it('selects from where the focus was, or from what was toggled last', () => {
  const ranges = new RangeSelection();
  ranges.begin('b');
  expect(ranges.extend(none, order, 'd', false)).toEqual(['b', 'c', 'd']);
  // A range is drawn again from the same place, in both directions.
  expect(ranges.extend(new Set(['b', 'c', 'd']), order, 'a', false)).toEqual(['a', 'b']);
  expect(ranges.toggle(new Set(['a', 'b']), 'e')).toEqual(['a', 'b', 'e']);
  expect(ranges.extend(new Set(['a', 'b', 'e']), order, 'd', true)).toEqual(['a', 'b', 'e', 'd']);
  expect(ranges.toggle(new Set(['a', 'b']), 'a')).toEqual(['b']);
});

it('begins at the image itself where it does not know another, or where that is not shown any more', () => {
  const ranges = new RangeSelection();
  expect(ranges.extend(none, order, 'c', false)).toEqual(['c']);
  expect(ranges.extend(none, order, 'd', false)).toEqual(['c', 'd']);
  ranges.begin('gone');
  expect(ranges.extend(none, order, 'b', false)).toEqual(['b']);
});
