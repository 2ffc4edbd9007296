import { z } from 'zod';

/** The parts of the hub's `tokenizer.json` that make CLIP's byte-pair encoding. */
const tokenizerSchema = z.object({
  model: z.object({
    vocab: z.record(z.string(), z.number().int().nonnegative()),
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});

const START = '<|startoftext|>';
const END = '<|endoftext|>';

/** What is a word (simple_tokenizer.py): endings after an apostrophe, letters, a digit, or anything else but space. */
const WORDS = /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

/**
 * CLIP's tokenizer (github.com/openai/CLIP, clip/simple_tokenizer.py): lower case, single spaces, words, and in
 * each word the pairs of symbols that were merged first in training. It repairs neither broken encodings nor
 * HTML entities, which a query has no business with.
 */
export class ClipTokenizer {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;

  private constructor(ids: ReadonlyMap<string, number>, ranks: ReadonlyMap<string, number>) {
    this.#ids = ids;
    this.#ranks = ranks;
  }

  /** @param json A parsed `tokenizer.json`. @throws Error where it has no byte-pair encoding with CLIP's marks. */
  static from(json: unknown): ClipTokenizer {
    const { vocab, merges } = tokenizerSchema.parse(json).model;
    const ids = new Map(Object.entries(vocab));
    if (!ids.has(START) || !ids.has(END)) throw new Error('it has no marks for the start and end of a text');
    const ranks = merges.map((pair, rank): [string, number] => [
      typeof pair === 'string' ? pair : pair.join(' '),
      rank,
    ]);
    return new ClipTokenizer(ids, new Map(ranks));
  }

  /** A text as [context] ids: start, text, end, zeros. What is too long is cut, and still has its end. */
  row(text: string, context: number): readonly number[] {
    const ids = [this.#id(START), ...this.encode(text)].slice(0, context - 1);
    return [...ids, this.#id(END), ...new Array<number>(context - 1 - ids.length).fill(0)];
  }

  /** The ids of a text, without marks. */
  encode(text: string): readonly number[] {
    const clean = text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
    const words = clean.match(WORDS) ?? [];
    return words.flatMap((word) => {
      const whole = this.#ids.get(word);
      if (whole !== undefined && (word === START || word === END)) return [whole];
      return this.#merge(symbolsOf(word)).map((symbol) => this.#id(symbol));
    });
  }

  /** Joins neighbours, the pair with the lowest rank first, until no pair has one. */
  #merge(symbols: readonly string[]): readonly string[] {
    let word = [...symbols];
    for (;;) {
      const ranks = word
        .slice(1)
        .map((symbol, at) => this.#ranks.get(`${word[at] ?? ''} ${symbol}`) ?? Infinity);
      const best = Math.min(...ranks);
      if (best === Infinity) return word;
      const joined: string[] = [];
      for (let at = 0; at < word.length; at++) {
        const [symbol = '', next = ''] = [word[at], word[at + 1]];
        const joins = ranks[at] === best;
        joined.push(joins ? symbol + next : symbol);
        if (joins) at++;
      }
      word = joined;
    }
  }

  #id(symbol: string): number {
    const id = this.#ids.get(symbol);
    if (id === undefined) throw new Error(`the vocabulary lacks ${symbol}`);
    return id;
  }
}

/** One symbol for each byte of a word in UTF-8; the last carries the mark of a word's end. */
function symbolsOf(word: string): readonly string[] {
  const symbols = utf8(word).map((byte) => BYTE_SYMBOLS[byte] ?? '');
  return symbols.map((symbol, at) => (at === symbols.length - 1 ? `${symbol}</w>` : symbol));
}

/** The bytes of a text in UTF-8; half a surrogate pair counts as U+FFFD. */
function utf8(text: string): readonly number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return Array.from(escaped.matchAll(/%([0-9A-F]{2})|./g), ([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** Printable Latin-1 stands for itself, every other byte for a letter from U+0100 on (`bytes_to_unicode`). */
const BYTE_SYMBOLS: readonly string[] = (() => {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(printable(byte) ? byte : 256 + others++),
  );
})();
