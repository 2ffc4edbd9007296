import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrasesOf } from '../../../src/core/compare/phrases.ts';

describe('a prompt as phrases', () => {
  it.each<[string, string, string[]]>([
    ['commas and lines', 'a cat,  oil painting\nsoft light,', ['a cat', 'oil painting', 'soft light']],
    ['other scripts’ commas', '猫，油画、光،x', ['猫', '油画', '光', 'x']],
    ['BREAK', 'a cat BREAK a dog, BREAK', ['a cat', 'BREAK', 'a dog', 'BREAK']],
    ['BREAK at once', 'BREAKBREAK, BREAK', ['BREAKBREAK', 'BREAK']],
    ['words that begin or end so', 'BREAKFAST, OUTBREAK, break', ['BREAKFAST', 'OUTBREAK', 'break']],
    ['weights', '(red, green:1.2), blue', ['(red, green:1.2)', 'blue']],
    ['nested brackets', '((a, [b, c]), {d, e}), f', ['((a, [b, c]), {d, e})', 'f']],
    ['LoRA tags', 'ink <lora:ink, old:0.8>, x', ['ink <lora:ink, old:0.8>', 'x']],
    ['a bracket that is not closed', '(a, b, c', ['(a', 'b', 'c']],
    ['one that is not opened', 'a), b), :)', ['a)', 'b)', ':)']],
    ['brackets across each other', '([a, b), c], d', ['([a, b)', 'c]', 'd']],
    ['one that is not closed within a pair', '(a [b, c), d', ['(a [b, c)', 'd']],
    ['brackets that mean themselves', 'smile \\(a, b\\), c', ['smile \\(a', 'b\\)', 'c']],
    ['a pair over lines', '(a,\n b:1.3), c', ['(a, b:1.3)', 'c']],
    ['marks that turn a text around', 'a\u202eb, \u200f, c\u2066', ['ab', 'c']],
    ['what links and icons are elsewhere', '[cat](1), $(x)', ['[cat](1)', '$(x)']],
    ['nothing', ' ,\n, ', []],
  ])('%s', (_, prompt, phrases) => expect(phrasesOf(prompt)).toEqual(phrases));

  it('goes on with a long phrase in the next line, and cuts no character in two', () => {
    const lines = phrasesOf(`${'x'.repeat(1999)}😀y`);
    expect(lines).toEqual([`${'x'.repeat(1999)}😀`, 'y']);
  });

  it('loses no word, whatever the brackets', () => {
    const part = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '<',
      '>',
      '\\',
      ',',
      '\n',
      ' BREAK ',
      ' word ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = phrasesOf(parts.join('')).join(' ');
        expect(text.match(/word/g)?.length ?? 0).toBe(parts.filter((one) => one === ' word ').length);
        expect(text.match(/BREAK/g)?.length ?? 0).toBe(parts.filter((one) => one === ' BREAK ').length);
      }),
    );
  });

  it.each([
    ['of phrases', 'a phrase, '],
    ['of brackets that open', '('],
    ['of brackets that close', ')'],
    ['of brackets across each other', '([)]'],
    ['without a comma', 'x'],
    ['of terminal sequences that do not end', '\u001b]'],
  ])('splits a megabyte %s', (_, piece) => {
    expect(phrasesOf(piece.repeat(1_000_000 / piece.length)).length).toBeLessThan(1_000_000);
  });
});
