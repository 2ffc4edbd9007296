import { isUtf8 } from 'node:buffer';
import { plausibility } from './plausibility.ts';

/** Text that is UTF-8 as most tools write it, or else Latin-1 as the formats' documents say. */
export function decodeUtf8OrLatin1(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Text in an encoding that nothing names; zero bytes between its letters tell UTF-16. */
export function decodeUnnamed(bytes: Uint8Array, bigEndian: boolean): string {
  const zeros = zerosIn(bytes);
  const isUtf16 = zeros > bytes.length / 8 || (zeros > 0 && !isUtf8(bytes));
  return isUtf16 || byteOrderMark(bytes) !== undefined
    ? decodeUnicode(bytes, bigEndian)
    : decodeUtf8OrLatin1(bytes);
}

/**
 * Text that is called Unicode: UTF-16 in either byte order or UTF-8, whichever makes the most plausible text. Chinese
 * text has no zero bytes that would tell; between equals, `bigEndian` decides.
 */
export function decodeUnicode(bytes: Uint8Array, bigEndian: boolean): string {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  const orders = bigEndian ? ['utf-16be', 'utf-16le'] : ['utf-16le', 'utf-16be'];
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const texts = [...orders.map((order) => new TextDecoder(order).decode(even)), decodeUtf8(bytes)];
  let [best, most] = ['', -Infinity];
  for (const text of texts) {
    const score = text === undefined ? -Infinity : plausibility(text);
    if (text !== undefined && score > most) [best, most] = [text, score];
  }
  return best;
}

/** UTF-8, where the last character may be cut off if another one shows that it is none of Latin-1. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[^\0-\x7f]/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** Zero bytes, but for those that only fill up the end. */
function zerosIn(bytes: Uint8Array): number {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  let zeros = 0;
  for (let at = bytes.indexOf(0); at !== -1 && at < end; at = bytes.indexOf(0, at + 1)) zeros++;
  return zeros;
}
