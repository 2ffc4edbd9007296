import { describe, expect, it } from 'vitest';
import { readImageText } from '../../../../src/node/images/text.ts';
import { exifOf } from '../../../fakes/exif.ts';
import { jpegOf, uint32, type Segment } from '../../../fakes/image-containers.ts';
import { described } from '../../../fakes/xmp.ts';

const [COMMENT, APP0, APP1] = [0xfe, 0xe0, 0xe1];
const exif = (text: string): Buffer =>
  Buffer.concat([Buffer.from('Exif\0\0'), exifOf([{ tag: 0x010e, value: Buffer.from(text) }])]);
const xmp = (text: string): Buffer => Buffer.from(`http://ns.adobe.com/xap/1.0/\0${described(text)}`);
const extension = (digest: string, offset: number, data: string): Buffer =>
  Buffer.concat([
    Buffer.from(`http://ns.adobe.com/xmp/extension/\0${digest.padEnd(32, '0')}`),
    uint32(9999),
    uint32(offset),
    Buffer.from(data),
  ]);
const long = described('a long kite');

describe('the texts of a JPEG', () => {
  it.each<[string, Segment[], [place: string, text: string][]]>([
    ['a comment', [[COMMENT, 'a kite']], [['jpeg:comment', 'a kite']]],
    ['a comment in UTF-8', [[COMMENT, Buffer.from('山')]], [['jpeg:comment', '山']]],
    [
      'EXIF',
      [
        [APP0, 'JFIF\0'],
        [APP1, exif('a kite')],
      ],
      [['exif:ImageDescription', 'a kite']],
    ],
    ['XMP', [[APP1, xmp('a kite')]], [['xmp:description', 'a kite']]],
    [
      'extended XMP, its pieces in any order',
      [
        [APP1, xmp('a kite')],
        [APP1, extension('b', 40, long.slice(40))],
        [APP1, extension('b', 0, long.slice(0, 40))],
      ],
      [
        ['xmp:description', 'a kite'],
        ['xmp:description', 'a long kite'],
      ],
    ],
    [
      'a text beside broken EXIF and XMP',
      [
        [APP1, 'Exif\0\0MM\0*\0\0'],
        [APP1, 'http://ns.adobe.com/xap/1.0/\0<x:'],
        [APP1, 'http://ns.adobe.com/xmp/extension/\0'],
        [COMMENT, 'a'],
      ],
      [['jpeg:comment', 'a']],
    ],
  ])('are read: %s', async (_, segments, expected) => {
    expect(await readImageText(jpegOf(...segments))).toEqual(
      expected.map(([place, text]) => ({ place, text })),
    );
  });

  it('are read from EXIF that goes on in further segments', async () => {
    const text = 'kite '.repeat(30_000).trim();
    const whole = exif(text).subarray(6);
    const pieces = [0, 60_000, 120_000].map((at) => whole.subarray(at, at + 60_000));
    const segments = pieces.map((piece) => [APP1, Buffer.concat([Buffer.from('Exif\0\0'), piece])] as const);
    expect(await readImageText(jpegOf(...segments))).toEqual([{ place: 'exif:ImageDescription', text }]);
  });

  it('are read where bytes fill up the space in front of a marker', async () => {
    const jpeg = jpegOf([COMMENT, 'a kite']);
    const filled = Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xff), jpeg.subarray(2)]);
    expect(await readImageText(filled)).toEqual([{ place: 'jpeg:comment', text: 'a kite' }]);
  });
});
