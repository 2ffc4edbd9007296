/* How texts are compared: without case and without the accents of Latin, Greek and Cyrillic letters. */

const ACCENTS = /[\u0300-\u036f]+/g;
const ASCII = /^[\u0000-\u007f]*$/;
const NO_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
const NO_ASCII_WORD = /[^a-z0-9]+/g;
/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function fold(text: string): string {
  const lower = text.toLowerCase();
  return ASCII.test(lower) ? lower : lower.normalize('NFKD').replace(ACCENTS, '');
}

/** What folded words are where a text has none; they are found in no other. */
export const NO_WORDS = '\u0000';

/** The words of a text, each with a space before and behind it: `A red-fruit!` is ` a red fruit `. */
export function foldWords(text: string): string {
  const folded = fold(text);
  const words = folded.replace(ASCII.test(folded) ? NO_ASCII_WORD : NO_WORD, ' ').trim();
  return words === '' ? NO_WORDS : ` ${words} `;
}

/**
 * What is looked for in folded words: words one after another, the last of which may go on. Empty where the text has no
 * word.
 * @param isWhole Whether the last word ends there.
 */
export function wordsSought(text: string, isWhole: boolean): string {
  const folded = foldWords(text);
  if (folded === NO_WORDS) return '';
  const words = folded.trim();
  // A word may begin anywhere in a script without spaces.
  if (UNSPACED.test(words)) return words;
  return isWhole ? ` ${words} ` : ` ${words}`;
}
