import { expect, it } from 'vitest';
import { conceptKey, conceptQueries, namesMeant, parseConcepts } from '../../src/core/concepts.ts';

it.each([
  ['cat, dog,,tomato ', ['cat', 'dog', 'tomato']],
  ['  sea   lion \n Cat, cat,CAT', ['sea lion', 'Cat']],
  [' , \n ', []],
  ['', []],
])('reads %j', (text, concepts) => expect(parseConcepts(text)).toEqual(concepts));

it.each([
  ['cat', 'cat', ['cat']],
  ['cat | kitten |  tabby cat', 'cat', ['cat', 'kitten', 'tabby cat']],
  ['pets = cat | dog', 'pets', ['cat', 'dog']],
  ['this one = https://example.com/a?b=c', 'this one', ['https://example.com/a?b=c']],
  ['a=b', 'a=b', ['a=b']],
  ['| kitten', 'kitten', ['kitten']],
  ['pets = ', 'pets =', ['pets =']],
  ['|', '', []],
])('%j asks for %j by %j', (concept, name, queries) =>
  expect(conceptQueries(concept)).toEqual({ name, queries }),
);

it('drops what has no name, and a second concept of a name', () =>
  expect(parseConcepts('|, cat | kitten, Cat')).toEqual(['cat | kitten']));

it('compares concepts by Unicode form, case and blanks', () =>
  expect(conceptKey('Cafe\u0301')).toBe(conceptKey('CAFÉ')));

it.each([
  [['Cats'], ['Cats']],
  [['CATS'], ['cats', 'Cats']],
  [
    ['a, b', 'cats'],
    ['a, b', 'cats'],
  ],
  [
    ['cats,dogs', 'dogs'],
    ['cats', 'dogs'],
  ],
  [['a | b'], ['a | b']],
])('words mean names of folders: %j', (words, names) =>
  expect(namesMeant(words, ['cats', 'Cats', 'a, b', 'a | b'])).toEqual(names),
);
