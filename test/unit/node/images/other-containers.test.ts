import { describe, expect, it } from 'vitest';
import { readImageText } from '../../../../src/node/images/text.ts';
import { exifOf } from '../../../fakes/exif.ts';
import { gifComment, gifOf, gifXmp, webpOf } from '../../../fakes/image-containers.ts';
import { picture } from '../../../fakes/image-texts.ts';
import { described } from '../../../fakes/xmp.ts';

const exif = exifOf([{ tag: 0x010f, value: Buffer.from('prompt:{}') }]);
const make = { place: 'exif:Make', text: 'prompt:{}' };
const description = { place: 'xmp:description', text: 'a kite' };
const padded = webpOf(['EXIF', 'odd'], ['XMP ', described('a kite')]);
/** The chunk of three bytes starts at byte 12. */
const withoutPadding = Buffer.concat([padded.subarray(0, 23), padded.subarray(24)]);
const withExif = {
  IFD0: { Make: 'prompt:{}', ImageDescription: 'a kite' },
  IFD2: { UserComment: 'a comment' },
};
const exifTexts = [make, { place: 'exif:ImageDescription', text: 'a kite' }];

describe('the texts of WebP and GIF', () => {
  it.each([
    ['EXIF of a WebP', webpOf(['VP8 ', 'odd'], ['EXIF', exif]), [make]],
    ['EXIF of a WebP as in a JPEG', webpOf(['EXIF', Buffer.concat([Buffer.from('Exif\0\0'), exif])]), [make]],
    ['XMP behind a chunk that should be longer', withoutPadding, [description]],
    ['XMP of a WebP', webpOf(['EXIF', 'odd'], ['XMP ', described('a kite')]), [description]],
    [
      'a comment of a GIF',
      gifOf(gifComment(Buffer.from('山 kite'))),
      [{ place: 'gif:comment', text: '山 kite' }],
    ],
    [
      'a long comment',
      gifOf(gifComment(Buffer.from('kite'.repeat(99)))),
      [{ place: 'gif:comment', text: 'kite'.repeat(99) }],
    ],
    [
      'XMP of a GIF',
      gifOf(gifXmp(described('a kite')), gifComment(Buffer.from('a'))),
      [{ place: 'gif:comment', text: 'a' }, description],
    ],
  ])('are read: %s', async (_, image, expected) => {
    expect(await readImageText(image)).toEqual(expected);
  });
});

describe('the texts of images that libvips wrote', () => {
  it.each([
    ['WebP', (image: ReturnType<typeof picture>) => image.webp()],
    ['JPEG', (image: ReturnType<typeof picture>) => image.jpeg()],
    ['PNG', (image: ReturnType<typeof picture>) => image.png()],
    ['AVIF', (image: ReturnType<typeof picture>) => image.avif()],
  ])('are read: %s', async (_, format) => {
    const image = await format(picture(1)).withExif(withExif).withXmp(described('a kite')).toBuffer();
    expect(await readImageText(image)).toEqual(expect.arrayContaining([...exifTexts, description]));
  });

  it('are read: TIFF', async () => {
    const image = await picture(1).tiff().withXmp(described('a kite')).toBuffer();
    expect(await readImageText(image)).toEqual([description]);
  });

  it('are not looked for in what is no image', async () => {
    await expect(readImageText(Buffer.from('no image'))).rejects.toThrow('unsupported image format');
  });
});
