import { expect, it } from 'vitest';
import { parseConcepts } from '../../src/core/concepts.ts';

it.each([
  ['cat, dog,,tomato ', ['cat', 'dog', 'tomato']],
  ['  sea   lion \n Cat, cat,CAT', ['sea lion', 'Cat']],
  [' , \n ', []],
  ['', []],
])('reads %j', (text, concepts) => {
  expect(parseConcepts(text)).toEqual(concepts);
});
