import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../src/core/clusters/words.ts';

const terms = (prompt: string): string[] => [...termsOf(prompt)];

describe('the terms of a prompt', () => {
  it('are its words and the pairs that stand beside each other, without those that tell nothing', () => {
    expect(terms('A red fox in the deep snow')).toEqual([
      'red',
      'red fox',
      'fox',
      'deep',
      'deep snow',
      'snow',
    ]);
    expect(terms('fox, fox; snow. fox')).toEqual(['fox', 'snow']);
  });

  it.each([
    ['(red fox:1.3), ((snow)), [owl:bear:0.5]', ['red', 'red fox', 'fox', 'snow', 'owl', 'bear']],
    ['fox <lora:add-detail_v2:0.8> <hypernet:x:1>', ['fox']],
    ['embedding:bad-hands fox', ['fox']],
    ['fox::2 owl::-0.5 --ar 16:9 --v 5 --niji --style raw', ['fox', 'fox owl', 'owl']],
    ['masterpiece, best quality, 8k, (highly detailed:1.1), fox', ['fox']],
    ['long_hair, blue_eyes, 1girl', ['long', 'long hair', 'hair', 'blue', 'blue eyes', 'eyes', '1girl']],
    ['https://example.org/fox.png owl', ['owl']],
    ['{fox|owl}', ['fox', 'owl']],
  ])('leave the syntax of generators aside: %s', (prompt, expected) =>
    expect(terms(prompt)).toEqual(expected),
  );

  it.each([
    ['Füchse im Schnee', ['füchse', 'schnee']],
    ['ÉLÉPHANT rose', ['éléphant', 'éléphant rose', 'rose']],
    ['белая лиса', ['белая', 'белая лиса', 'лиса']],
    ['ثعلب أحمر', ['ثعلب', 'ثعلب أحمر', 'أحمر']],
    ['लाल लोमड़ी', ['लाल', 'लाल लोमड़ी', 'लोमड़ी']],
    ['ｆｏｘ', ['fox']],
  ])('are words of any language: %s', (prompt, expected) => expect(terms(prompt)).toEqual(expected));

  it('are words also where no blanks stand between them', () => {
    expect(terms('赤い狐')).toContain('狐');
    expect(terms('สุนัขสีแดง')).toContain('สุนัข');
  });

  it('are letters and numbers only beside a word', () => {
    expect(terms('t rex 42 x')).toEqual(['t rex', 'rex']);
  });

  it.each(['', '   ', '!!!', '(((', '<lora:', '\u0000\uD800', ':1.2', '--', 'a'.repeat(100_000)])(
    'are none of %j',
    (prompt) => expect(terms(prompt.slice(0, 1e6))).toEqual([]),
  );

  // What is quadratic takes longer than a test may.
  it.each(['<', '(', ':1', '-a ', '--a 1', 'http://', "a'", 'a-', '赤', '_', 'a '])(
    'are found in whatever a file may hold: %j half a million times',
    (part) => {
      expect(terms(part.repeat(500_000)).length).toBeLessThan(2_000_000);
    },
  );
});
