import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, plainTexts } from '../../src/core/plain-text.ts';

/** How VS Code finds links in notifications and below input boxes (its linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How VS Code finds icons in labels (its iconLabels.ts). */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('text that others wrote', () => {
  it.each([
    ['a link to a command', 'see [here](command:x.y?%22a%22)', 'see [here] (command:x.y?%22a%22)'],
    ['a link to the web', '[a](https://b.c)', '[a] (https://b.c)'],
    ['a link that another one hides', '[a]\u200b(command:b)', '[a] (command:b)'],
    ['a link around a removed sequence', '[a]\u001b[0m(command:b)', '[a] (command:b)'],
    ['an icon', '$(check) safe', '$ (check) safe'],
    ['an icon with something invisible in it', '$\u200d(check)', '$ (check)'],
    ['an escaped icon', '\\$(check)', '\\$ (check)'],
    ['lines', 'a\nb\r\n\r\nc\td', 'a b c d'],
    ['line separators', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['spaces, many and odd', ' a  \u2003 b\u2800c ', 'a b c'],
    ['colours of a terminal', '\u001b[31mred\u001b[0m', 'red'],
    ['a title of a terminal', 'a\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c', 'abc'],
    ['eight-bit controls of a terminal', '\u009b31mred\u009d0;title\u009c', 'red'],
    ['an unfinished control sequence', 'a\u001b[', 'a['],
    ['backspaces and bells', 'abc\b\b\b\u0007\u0000\u007f', 'abc'],
    ['a name turned around', 'photo\u202Egpj.exe', 'photogpj.exe'],
    ['isolates', '\u2066a\u2069\u200e\u200f\u061c', 'a'],
    ['zero-width characters', 'a\u200bb\u2060c\ufeffd\u00ade', 'abcde'],
    ['joiners in Latin', 'pa\u200dyp\u200cal', 'paypal'],
    ['fillers', '\u3164\u115f\uffa0x\u180e', 'x'],
    ['tags', 'a\u{e0041}\u{e0042}', 'a'],
    ['selectors on nothing', '\ufe0f a\ufe0f\ufe0f\ufe0e', 'a\ufe0f'],
    ['lone surrogates', 'a\ud83dz\udc31', 'az'],
    ['nothing but the invisible', '\u200b\u202e\n', ''],
  ])('loses %s', (_, text, plain) => expect(plainText(text)).toBe(plain));

  it.each([
    ['plain words', 'a cat, studio light (50mm) [sharp] $5 (five)'],
    ['emoji of several characters', '👩🏽‍🚀 👁️‍🗨️ 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष नमस्ते'],
    ['Arabic and Hebrew', 'قطة חתול שָׁלוֹם'],
    ['accents', 'Žluťoučký kůň, e\u0301'],
    ['Japanese', '猫\u3000葛\u{e0100}'],
    ['no-break spaces', '98.1\u00a0%'],
  ])('keeps %s', (_, text) => expect(plainText(text)).toBe(text));

  it('loses marks without end', () =>
    expect(plainText(`z${'\u0335'.repeat(50)}o`)).toBe(`z${'\u0335'.repeat(6)}o`));

  it('is cut to the limit, between characters', () => {
    expect(plainText('abcdef', 6)).toBe('abcdef');
    expect(plainText('abcdefg', 6)).toBe('abcde…');
    expect(plainText('ab cdefg', 4)).toBe('ab…');
    expect(plainText('ab🐈🐈', 4)).toBe('ab…');
    expect(plainText('🐈‍⬛🐈', 4)).toBe('🐈…');
    expect(plainText('x'.repeat(400))).toHaveLength(300);
  });

  it('is not read to its end where it is endless', () =>
    expect(plainText(`a${'\u200b'.repeat(1e7)}b`, 10)).toBe('a…'));
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      '[',
      ']',
      '(',
      ')',
      '$',
      '$(',
      '](',
      '[a](command:b)',
      '$(x)',
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u0007',
      '\n',
    ],
    ...[
      '\u200b',
      '\u200c',
      '\u200d',
      '\ufe0f',
      '\u202e',
      '\u2067',
      '\ud83d',
      '\u0301',
      '\u00a0',
      '\u2003',
      '👩',
      'क',
      'a',
      ' ',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('is one line without links, icons, controls and direction marks', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(LINK);
        expect(plain).not.toMatch(ICON);
        expect(plain).not.toMatch(
          /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/u,
        );
        expect(plain).not.toMatch(/\p{Cs}/u);
        expect(plain).toBe(plain.trim());
      }),
      { numRuns: 2000 },
    );
  });

  it('is as long as it may be at most, and stays as it is when it is made plain again', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, limit) => {
        const plain = plainText(text, limit);
        expect(plain.length).toBeLessThanOrEqual(limit);
        expect(plainText(plain, limit)).toBe(plain);
      }),
      { numRuns: 2000 },
    );
  });

  it('means the same beside our own text: no link or icon begins in it and ends elsewhere', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const sentence = `“${plainText(one)}” (${plainText(other)}), see ${plainText(one)} (${plainText(other)}).`;
        expect(sentence).not.toMatch(LINK);
        expect(sentence).not.toMatch(ICON);
      }),
    );
  });
});

it('makes all strings of a value plain', () => {
  const value = {
    path: 'a\nb',
    count: 2,
    known: ['$(x)'],
    nested: [{ reason: '\u001b[1mc' }],
    none: undefined,
  };
  const plain = { path: 'a b', count: 2, known: ['$ (x)'], nested: [{ reason: 'c' }], none: undefined };
  expect(plainTexts(value)).toEqual(plain);
});
