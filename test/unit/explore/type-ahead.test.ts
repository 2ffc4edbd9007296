import { expect, it } from 'vitest';
import { typedAhead } from '../../../src/core/explore/type-ahead.ts';
import { TypedText } from '../../../webview/gallery/typed-text.ts';

const lines = ['cat', 'cat', 'Coat', 'dog', 'élan'];
const ahead = (at: number, typed: string): number | undefined =>
  typedAhead(lines.length, (line) => lines[line] ?? '', at, typed);

it('goes on from line to line by one letter, and around the end', () => {
  expect(ahead(0, 'c')).toBe(1);
  expect(ahead(1, 'C')).toBe(2);
  expect(ahead(2, 'c')).toBe(0);
  expect(ahead(0, 'É')).toBe(4);
});

it('stays on a line that goes on as it is typed', () => {
  expect(ahead(0, 'ca')).toBe(0);
  expect(ahead(0, 'co')).toBe(2);
  expect(ahead(4, 'x')).toBeUndefined();
  expect(typedAhead(0, () => '', 0, 'a')).toBeUndefined();
});

it('begins a new word after a while', () => {
  const typed = new TypedText();
  expect(typed.add('c', 0)).toBe('c');
  expect(typed.add('o', 500)).toBe('co');
  expect(typed.add('d', 1500)).toBe('d');
});
