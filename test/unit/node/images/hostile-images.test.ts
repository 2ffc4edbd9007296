import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImageText } from '../../../../src/node/images/text.ts';
import { commentOf, exifOf, utf16 } from '../../../fakes/exif.ts';
import { gifComment, gifOf, gifXmp, jpegOf, pngOf, webpOf } from '../../../fakes/image-containers.ts';
import { bareRdf, described, xmpOf } from '../../../fakes/xmp.ts';

const exif = exifOf(
  [{ tag: 0x010e, value: Buffer.from('a kite') }],
  [commentOf('UNICODE', utf16('山', true))],
);
const xmp = described('a kite');
const images: Record<string, Buffer> = {
  PNG: pngOf(
    ['tEXt', 'a\0b'],
    ['iTXt', `XML:com.adobe.xmp\0\0\0\0\0${xmp}`],
    ['zTXt', 'b\0\0x'],
    ['eXIf', exif],
  ),
  JPEG: jpegOf(
    [0xe1, `Exif\0\0${exif.toString('latin1')}`],
    [0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`],
    [0xfe, 'a'],
  ),
  WebP: webpOf(['EXIF', exif], ['XMP ', xmp]),
  GIF: gifOf(gifComment(Buffer.from('a')), gifXmp(xmp)),
};
const MIB = 1024 * 1024;
const inXmp = (text: string): Buffer => webpOf(['XMP ', text]);

describe('reading the texts of a damaged image', () => {
  it.each(Object.keys(images))('comes to an end without an error: %s', async (name) => {
    const image = images[name] ?? Buffer.alloc(0);
    const changes = fc.array(fc.tuple(fc.nat(image.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(image.length), async (changed, end) => {
        const damaged = Buffer.from(image);
        // The first bytes say what it is.
        for (const [at, byte] of changed) if (at >= 16) damaged[at] = byte;
        expect(Array.isArray(await readImageText(damaged.subarray(0, Math.max(end, 16))))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, () => Buffer]>([
    ['many segments', () => jpegOf(...Array.from({ length: 100_000 }, () => [0xe1, 'Exif\0\0'] as const))],
    [
      'many texts',
      () => pngOf(...Array.from({ length: 100_000 }, (_, index) => ['tEXt', `${index}\0a`] as const)),
    ],
    ['many blocks', () => gifOf(...Array.from({ length: 100_000 }, () => gifComment(Buffer.from('a'))))],
    ['many directories', () => webpOf(...Array.from({ length: 20_000 }, () => ['EXIF', exif] as const))],
    ['XMP of nothing but starts', () => inXmp('<a '.repeat(MIB))],
    ['XMP of comments that do not end', () => inXmp('<!-- '.repeat(MIB))],
    ['XMP of quotes that do not end', () => inXmp(bareRdf('<rdf:Description dc:a="'.repeat(MIB / 16)))],
    ['XMP of many attributes', () => inXmp(bareRdf(`<rdf:Description ${'a="b" '.repeat(MIB / 2)}/>`))],
    [
      'XMP of many elements',
      () => inXmp(xmpOf(`<rdf:Description>${'<a>b</a>'.repeat(MIB / 8)}</rdf:Description>`)),
    ],
    ['XMP of ampersands', () => inXmp(described('&#'.repeat(MIB)))],
    ['blanks in a profile', () => pngOf(['tEXt', `Raw profile type exif\0${' '.repeat(4 * MIB)}`])],
    ['digits in a profile', () => pngOf(['tEXt', `Raw profile type exif\0\nexif\n${'1 '.repeat(4 * MIB)}`])],
    ['zeros in a comment', () => webpOf(['EXIF', exifOf([commentOf('', Buffer.alloc(8 * MIB))])])],
    [
      'zeros and a letter',
      () => webpOf(['EXIF', exifOf([commentOf('', Buffer.concat([Buffer.alloc(8 * MIB), Buffer.of(65)]))])]),
    ],
  ])('comes to an end: %s', async (_, image) => {
    expect(Array.isArray(await readImageText(image()))).toBe(true);
  });
});
