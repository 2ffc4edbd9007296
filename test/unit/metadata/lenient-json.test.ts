import { describe, expect, it } from 'vitest';
import { parseObject } from '../../../src/core/metadata/lenient-json.ts';

describe('JSON as tools write it', () => {
  it.each([
    ['numbers of Python', '{"a": [NaN, -Infinity,Infinity], "b": 1}', { a: [null, null, null], b: 1 }],
    [
      'the same words inside strings',
      '{"a": "so: NaN, -Infinity", "b\\\\": NaN}',
      { a: 'so: NaN, -Infinity', 'b\\': null },
    ],
    ['quotation marks inside strings', '{"a": "\\"NaN\\\\\\" NaN", "b": NaN}', { a: '"NaN\\" NaN', b: null }],
    ['a byte order mark and white space', '\uFEFF \n{"a": 1}\r\n', { a: 1 }],
    ['NULs at the end', '{"a": 1}\0\0\0', { a: 1 }],
    [
      'seeds of 64 bits',
      '{"a": 18446744073709551615, "b": "12345678901234567890"}',
      { a: '18446744073709551615', b: '12345678901234567890' },
    ],
    [
      'long numbers that are exact',
      '{"a": [0.12345678901234567890, 1234567890123456, 1e300]}',
      { a: [0.12345678901234568, 1234567890123456, 1e300] },
    ],
  ])('%s', (_, text, object) => {
    expect(parseObject(text)).toEqual(object);
  });

  it.each([
    '',
    '[1]',
    'null',
    '{',
    '{"a": "',
    '{"a": nan}',
    '{"a": "\\',
    '\0',
    '{"a": 1} and more',
    undefined,
  ])('no object: %j', (text) => {
    expect(parseObject(text)).toBeUndefined();
  });

  it('damaged texts of megabytes, in a time that grows with their length alone', () => {
    for (const piece of ['"', '\\"', '{"a":', '\\\\', '[', '-', '1', '"NaN"', 'NaN ', ' ', '\0']) {
      expect(parseObject(`{${piece.repeat(300_000)}`)).toBeUndefined();
    }
  });
});
