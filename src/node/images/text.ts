import type { FoundText } from '../../core/metadata/found-text.ts';
import { readMetadata } from './decode.ts';
import { readExifTexts } from './exif-texts.ts';
import { isGif, readGifBlocks } from './gif-blocks.ts';
import { readHiddenText } from './hidden-text.ts';
import { guarded, MOST_BYTES, type ImageParts } from './image-parts.ts';
import { isJpeg, readJpegSegments } from './jpeg-segments.ts';
import { isPng, readPngChunks } from './png-chunks.ts';
import { isWebp, readRiffChunks } from './riff-chunks.ts';
import { readXmpTexts } from './xmp-texts.ts';

/**
 * The texts that an image carries: text chunks and comments of its format, EXIF and XMP. What cannot be read is left
 * out, whatever stands beside it. With `hidden` also what is written into its lowest bits, for which it is decoded.
 * @throws Error where it is no image that can be read.
 */
export async function readImageText(image: Uint8Array, hidden = false): Promise<readonly FoundText[]> {
  const { texts, exif, xmp } = await partsOf(Buffer.from(image.buffer, image.byteOffset, image.byteLength));
  const found = [
    ...texts,
    ...exif.flatMap((data) => guarded(() => readExifTexts(data))),
    ...xmp.flatMap((data) => guarded(() => readXmpTexts(data))),
    ...(hidden ? await readHiddenText(image) : []),
  ];
  return withinLimit(found);
}

/** Formats that tools write texts into are walked here: of what libvips cannot read beside a text, the text is left. */
async function partsOf(image: Buffer): Promise<ImageParts> {
  if (isPng(image)) return readPngChunks(image);
  if (isJpeg(image)) return readJpegSegments(image);
  if (isWebp(image)) return readRiffChunks(image);
  if (isGif(image)) return readGifBlocks(image);
  const { format, exif = [], xmp = [] } = await readMetadata(image);
  // A TIFF file is a directory of tags itself.
  const tags = format === 'tiff' ? image : exif;
  return { texts: [], exif: [tags].flat(), xmp: [xmp].flat() };
}

/** Each text once, as long as there are not too many. */
function withinLimit(found: readonly FoundText[]): readonly FoundText[] {
  const kept = new Map<string, FoundText>();
  let left = MOST_BYTES;
  for (const one of found) {
    left -= one.text.length;
    if (left >= 0) kept.set(`${one.place}\0${one.text}`, one);
  }
  return [...kept.values()];
}
