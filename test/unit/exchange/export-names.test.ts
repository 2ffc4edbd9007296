import { expect, it } from 'vitest';
import { isPlainName } from '../../../src/core/collection/file-rules.ts';
import { captionOf, ExportNames } from '../../../src/core/exchange/export-names.ts';

it.each([
  ['cat', 'cat'],
  ['photos/2024/IMG_0042.JPG', 'IMG_0042'],
  ['C:\\photos\\a cat.png', 'a-cat'],
  ['../../etc/passwd', 'passwd'],
  ['con', 'image-con'],
  ['LPT1.png', 'image-LPT1'],
  ['..', 'image'],
  ['', 'image'],
  ['a\u0000b\nc', 'a-b-c'],
  ['grüße', 'grüße'],
  ['x'.repeat(300), 'x'.repeat(50)],
])('names a file of %j %j', (id, name) => {
  const given = new ExportNames().take(id);
  expect(given).toBe(name);
  expect(isPlainName(`${given}.png`)).toBe(true);
});

it('gives each name once, by systems that do not tell cases and forms of Unicode apart', () => {
  const names = new ExportNames();
  expect(['a/x.png', 'b/x.png', 'X', 'x-2', 'é', 'e\u0301'].map((id) => names.take(id))).toEqual([
    'x',
    'x-2',
    'X-3',
    'x-2-2',
    'é',
    'é-2',
  ]);
});

it('writes a prompt on one line', () =>
  expect(captionOf(' a cat,\r\n  red \u2028 eyes ')).toBe('a cat, red eyes'));
