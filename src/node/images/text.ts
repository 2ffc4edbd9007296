import type { FoundText } from '../../core/metadata/found-text.ts';
import { readMetadata } from './decode.ts';
import { readExifTexts } from './exif-texts.ts';
import { isGif, readGifBlocks } from './gif-blocks.ts';
import { readHiddenText } from './hidden-text.ts';
import { Budget, guarded, type ImageParts } from './image-parts.ts';
import { isJpeg, readJpegSegments } from './jpeg-segments.ts';
import { isPng, readPngChunks } from './png-chunks.ts';
import { isWebp, readRiffChunks } from './riff-chunks.ts';
import { readXmpTexts } from './xmp-texts.ts';

/**
 * The texts that an image carries: text chunks and comments of its format, EXIF and XMP. What cannot be read is left
 * out, whatever stands beside it. With `hidden` also what is written into its lowest bits, for which it is decoded; only formats that keep those have it.
 * @throws Error where it is no image that can be read.
 */
export async function readImageText(image: Uint8Array, hidden = false): Promise<readonly FoundText[]> {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const { texts, exif, xmp } = await partsOf(bytes);
  const budget = new Budget();
  const found = [
    ...texts,
    ...exif.flatMap((data) => guarded(() => readExifTexts(data, budget))),
    ...xmp.flatMap((data) => guarded(() => readXmpTexts(data, budget))),
    ...(hidden && (isPng(bytes) || isWebp(bytes)) ? await readHiddenText(image) : []),
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

const MOST_TEXTS = 5000;

/** Each text once, as long as there are not too many. */
function withinLimit(found: readonly FoundText[]): readonly FoundText[] {
  const kept = new Map<string, FoundText>();
  const budget = new Budget();
  for (const one of found) {
    if (kept.size < MOST_TEXTS && budget.take(one.text.length)) kept.set(`${one.place}\0${one.text}`, one);
  }
  return [...kept.values()];
}
