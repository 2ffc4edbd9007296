import { isFull, noParts, type ImageParts } from './image-parts.ts';

export function isWebp(image: Buffer): boolean {
  return image.toString('latin1', 0, 4) === 'RIFF' && image.toString('latin1', 8, 12) === 'WEBP';
}

/** EXIF and XMP of a WebP (WebP container specification, "Metadata"). */
export function readRiffChunks(image: Buffer): ImageParts {
  const parts = noParts();
  for (let at = 12; at + 8 <= image.length && !isFull(parts);) {
    const name = image.toString('latin1', at, at + 4);
    const length = image.readUInt32LE(at + 4);
    const data = image.subarray(at + 8, at + 8 + length);
    if (name === 'EXIF') parts.exif.push(data);
    if (name === 'XMP ' || name === 'XMP\0') parts.xmp.push(data);
    at += 8 + length;
    // Some leave out the zero that makes a length even.
    if (length % 2 === 1 && image[at] === 0) at += 1;
  }
  return parts;
}
