import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { asObject } from './generation.ts';

/** Longer texts are not parsed: no tool writes them, and their objects would fill the memory. */
const LONGEST = 32 * 1024 * 1024;

/** The object that a text holds; undefined where it holds none. Never throws. */
export function parseObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.length > LONGEST) return undefined;
  const json = withoutPadding(text);
  if (!json.startsWith('{')) return undefined;
  const hasLongNumbers = /\d{16}/.test(json);
  return (hasLongNumbers ? undefined : parsed(json)) ?? parsed(withExactNumbers(json));
}

function parsed(json: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(json) as JsonValue);
  } catch {
    return undefined;
  }
}

/** Without white space, byte order marks and the NULs with which EXIF and PNG writers pad or end a text. */
function withoutPadding(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPadding(text, start)) start++;
  while (end > start && isPadding(text, end - 1)) end--;
  return text.slice(start, end);
}

function isPadding(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 0x20 || code === 0xfeff || code === 0xfffe;
}

/**
 * `NaN`, `Infinity` and `-Infinity`, which Python's json module writes and JSON does not have, become null; integers that a
 * number cannot hold, as seeds of 64 bits, become texts. Inside strings they are words and stay.
 */
function withExactNumbers(json: string): string {
  const pieces: string[] = [];
  let from = 0;
  while (from < json.length) {
    const quote = json.indexOf('"', from);
    const open = quote < 0 ? json.length : quote;
    pieces.push(json.slice(from, open).replaceAll(/-?(?:NaN|Infinity|\d[\d.eE+-]*)/g, exactNumber));
    from = endOfString(json, open);
    pieces.push(json.slice(open, from));
  }
  return pieces.join('');
}

function exactNumber(number: string): string {
  if (!/\d/.test(number)) return 'null';
  const isExact = number.length < 16 || /[.eE]/.test(number) || Number.isSafeInteger(Number(number));
  return isExact ? number : `"${number}"`;
}

/** The position behind the string that opens at a quotation mark. */
function endOfString(json: string, open: number): number {
  for (let at = json.indexOf('"', open + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return json.length;
}
