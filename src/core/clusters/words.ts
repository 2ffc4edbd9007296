import { STOP_WORDS } from './stop-words.ts';

/** Characters of a prompt that are looked at: what a picture shows stands at the beginning. */
const LONGEST_TEXT = 2000;
const LONGEST_WORD = 40;

/** Extra networks `<lora:name:0.8>` and addresses. */
const NOT_WORDS = /<[^<>]{0,200}>|\bhttps?:\/\/\S+|\bembedding:\S+/giu;
/** Midjourney's parameters, which end a prompt: `--ar 16:9 --no trees`. */
const PARAMETERS = /\s--[a-z].*$/su;
/** The weight in `(word:1.2)`, `word::2` and `[from:to:0.5]`. */
const WEIGHTS = /:{1,2}-?\d+(?:\.\d+)?/gu;

/** A word, or what stands between two: anything but a blank or the underscore of a tag parts phrases. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’‑-][\p{L}\p{M}\p{N}]+)*/gu;
const ONLY_BLANK = /^[\s_]*$/u;
/** Scripts that are written without blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The words of a prompt and its phrases of two words that stand beside each other, each once, in lower case and Unicode
 * NFKC: without weights, extra networks, parameters, numbers, and words that tell nothing of a picture.
 */
export function termsOf(prompt: string): ReadonlySet<string> {
  const terms = new Set<string>();
  let [before, end] = ['', -1];
  const text = plainPrompt(prompt);
  for (const { word, at } of wordsOf(text)) {
    const isBeside = before !== '' && ONLY_BLANK.test(text.slice(end, at));
    end = at + word.length;
    if (!isTelling(word)) {
      before = '';
      continue;
    }
    if (isBeside && before !== word) terms.add(`${before} ${word}`);
    if (!isLetter(word)) terms.add(word);
    before = word;
  }
  return terms;
}

/** Without what only a program reads. */
function plainPrompt(prompt: string): string {
  return prompt
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replace(NOT_WORDS, ' , ')
    .replace(PARAMETERS, '')
    .replace(WEIGHTS, ' ');
}

function* wordsOf(text: string): Generator<{ readonly word: string; readonly at: number }> {
  for (const { 0: word, index: at } of text.matchAll(WORD)) {
    if (!UNSPACED.test(word)) yield { word, at };
    else
      for (const { segment, index, isWordLike } of segmenter.segment(word))
        if (isWordLike === true) yield { word: segment, at: at + index };
  }
}

function isTelling(word: string): boolean {
  return word.length <= LONGEST_WORD && /\p{L}/u.test(word) && !STOP_WORDS.has(word);
}

/** A single letter of an alphabet is a word only beside another: `t rex`. */
function isLetter(word: string): boolean {
  return word.length === 1 && !UNSPACED.test(word);
}
