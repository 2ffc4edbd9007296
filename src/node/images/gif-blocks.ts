import { isFull, noParts, type ImageParts } from './image-parts.ts';
import { decodeUtf8OrLatin1 } from './text-encoding.ts';

export function isGif(image: Buffer): boolean {
  return ['GIF87a', 'GIF89a'].includes(image.toString('latin1', 0, 6)) && image.length >= 13;
}

const [EXTENSION, IMAGE] = [0x21, 0x2c];
const [COMMENT, APPLICATION] = [0xfe, 0xff];

/** Comments of a GIF (GIF89a, 24), and XMP in an application extension (XMP part 3, 1.1.2). */
export function readGifBlocks(image: Buffer): ImageParts {
  const parts = noParts();
  for (let at = 13 + colourTable(image[10]); at < image.length && !isFull(parts);) {
    const label = image[at + 1];
    if (image[at] === EXTENSION) at = addExtension(parts, image, label, at + 2);
    else if (image[at] === IMAGE) at = endOfBlocks(image, at + 11 + colourTable(image[at + 9]));
    else return parts;
  }
  return parts;
}

/** The bytes of a colour table, by the flags in front of it. */
function colourTable(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Behind the last of blocks that each start with their length; an empty one is the last. */
function endOfBlocks(image: Buffer, start: number): number {
  let at = start;
  for (let length = image[at] ?? 0; length > 0; length = image[at] ?? 0) at += 1 + length;
  return at + 1;
}

function addExtension(parts: ImageParts, image: Buffer, label: number | undefined, start: number): number {
  const end = endOfBlocks(image, start);
  if (label === COMMENT) {
    parts.texts.push({ place: 'gif:comment', text: decodeUtf8OrLatin1(joinBlocks(image, start)) });
  }
  // XMP stands there unblocked, with bytes behind it that lead every reader of blocks to the end.
  if (label === APPLICATION && image.toString('latin1', start + 1, start + 12) === 'XMP DataXMP') {
    const xmp = image.subarray(start + 12, end);
    parts.xmp.push(xmp.subarray(0, xmp.lastIndexOf('>') + 1));
  }
  return end;
}

function joinBlocks(image: Buffer, start: number): Buffer {
  const blocks = [];
  for (let at = start, length = image[at] ?? 0; length > 0; at += 1 + length, length = image[at] ?? 0) {
    blocks.push(image.subarray(at + 1, at + 1 + length));
  }
  return Buffer.concat(blocks);
}
