import { visibleLine } from '../plain-text.ts';

/** Characters of a line: a longer phrase goes on in the next, so that an editor can show it. */
const LONGEST_LINE = 2000;
/** By whole characters: half of one would be invisible, and lost. */
const PIECES = new RegExp(`[\\s\\S]{1,${LONGEST_LINE}}`, 'gu');

/** What ends a phrase: commas of several scripts, and lines. */
const SEPARATORS = new Set([',', '，', '、', '،', '\n', '\r', '\u2028', '\u2029']);
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };
const OPENING = new Set(Object.values(CLOSING));
/** Where AUTOMATIC1111 and ComfyUI begin another chunk of 75 tokens. */
const BREAK = /^BREAK(?![\p{L}\p{N}_])/u;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * A prompt as its phrases, each a line of visible characters, in their order: split at commas, lines and `BREAK`, which
 * is a phrase of its own. What is in brackets stays whole (`(red, green:1.2)`, `<lora:ink:0.8>`); a bracket without its
 * other half is a character like any other.
 */
export function phrasesOf(prompt: string): readonly string[] {
  const pairs = bracketPairs(prompt);
  const phrases: string[] = [];
  let start = 0;
  const end = (at: number): void => {
    phrases.push(...linesOf(prompt.slice(start, at)));
  };
  for (let at = 0; at < prompt.length; at++) {
    const closing = pairs.get(at);
    if (closing !== undefined) at = closing;
    else if (SEPARATORS.has(prompt[at] ?? '')) {
      end(at);
      start = at + 1;
    } else if (prompt[at] === 'B' && isBreak(prompt, at)) {
      end(at);
      phrases.push('BREAK');
      start = at + 'BREAK'.length;
      at = start - 1;
    }
  }
  end(prompt.length);
  return phrases;
}

function isBreak(prompt: string, at: number): boolean {
  return BREAK.test(prompt.slice(at, at + 6)) && !WORD.test(prompt[at - 1] ?? ' ');
}

/** For each bracket that has its other half: where that is. Behind a backslash a bracket is a character. */
function bracketPairs(prompt: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  const counts = new Map<string, number>();
  const count = (bracket: string, by: number): void => {
    counts.set(bracket, (counts.get(bracket) ?? 0) + by);
  };
  for (let at = 0; at < prompt.length; at++) {
    const character = prompt[at] ?? '';
    if (character === '\\') at++;
    else if (OPENING.has(character)) {
      open.push(at);
      count(character, 1);
    }
    const wanted = CLOSING[character];
    if (wanted === undefined || (counts.get(wanted) ?? 0) === 0) continue;
    // What was opened in between and never closed is no bracket.
    for (;;) {
      const before = open.pop() ?? 0;
      const opened = prompt[before] ?? '';
      count(opened, -1);
      if (opened !== wanted) continue;
      pairs.set(before, at);
      break;
    }
  }
  return pairs;
}

function linesOf(text: string): readonly string[] {
  const pieces = text.length <= LONGEST_LINE ? [text] : (text.match(PIECES) ?? []);
  return pieces.map(visibleLine).filter((line) => line !== '');
}
