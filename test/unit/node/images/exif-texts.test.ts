import { describe, expect, it } from 'vitest';
import type { FoundText } from '../../../../src/core/metadata/found-text.ts';
import { readExifTexts } from '../../../../src/node/images/exif-texts.ts';
import { Budget } from '../../../../src/node/images/image-parts.ts';
import { commentOf, exifOf, utf16, type TagToWrite } from '../../../fakes/exif.ts';

const read = (data: Buffer): readonly FoundText[] => readExifTexts(data, new Budget());
const text = (tag: number, value: string): TagToWrite => ({ tag, value: Buffer.from(`${value}\0`) });
const english = 'a red kite, (soft light:1.2)\nSteps: 20';
const chinese = '一只红色的风筝飞过群山，柔和的光线，杰作';
const japanese = '赤い凧が丘を越えて飛ぶ、傑作';
const russian = 'красный воздушный змей';
const korean = '언덕 위의 빨간 연';
const emoji = 'a 🪁 ❤️ over hills — “soft”';

describe('EXIF’s UserComment', () => {
  const words = [english, chinese, japanese, russian, korean, emoji, `${chinese}\nNegative prompt: blurry`];
  const inUtf16 = words.flatMap((said) =>
    [true, false].flatMap((order) => [true, false].map((file) => [said, order, file] as const)),
  );
  it.each(inUtf16)('is read from UTF-16: %s, big-endian %s, in a big-endian file %s', (said, order, file) => {
    const comment = commentOf('UNICODE', utf16(said, order));
    expect(read(exifOf([], [comment], file))).toEqual([{ place: 'exif:UserComment', text: said }]);
  });

  it.each<[string, TagToWrite, string]>([
    ['ASCII', commentOf('ASCII', Buffer.from(english)), english],
    ['UTF-8 called ASCII', commentOf('ASCII', Buffer.from(chinese)), chinese],
    ['Latin-1 called ASCII', commentOf('ASCII', Buffer.from('café', 'latin1')), 'café'],
    ['UTF-16 called ASCII', commentOf('ASCII', utf16(english, true)), english],
    ['UTF-8 called Unicode', commentOf('UNICODE', Buffer.from(`${english} ünï`)), `${english} ünï`],
    ['Chinese in UTF-8 called Unicode', commentOf('UNICODE', Buffer.from(chinese)), chinese],
    ['UTF-8 with zeros behind it', commentOf('UNICODE', Buffer.from(`${english}\0\0\0`)), english],
    ['little-endian with a mark', commentOf('UNICODE', utf16(`\uFEFF${chinese}`, false)), chinese],
    ['big-endian with a mark', commentOf('UNICODE', utf16(`\uFEFF${chinese}`, true)), chinese],
    ['UTF-8 with a mark', commentOf('UNICODE', Buffer.from(`\uFEFF${english}`)), english],
    ['JIS', commentOf('JIS', Buffer.from('\x1b$B@V$$B|\x1b(B kite', 'latin1')), '赤い凧 kite'],
    ['UTF-8 called JIS', commentOf('JIS', Buffer.from(japanese)), japanese],
    ['no charset', commentOf('', Buffer.from(chinese)), chinese],
    ['no charset, UTF-16', commentOf('', utf16(english, false)), english],
    ['blanks in the charset', commentOf('ASCII   ', Buffer.from(english)), english],
    ['no eight bytes in front', { tag: 0x9286, type: 7, value: Buffer.from(english) }, english],
    ['text with a tag’s type', { tag: 0x9286, value: Buffer.from('{"prompt": "山"}') }, '{"prompt": "山"}'],
    [
      'a last character that is cut off',
      commentOf('', Buffer.from(chinese).subarray(0, -1)),
      chinese.slice(0, -1),
    ],
  ])('is read from %s, in either directory', (_, comment, expected) => {
    const found = [{ place: 'exif:UserComment', text: expected }];
    expect(read(exifOf([comment]))).toEqual(found);
    expect(read(exifOf([], [comment]))).toEqual(found);
  });
});

describe('the texts of EXIF', () => {
  it.each<[string, TagToWrite, FoundText[]]>([
    ['ImageDescription', text(0x010e, '山'), [{ place: 'exif:ImageDescription', text: '山' }]],
    ['Make', text(0x010f, 'workflow:{}'), [{ place: 'exif:Make', text: 'workflow:{}' }]],
    ['Model', text(0x0110, 'prompt:{}'), [{ place: 'exif:Model', text: 'prompt:{}' }]],
    ['Software', text(0x0131, 'Fooocus v2.2.0'), [{ place: 'exif:Software', text: 'Fooocus v2.2.0' }]],
    ['a text that fits into its entry', text(0x0131, 'abc'), [{ place: 'exif:Software', text: 'abc' }]],
    ['MakerNote', text(0x927c, 'fooocus'), [{ place: 'exif:MakerNote', text: 'fooocus' }]],
    ['no MakerNote of a camera', text(0x927c, 'Nikon\x02\x10\x01'), []],
    [
      'XPTitle',
      { tag: 0x9c9b, type: 1, value: utf16('山\0', false) },
      [{ place: 'exif:XPTitle', text: '山' }],
    ],
    [
      'XPComment',
      { tag: 0x9c9c, type: 1, value: utf16('a kite', false) },
      [{ place: 'exif:XPComment', text: 'a kite' }],
    ],
    [
      'XPKeywords',
      { tag: 0x9c9e, type: 1, value: utf16('a;b\0', false) },
      [{ place: 'exif:XPKeywords', text: 'a;b' }],
    ],
    [
      'XPSubject',
      { tag: 0x9c9f, type: 1, value: utf16('a kite\0', false) },
      [{ place: 'exif:XPSubject', text: 'a kite' }],
    ],
    ['a text with braces in any tag', text(0x010c, 'extra:{}'), [{ place: 'exif:0x010c', text: 'extra:{}' }]],
    ['no text of another tag', text(0x0132, '2024:01:01'), []],
    ['no empty text', text(0x010e, '  '), []],
  ])('are read: %s', (_, tag, expected) => {
    expect(read(exifOf([tag]))).toEqual(expected);
    expect(read(exifOf([], [tag], true))).toEqual(expected);
  });

  it.each([
    ['Exif and zeros', Buffer.from('Exif\0\0')],
    ['that twice', Buffer.from('Exif\0\0Exif\0\0')],
    ['an offset, as in HEIF', Buffer.of(0, 0, 0, 6, 0x45, 0x78, 0x69, 0x66, 0, 0)],
  ])('are read behind %s', (_, head) => {
    expect(read(Buffer.concat([head, exifOf([text(0x0131, 'a tool')])]))).toHaveLength(1);
  });

  it('are read beside a tag that points outside and one that is cut off', () => {
    const exif = exifOf([text(0x010e, 'outside'), text(0x010f, 'a make'), text(0x0110, 'a model')]);
    exif.writeUInt32LE(0xffffff, 18);
    expect(read(exif.subarray(0, -2))).toEqual([
      { place: 'exif:Make', text: 'a make' },
      { place: 'exif:Model', text: 'a mode' },
    ]);
  });

  it('are read once from a directory that leads to itself', () => {
    const exif = exifOf([text(0x010e, 'a kite')], [text(0x0131, 'a tool')]);
    exif.writeUInt32LE(8, 10 + 12 + 8);
    expect(new Set(read(exif).map(({ text: found }) => found))).toEqual(new Set(['a kite']));
  });

  it('are read from BigTIFF', () => {
    const head = Buffer.from('II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0', 'latin1');
    const entry = Buffer.from('\x0e\x01\x02\0\x06\0\0\0\0\0\0\0a kite\0\0', 'latin1');
    expect(read(Buffer.concat([head, entry]))).toEqual([{ place: 'exif:ImageDescription', text: 'a kite' }]);
  });

  it('are read no further than the budget goes', () => {
    const budget = new Budget();
    budget.left = 10;
    const exif = exifOf([text(0x010e, 'a description'), text(0x0131, 'a tool')]);
    expect(readExifTexts(exif, budget)).toEqual([{ place: 'exif:Software', text: 'a tool' }]);
  });
});
