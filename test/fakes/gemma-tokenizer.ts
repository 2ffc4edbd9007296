/** The few tokens of a small `tokenizer.json` in the form that SigLIP 2's has, which is Gemma's. */
export function gemmaTokenizerJson(): object {
  const tokens = ['<pad>', '<eos>', '<bos>', '<unk>', 'a', 'c', 't', 'at', 'cat', '▁', '<0xC3>', '<0xA9>'];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const mark = (id: number): object => ({
    id,
    content: tokens[id],
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  const template = (id: string): object[] => [
    { Sequence: { id, type_id: 0 } },
    { SpecialToken: { id: '<eos>', type_id: 0 } },
  ];
  return {
    version: '1.0',
    added_tokens: [mark(0), mark(1), mark(2), mark(3)],
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    post_processor: {
      type: 'TemplateProcessing',
      single: template('A'),
      pair: [...template('A'), ...template('B')],
      special_tokens: { '<eos>': { id: '<eos>', ids: [1], tokens: ['<eos>'] } },
    },
    decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<unk>',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab,
      merges: [
        ['a', 't'],
        ['c', 'at'],
      ],
    },
  };
}
