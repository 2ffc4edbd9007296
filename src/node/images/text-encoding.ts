const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text that is UTF-8 as most tools write it, or else Latin-1 as the formats' documents say. */
export function decodeUtf8OrLatin1(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Text in an encoding that nothing names: UTF-16 where it has a byte order mark or zero bytes between letters. */
export function decodeUnnamed(bytes: Uint8Array, bigEndian: boolean): string {
  return byteOrderMark(bytes) !== undefined || bytes.includes(0)
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

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** Enough to tell by. */
const SAMPLE = 4096;

/** How much a text looks like one that somebody wrote, per character: at most 1. */
function plausibility(text: string): number {
  const sample = text.slice(0, SAMPLE).replace(/\0+$/, '');
  let sum = 0;
  let characters = 0;
  for (const character of sample) {
    characters++;
    sum += weightOf(character.codePointAt(0) ?? 0);
  }
  return characters === 0 ? -1 : sum / characters;
}

/** Unicode blocks by what prompts are made of: [first, last, weight]. What is in none of them is hardly text. */
const BLOCKS: readonly (readonly [number, number, number])[] = [
  [0x09, 0x0a, 1],
  [0x0d, 0x0d, 1],
  [0x20, 0x7e, 1],
  [0xa0, 0x17f, 0.9],
  [0x370, 0x6ff, 0.9],
  [0x900, 0xdff, 0.6],
  [0xe00, 0xe7f, 0.8],
  [0x1e00, 0x1eff, 0.7],
  [0x2010, 0x2027, 0.9],
  [0x20a0, 0x21ff, 0.5],
  [0x3000, 0x30ff, 0.9],
  [0x4e00, 0x9fff, 0.8],
  [0xac00, 0xd7a3, 0.7],
  [0xff00, 0xffef, 0.9],
  [0x1f000, 0x1faff, 0.9],
  [0x20000, 0x2ffff, 0.3],
];

function weightOf(codePoint: number): number {
  return BLOCKS.find(([first, last]) => codePoint >= first && codePoint <= last)?.[2] ?? -1;
}
