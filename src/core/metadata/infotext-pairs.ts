/** A parameter as it stands: the value with its quotes and brackets. */
export type Pair = readonly [name: string, value: string];

/**
 * How many values whose brackets end nowhere, or end before something else than a comma, are looked through to their
 * end. Beyond that, brackets are plain characters, so that hostile text costs linear time.
 */
const FAILED_BRACKETS = 8;
const LONGEST_NAME = 100;
/** No tool writes as many. */
const MOST_PAIRS = 1000;

/** What is counted over all lines of one text. */
export interface Spent {
  failedBrackets: number;
  pairs: number;
}

/**
 * The pairs of `Name: value, Name: value` from a position on, up to the end of the line; quoted values and JSON may
 * go over several lines. AUTOMATIC1111 (modules/infotext_utils.py) quotes what holds commas; Civitai writes JSON
 * without quotes. A part without a name belongs to the value before it.
 */
export function readPairs(text: string, from: number, spent: Spent): { pairs: Pair[]; end: number } {
  const pairs: [string, string][] = [];
  let position = from;
  while (position < text.length && text[position] !== '\n') {
    if (spent.pairs >= MOST_PAIRS) return { pairs, end: lineEnd(text, position) };
    const separator = nameEnd(text, position);
    if (separator === undefined) {
      const end = plainEnd(text, position);
      const rest = text.slice(position, end).trim();
      const last = pairs.at(-1);
      if (last !== undefined && rest !== '') last[1] += `, ${rest}`;
      position = afterComma(text, end);
      continue;
    }
    const name = text.slice(position, separator).trim();
    const start = skipBlanks(text, separator + 1);
    const whole = valueEnd(text, start, spent.failedBrackets < FAILED_BRACKETS);
    if (whole === undefined && isOpening(text[start])) spent.failedBrackets += 1;
    const end = whole ?? plainEnd(text, start);
    spent.pairs += 1;
    pairs.push([name, text.slice(start, end).trim()]);
    position = afterComma(text, end);
  }
  return { pairs, end: position };
}

/** Where the colon behind the name is; undefined where no name stands before the next comma or line end. */
function nameEnd(text: string, from: number): number | undefined {
  const limit = Math.min(text.length, from + LONGEST_NAME);
  for (let position = from; position < limit; position += 1) {
    const character = text[position];
    if (character === ',' || character === '\n' || character === '"') return undefined;
    if (character !== ':') continue;
    return text.startsWith('//', position + 1) || text.slice(from, position).trim() === ''
      ? undefined
      : position;
  }
  return undefined;
}

/** The end of a quoted or bracketed value; undefined where the value is neither, or goes on behind it. */
function valueEnd(text: string, start: number, brackets: boolean): number | undefined {
  const opening = text[start];
  if (opening === '"') return endsThere(text, quoteEnd(text, start));
  return isOpening(opening) && brackets ? endsThere(text, bracketEnd(text, start)) : undefined;
}

function isOpening(character: string | undefined): boolean {
  return character === '{' || character === '[';
}

function endsThere(text: string, end: number | undefined): number | undefined {
  if (end === undefined) return undefined;
  const next = text[skipBlanks(text, end)];
  return next === undefined || next === ',' || next === '\n' ? end : undefined;
}

/** Behind the closing quote; a backslash escapes the next character. */
function quoteEnd(text: string, start: number): number | undefined {
  for (let position = start + 1; position < text.length; position += 1) {
    if (text[position] === '\\') position += 1;
    else if (text[position] === '"') return position + 1;
  }
  return undefined;
}

/** Behind the bracket that closes the first one; brackets in JSON's strings are no brackets. */
function bracketEnd(text: string, start: number): number | undefined {
  const json = ['{', '[', '"'].includes(text[skipSpace(text, start + 1)] ?? '');
  let depth = 0;
  for (let position = start; position < text.length; position += 1) {
    const character = text[position];
    if (character === '"' && json) {
      const end = quoteEnd(text, position);
      if (end === undefined) return undefined;
      position = end - 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return position + 1;
    } else if (character === '\n' && !json) return undefined;
  }
  return undefined;
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function plainEnd(text: string, start: number): number {
  let position = start;
  while (position < text.length && text[position] !== ',' && text[position] !== '\n') position += 1;
  return position;
}

function afterComma(text: string, end: number): number {
  const position = skipBlanks(text, end);
  return text[position] === ',' ? skipBlanks(text, position + 1) : position;
}

function skipBlanks(text: string, from: number): number {
  let position = from;
  while (text[position] === ' ' || text[position] === '\t') position += 1;
  return position;
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (position < text.length && (text[position] ?? '').trim() === '') position += 1;
  return position;
}
