import * as l10n from '@vscode/l10n';
import * as z from 'zod';

/*
 * What may be in a `tokenizer.json`, which may be anyone's. The library that reads it runs the steps and the regular
 * expressions that the file names: here are those of CLIP and of SigLIP 2 (Gemma), none of which can hang, or make
 * a text much longer than it is.
 */

/** Gemma has 256,000 tokens, 580,604 merges and some hundred added tokens. */
const MOST_TOKENS = 1_000_000;
const MOST_MERGES = 2_000_000;
const MOST_ADDED = 10_000;
const MOST_STEPS = 10;

const word = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
/** transformers' `CLIPConverter`, and the words with the marks, as OpenAI's own has them. */
const patterns = ['\\s+', word, `<\\|startoftext\\|>|<\\|endoftext\\|>|${word}`];
const pattern = z.union([z.object({ Regex: z.enum(patterns) }), z.object({ String: z.literal(' ') })]);
const character = z.string().max(1);
const flag = z.boolean().nullish();

/** A step, or several, or none. */
function stepsOf(step: z.ZodType, key: string): z.ZodType {
  const sequence = z.object({ type: z.literal('Sequence'), [key]: z.array(step).max(MOST_STEPS) });
  return z.union([sequence, step]).nullable().default(null);
}

const normalizer = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['NFC', 'Lowercase']) }),
  z.object({ type: z.literal('Replace'), pattern, content: character }),
  z.object({ type: z.literal('Prepend'), prepend: character }),
]);

const preTokenizer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('Split'),
    pattern,
    invert: z.boolean(),
    behavior: z.enum(['Removed', 'Isolated', 'MergedWithPrevious']),
  }),
  z.object({ type: z.literal('ByteLevel'), add_prefix_space: flag, use_regex: flag }),
  z.object({
    type: z.literal('Metaspace'),
    replacement: character,
    str_rep: character.optional(),
    prepend_scheme: z.enum(['first', 'never', 'always']).optional(),
  }),
]);

const HIGHEST_ID = 10_000_000;
const id = z.number().int().min(0).max(HIGHEST_ID);
const token = z.string().min(1).max(1000);

/** What puts the marks of start and end around the tokens. */
const special = z.object({ SpecialToken: z.object({ id: token }) });
const text = z.object({ Sequence: z.object({ id: z.literal('A') }) });
const postProcessor = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('RobertaProcessing'),
    cls: z.tuple([token, id]),
    sep: z.tuple([token, id]),
    trim_offsets: flag,
    add_prefix_space: flag,
  }),
  z.object({
    type: z.literal('TemplateProcessing'),
    single: z.array(z.union([text, special])).max(MOST_STEPS),
  }),
]);

/* By hand: a million entries are looked at in no time, and of a million problems one is told. */
const vocab = z.custom<Readonly<Record<string, number>>>(
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const ids: readonly unknown[] = Object.values(value);
    const isId = (one: unknown): boolean =>
      Number.isInteger(one) && Number(one) >= 0 && Number(one) <= HIGHEST_ID;
    return ids.length <= MOST_TOKENS && ids.every(isId);
  },
  { error: () => l10n.t('it is no vocabulary, or has too many tokens') },
);
const merges = z.custom<readonly string[] | readonly (readonly [string, string])[]>(
  (value) => {
    if (!Array.isArray(value) || value.length > MOST_MERGES) return false;
    const isLine = (one: unknown): boolean => typeof one === 'string' && /^[^ ]+ [^ ]+$/.test(one);
    const isPair = (one: unknown): boolean =>
      Array.isArray(one) && one.length === 2 && one.every((half) => typeof half === 'string');
    return value.every(isLine) || value.every(isPair);
  },
  { error: () => l10n.t('they are no merges, or too many') },
);

/** A `tokenizer.json` that can be used; its decoder is none of what is read: ids are never turned into text. */
export const tokenizerFileSchema = z.object({
  added_tokens: z
    .array(z.object({ id, content: token, special: flag, normalized: flag, lstrip: flag, rstrip: flag }))
    .max(MOST_ADDED)
    .default([]),
  normalizer: stepsOf(normalizer, 'normalizers'),
  pre_tokenizer: stepsOf(preTokenizer, 'pretokenizers'),
  post_processor: postProcessor.nullable().default(null),
  model: z.object({
    type: z.literal('BPE').default('BPE'),
    vocab,
    merges,
    unk_token: token.nullish(),
    end_of_word_suffix: z.string().max(10).nullish(),
    // What the library does not do.
    continuing_subword_prefix: z.literal('').nullish(),
    dropout: z.null().optional(),
    fuse_unk: flag,
    byte_fallback: flag,
    ignore_merges: flag,
  }),
});
