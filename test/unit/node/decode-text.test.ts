import { expect, it } from 'vitest';
import { decodeText } from '../../../src/node/decode-text.ts';

const words = 'ein Bär im Wald';
const utf16 = Buffer.from(words, 'utf16le');

it.each<[string, Uint8Array, string]>([
  ['UTF-8', Buffer.from(`${words} ✨`), `${words} ✨`],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${words}`), words],
  ['UTF-16, little-endian', Buffer.concat([Buffer.of(0xff, 0xfe), utf16]), words],
  ['UTF-16, big-endian', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16).swap16()]), words],
  ['UTF-16 without a mark', utf16, words],
  ['UTF-16, big-endian, without a mark', Buffer.from(utf16).swap16(), words],
  ['Windows-1252', Buffer.from('B\xe4r \x96 \x80 5', 'latin1'), 'Bär – € 5'],
  ['nothing', new Uint8Array(), ''],
])('a text in %s', (_, bytes, text) => {
  expect(decodeText(bytes)).toBe(text);
});
