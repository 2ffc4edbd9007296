import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readImageText } from '../../../../src/node/images/text.ts';
import { exifOf } from '../../../fakes/exif.ts';
import { pngOf, type Chunk } from '../../../fakes/image-containers.ts';
import { described } from '../../../fakes/xmp.ts';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const zipped = (text: string): string => deflateSync(Buffer.from(text, 'latin1')).toString('latin1');
const exif = exifOf([{ tag: 0x010e, value: Buffer.from('a kite') }]);
const profile = (name: string, data: Buffer): string =>
  `Raw profile type ${name}\0\n${name}\n      ${data.length}\n${data.toString('hex').replaceAll(/.{72}/g, '$&\n')}\n`;

describe('the texts of a PNG', () => {
  it.each<[string, Chunk[], [place: string, text: string][]]>([
    ['Latin-1', [['tEXt', 'parameters\0caf\xe9']], [['png:parameters', 'café']]],
    [
      'UTF-8 in a chunk for Latin-1',
      [['tEXt', `parameters\0${utf8('山 café')}`]],
      [['png:parameters', '山 café']],
    ],
    ['compressed text', [['zTXt', `parameters\0\0${zipped('caf\xe9')}`]], [['png:parameters', 'café']]],
    ['compressed UTF-8', [['zTXt', `a\0\0${zipped(utf8('山'))}`]], [['png:a', '山']]],
    [
      'compressed text that is cut off',
      [['zTXt', `a\0\0${zipped('a kite').slice(0, -4)}`]],
      [['png:a', 'a kite']],
    ],
    ['international text', [['iTXt', `a\0\0\0en\0${utf8('ä')}\0${utf8('山')}`]], [['png:a', '山']]],
    ['compressed international text', [['iTXt', `a\0\x01\0\0\0${zipped(utf8('山'))}`]], [['png:a', '山']]],
    [
      'text behind the pixels',
      [
        ['IDAT', ''],
        ['tEXt', 'a\0b'],
      ],
      [['png:a', 'b']],
    ],
    [
      'a keyword that comes twice',
      [
        ['tEXt', 'a\0b'],
        ['tEXt', 'a\0c'],
      ],
      [
        ['png:a', 'b'],
        ['png:a', 'c'],
      ],
    ],
    [
      'the same text twice, once',
      [
        ['tEXt', 'a\0b'],
        ['tEXt', 'a\0b'],
      ],
      [['png:a', 'b']],
    ],
    ['EXIF', [['eXIf', exif]], [['exif:ImageDescription', 'a kite']]],
    [
      'text beside broken EXIF',
      [
        ['eXIf', 'II*\0\xff\xff\xff\xff'],
        ['tEXt', 'a\0b'],
      ],
      [['png:a', 'b']],
    ],
    [
      'text beside a broken text',
      [
        ['zTXt', 'x\0\0no zip'],
        ['iTXt', 'y\0'],
        ['tEXt', 'a\0b'],
      ],
      [['png:a', 'b']],
    ],
    [
      'XMP',
      [['iTXt', `XML:com.adobe.xmp\0\0\0\0\0${utf8(described('a kite'))}`]],
      [['xmp:description', 'a kite']],
    ],
    [
      'broken XMP beside text',
      [
        ['tEXt', 'XML:com.adobe.xmp\0<a'],
        ['tEXt', 'a\0b'],
      ],
      [['png:a', 'b']],
    ],
    [
      'EXIF as ImageMagick writes it',
      [['tEXt', profile('exif', Buffer.concat([Buffer.from('Exif\0\0'), exif]))]],
      [['exif:ImageDescription', 'a kite']],
    ],
    [
      'APP1 as ImageMagick writes it',
      [['zTXt', `Raw profile type APP1\0\0${zipped(profile('APP1', exif).slice(22))}`]],
      [['exif:ImageDescription', 'a kite']],
    ],
    [
      'XMP in APP1',
      [['tEXt', profile('APP1', Buffer.from(`http://ns.adobe.com/xap/1.0/\0${described('a kite')}`))]],
      [['xmp:description', 'a kite']],
    ],
    [
      'XMP as ImageMagick writes it',
      [['tEXt', profile('xmp', Buffer.from(described('a kite')))]],
      [['xmp:description', 'a kite']],
    ],
  ])('are read: %s', async (_, chunks, expected) => {
    expect(await readImageText(pngOf(...chunks))).toEqual(expected.map(([place, text]) => ({ place, text })));
  });

  it('are all read, however many there are', async () => {
    const chunks = Array.from({ length: 300 }, (_, index) => ['tEXt', `key ${index}\0text`] as const);
    expect(await readImageText(pngOf(...chunks))).toHaveLength(300);
  });

  it('are read from a file that is cut off', async () => {
    const png = pngOf(['tEXt', 'a\0b'], ['tEXt', 'parameters\0a kite over hills']);
    expect(await readImageText(png.subarray(0, -24))).toEqual([
      { place: 'png:a', text: 'b' },
      { place: 'png:parameters', text: 'a kite ov' },
    ]);
  });

  it('are not inflated beyond a limit, which all of them share', async () => {
    const bomb = deflateSync(Buffer.alloc(6 * 1024 * 1024, 'a')).toString('latin1');
    const bombs = Array.from({ length: 100 }, (_, index) => ['zTXt', `${index}\0\0${bomb}`] as const);
    const texts = await readImageText(pngOf(...bombs, ['tEXt', 'a\0b']));
    expect(texts.map(({ place }) => place)).toEqual(['png:0', 'png:1', 'png:a']);
  });
});
