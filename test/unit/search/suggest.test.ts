import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../src/core/search/language.ts';
import { suggest } from '../../../src/core/search/suggest.ts';

const values: Readonly<Record<string, readonly string[]>> = {
  model: ['sdxl', 'SD XL turbo', 'flux'],
  concept: ['cat', 'the "big" cat'],
};
const suggested = (query: string, caret = query.length): readonly string[] =>
  suggest(query, caret, (field) => values[field] ?? []).map(({ from, to, text }) => `${from}-${to} ${text}`);

describe('what is offered while a query is typed', () => {
  it.each<[string, string[]]>([
    ['mo', ['0-2 model:']],
    ['cat -ST', ['4-7 -steps>=']],
    ['m', []],
    ['cat ', []],
    ['model:', ['0-6 model:sdxl ', '0-6 model:"SD XL turbo" ', '0-6 model:flux ']],
    ['a model:xl', ['2-10 model:sdxl ', '2-10 model:"SD XL turbo" ']],
    ['model:"sd x', ['0-11 model:"SD XL turbo" ']],
    ['-model=fl', ['0-9 -model=flux ']],
    ['concept:big', ['0-11 concept:"the *big* cat" ']],
    ['model:flux', []],
    ['steps>=', []],
    ['nothing:x', []],
  ])('%s', (query, offered) => expect(suggested(query)).toEqual(offered));

  it('belongs to where the caret is', () => expect(suggested('mo cat', 2)).toEqual(['0-2 model:']));

  it('can be read again', () => {
    for (const { text } of suggest('concept:big', 11, () => ['the "big" cat']))
      expect(parseSearch(text, 'words').conditions).toMatchObject([{ pieces: ['the ', 'big', ' cat'] }]);
  });
});
