import { Tokenizer } from '@huggingface/tokenizers';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { ClipTokenizer } from '../../../src/core/embed/tokenizer.ts';
import { clipTokenizerJson, peer } from '../../fakes/clip/vocabulary.ts';

const json = clipTokenizerJson();
const tokenizer = ClipTokenizer.from(json);
const hub = new Tokenizer(json, {});

/** Texts of every kind: words, numbers, signs, scripts, emoji, white space, marks, apostrophes. */
function texts(count: number, parts: readonly string[]): readonly string[] {
  const random = xoroshiro128plus(11);
  const pick = (below: number): number => (random.next() >>> 0) % below;
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + pick(12) }, () => parts[pick(parts.length)] ?? '').join(
      [' ', '', '  ', '\t\n'][pick(4)],
    ),
  );
}

const ascii = [
  ...[
    'a',
    'photo',
    'of',
    'CAT',
    'Dogs',
    'supercalifragilistic',
    "it's",
    "WE'LL",
    "don't",
    'x',
    '2024',
    '3.14',
  ],
  ...[
    '!',
    '...',
    '#$%',
    '(((masterpiece)))',
    '<lora:style:0.8>',
    '-',
    '_',
    '4k',
    '8K,',
    'trending on artstation',
  ],
  ...[
    '\\',
    '"quoted"',
    '[red|blue]',
    'f/1.8',
    'e-mail@example.org',
    'mid-journey',
    "'",
    "'S",
    'ing',
    'zzzzzz',
  ],
];
const unicode = [
  ...ascii,
  ...[
    'café',
    'CAFÉ',
    'cafe\u0301',
    'straße',
    'ÆØÅ',
    'İstanbul',
    'Ωmega',
    'ΣΑΣ',
    'привет',
    'Москва',
    '猫',
    '東京タワー',
  ],
  ...[
    '안녕',
    'مرحبا',
    'हिन्दी',
    '🐱',
    '👩‍🚀',
    '🏳️‍🌈',
    '½',
    '²',
    '①',
    '\u00a0',
    '\u3000',
    '—',
    '…',
    '“x”',
    '№5',
    'ﬁ',
    '𝔘𝔫𝔦',
  ],
];

describe('CLIP’s tokenizer', () => {
  it.each<[string, number[]]>([
    // From the README of clip-bpe-js, after OpenAI's own.
    ['hello', [3306]],
    ['magnificent', [10724]],
    ['magnificently', [9725, 2922]],
    ['hello world!', [3306, 1002, 256]],
    // openai/CLIP, notebooks/Interacting_with_CLIP.ipynb: clip.tokenize("Hello World!").
    ['Hello World!', [3306, 1002, 256]],
  ])('%s', (text, ids) => {
    expect(tokenizer.encode(text)).toEqual(ids);
  });

  it('makes a row of 77: start, text, end, zeros', () => {
    const row = tokenizer.row('hello world!', 77);
    expect(row.slice(0, 6)).toEqual([49406, 3306, 1002, 256, 49407, 0]);
    expect(row).toHaveLength(77);
    expect(new Set(row.slice(5))).toEqual(new Set([0]));
  });

  it('cuts a text that is too long, and still ends it', () => {
    const row = tokenizer.row('cat '.repeat(200), 77);
    expect(row).toHaveLength(77);
    expect([row[0], row[75], row[76]]).toEqual([49406, 2368, 49407]);
  });

  it('makes nothing of nothing', () => {
    expect(tokenizer.encode(' \n ')).toEqual([]);
    expect(tokenizer.row('', 77).slice(0, 3)).toEqual([49406, 49407, 0]);
  });

  it('gives the ids of the hub’s tokenizers for a thousand texts in many scripts', () => {
    for (const text of texts(1000, unicode)) {
      const theirs = hub.encode(text, { add_special_tokens: false }).ids;
      expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(theirs);
    }
  });

  it('gives the ids of a port of OpenAI’s for a thousand texts in ASCII', () => {
    for (const text of texts(1000, ascii))
      expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(peer.encode(text));
  });

  it('says what is wrong with a file that is no tokenizer of CLIP’s', () => {
    expect(() => ClipTokenizer.from({})).toThrow();
    expect(() => ClipTokenizer.from({ model: { vocab: { a: 0 }, merges: [] } })).toThrow('marks');
  });
});
